namespace Dashboard.Grains.Domain;

/// <summary>What an upstream event says, typed (catalogue: DOMAIN.md §14.3). A fact never changes; a correction is another fact.</summary>
internal abstract record Fact
{
    /// <summary>The civil date of the event itself, for facts whose data carry no day.</summary>
    public DateOnly OccurredOn { get; init; }

    /// <summary>The team the data names as responsible; outranks the envelope's <c>teamid</c>, which only routes.</summary>
    public virtual string? Team => null;

    /// <summary>The primary supervision item the data names.</summary>
    public virtual string? Item => null;

    /// <summary>
    /// Which of several facts of one type this is: a correction with the same key replaces it.
    /// Empty: the subject has at most one. Null: any number, told apart only by their order.
    /// </summary>
    public virtual string? Key => "";
}

/// <summary>A fact that never was: only its type and key matter.</summary>
internal sealed record Retraction(string? RetractedKey) : Fact
{
    public override string? Key => RetractedKey;
}

/// <summary>The person or organisation an act is about.</summary>
/// <param name="Kind">NaturalPerson, Individual (个体工商户), LegalPerson, OtherOrg.</param>
/// <param name="Name">As upstream writes it; never leaves the server unmasked.</param>
/// <param name="Code">Unified credit code, or a keyed hash of a personal id; null where upstream has none.</param>
/// <param name="IsUscc">True when <paramref name="Code"/> is a valid unified credit code (GB 32100).</param>
/// <param name="IsMinor">Under 18.</param>
internal sealed record Party(PartyKind Kind, string Name, string? Code, bool IsUscc, bool IsMinor)
{
    /// <summary>Null for natural persons and where no valid credit code is known.</summary>
    public string? Uscc => Kind != PartyKind.NaturalPerson && IsUscc ? Code : null;

    /// <summary>Label for lists and walls (DOMAIN.md §13): persons never, organisations only once decided and disclosed.</summary>
    public string Label(bool disclosed) => Kind switch
    {
        PartyKind.NaturalPerson => "当事人(个人)",
        PartyKind.Individual => disclosed ? Name : "某个体工商户",
        PartyKind.LegalPerson => disclosed ? Name : "某企业",
        _ => disclosed ? Name : "某单位",
    };
}

internal enum PartyKind : byte
{
    Other = 0,
    NaturalPerson,
    Individual,
    LegalPerson,
    OtherOrg,
}
