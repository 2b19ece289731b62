namespace Dashboard.Grains.Contracts;

/// <summary>Who reads records, as far as that decides what is shown.</summary>
/// <param name="Teams">The teams within the scope; null for all.</param>
/// <param name="Mask">How much of what is personal is shown.</param>
public sealed record Reader(IReadOnlySet<string>? Teams, FileMask Mask)
{
    /// <summary>Whether a team is within the scope.</summary>
    public bool MaySeeTeam(string? team) => Teams is null || (team is not null && Teams.Contains(team));

    /// <summary>Whether one of these teams is within the scope: of who takes part in something.</summary>
    public bool MaySeeOneOf(IEnumerable<string> teams) => Teams is null || teams.Any(Teams.Contains);

    /// <summary>Of these teams those within the scope; null for every team.</summary>
    public IReadOnlyCollection<string>? Within(IReadOnlyCollection<string>? teams) =>
        Teams is null ? teams : [.. teams is null ? Teams : teams.Where(Teams.Contains)];
}
