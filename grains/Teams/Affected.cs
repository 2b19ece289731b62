namespace Dashboard.Grains.Teams;

/// <summary>Whom a committed batch concerns, so that only they are told.</summary>
/// <param name="Items">Items that counted before or count now, as facts name them.</param>
/// <param name="Enterprises">Enterprises concerned before or now.</param>
internal sealed record Affected(IReadOnlySet<string> Items, IReadOnlySet<string> Enterprises)
{
    /// <summary>It is not known what changed, or everything did: a new day, changes that others have written.</summary>
    public static Affected Everything { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <summary>Those of both.</summary>
    public Affected With(Affected other) =>
        this == Everything || other == Everything
            ? Everything
            : new(Items.Union(other.Items).ToHashSet(), Enterprises.Union(other.Enterprises).ToHashSet());
}
