namespace Dashboard.Grains.Contracts;

/// <summary>What is personal, or a firm's, in a file (DOMAIN.md §13). What is none of these (informants, free text) is shown to nobody.
/// </summary>
public enum Personal
{
    /// <summary>Name of a natural person: a party, a driver, a contact.</summary>
    Somebody,

    /// <summary>Name of a natural person under 18.</summary>
    Minor,

    /// <summary>Name of an organisation, or of a one-person business.</summary>
    Organisation,

    /// <summary>Of anybody.</summary>
    Phone,

    /// <summary>Of a natural person or an organisation.</summary>
    Address,

    /// <summary>Plate of a vehicle.</summary>
    Plate,

    /// <summary>Name or certificate number of an officer.</summary>
    Officer,
}
