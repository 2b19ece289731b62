namespace Dashboard.Grains.Contracts;

/// <summary>Who reads records, as far as that decides what is shown.</summary>
/// <param name="Teams">The teams within the scope; null for all.</param>
/// <param name="Mask">How much of what is personal is shown.</param>
public sealed record Reader(IReadOnlySet<string>? Teams, FileMask Mask)
{
    /// <summary>Whether a team is within the scope.</summary>
    public bool MaySeeTeam(string? team) => Teams is null || (team is not null && Teams.Contains(team));

    /// <summary>Of these teams those within the scope; null for every team.</summary>
    public IReadOnlyCollection<string>? Within(IReadOnlyCollection<string>? teams) =>
        Teams is null ? teams : [.. teams is null ? Teams : teams.Where(Teams.Contains)];
}
