namespace Dashboard.Grains.Domain.Items;

internal sealed record ItemUpserted(string Code, string Name, string? NameEn, string Category, string Level, bool RandomListed) : Fact
{
    /// <summary>Lowest and highest statutory fine in fen; null where none is known.</summary>
    public (long Least, long Most)? FineRange { get; init; }

    public override string? Item => Code;
}

internal sealed record ItemClaimed(DateOnly On) : Fact;

internal sealed record ItemUnclaimed(DateOnly On) : Fact;

internal sealed record ChecklistPublished(string ChecklistCode, string Version, DateOnly EffectiveFrom, int Points) : Fact
{
    public override string? Key => ChecklistCode;
}

/// <summary>An enterprise of the register of supervised objects.</summary>
internal sealed record ObjectUpserted(string Uscc, string Name, string[] Items, string? CreditClass, int? CapOverride) : Fact
{
    /// <summary>A code the firm had before; null where it says of none.</summary>
    public string? FormerUscc { get; init; }

    /// <summary>What says of a former code holds, whatever is said of the firm afterwards.</summary>
    public override string? Key => FormerUscc ?? "";
}
