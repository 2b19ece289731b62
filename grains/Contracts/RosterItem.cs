namespace Dashboard.Grains.Contracts;

/// <summary>A registered supervision item.</summary>
/// <param name="Code">As its register writes it: <c>S14</c>.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English, where one is registered.</param>
/// <param name="Category">Of the items catalogue.</param>
/// <param name="Listed">On the list for random inspection (抽查事项清单).</param>
/// <param name="Claimed">The agency has claimed it as its duty.</param>
public sealed record RosterItem(string Code, string Name, string? NameEn, string Category, bool Listed, bool Claimed)
{
    /// <summary>Where figures of unknown items are shown.</summary>
    public const string Unclassified = "unclassified";
}
