namespace Dashboard.Grains.Contracts;

/// <summary>What became of one event.</summary>
public enum Outcome : byte
{
    /// <summary>Durable and counted.</summary>
    Accepted = 0,

    /// <summary>It was there already, word for word; nothing changed.</summary>
    Duplicate = 1,

    /// <summary>Another payload stands under this source and id (DOMAIN.md §14.1 V2); nothing changed.</summary>
    Contradiction = 2,

    /// <summary>The ledger cannot take it, however often it is repeated; nothing changed.</summary>
    Refused = 3,
}
