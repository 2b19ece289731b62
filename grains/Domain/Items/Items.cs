namespace Dashboard.Grains.Domain.Items;

/// <summary>A supervision item (监管事项) with its claim and checklist.</summary>
internal sealed record SupervisionItem : Subject
{
    public ItemUpserted? Registered { get; init; }
    public bool Claimed { get; init; }
    public ChecklistPublished? Checklist { get; init; }

    public override string Title => Registered?.Name ?? "";

    public override string Stage => Claimed ? "claimed" : "unclaimed";

    protected override Subject Apply(Fact fact) => fact switch
    {
        ItemUpserted registered => this with { Registered = registered },
        ItemClaimed => this with { Claimed = true },
        ItemUnclaimed => this with { Claimed = false },
        ChecklistPublished checklist => this with { Checklist = checklist },
        _ => this,
    };
}

/// <summary>An enterprise of the register (监管对象).</summary>
internal sealed record SupervisedEnterprise : Subject
{
    public ObjectUpserted? Registered { get; init; }

    public override string? Party => Registered?.Uscc;

    public override string Title => Registered?.Name ?? "";

    protected override Subject Apply(Fact fact) => fact is ObjectUpserted registered ? this with { Registered = registered } : this;
}
