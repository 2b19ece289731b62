namespace Dashboard.Grains.Contracts;

/// <summary>A registered team, or a jurisdiction.</summary>
/// <param name="Id">Of a jurisdiction its code.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="NameEn">In English, where one is registered.</param>
/// <param name="Order">Its fixed place on every screen.</param>
/// <param name="Parent">The jurisdiction it names as its own.</param>
public sealed record RosterTeam(string Id, string Name, string? NameEn, int Order, string? Parent)
{
    /// <summary>Where figures of unknown teams are kept.</summary>
    public const string Unassigned = "unassigned";
}
