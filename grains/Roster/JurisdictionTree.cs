using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Roster;

/// <summary>
/// What is added up to which jurisdiction: a province of cities of districts of teams. Each team stands in one place, so nothing is added
/// twice; jurisdictions that name each other in a ring stand alone.
/// </summary>
internal sealed class JurisdictionTree
{
    private static readonly IReadOnlyList<string> None = [];
    private readonly Dictionary<string, List<string>> members = [], teams = [];
    private readonly Dictionary<(string Jurisdiction, string Team), string> under = [];
    private readonly Dictionary<string, string> parents;

    /// <param name="jurisdictions">The registered jurisdictions by code.</param>
    /// <param name="teams">The registered teams.</param>
    /// <param name="own">This installation's own: teams whose parent is no jurisdiction belong to it, and what is of no team.</param>
    public JurisdictionTree(IReadOnlyDictionary<string, RosterTeam> jurisdictions, IEnumerable<RosterTeam> teams, string own)
    {
        parents = jurisdictions.Keys.Where(code => Named(code) is not null && !IsInRing(code)).ToDictionary(
            static code => code, code => Named(code)!);
        foreach (var (jurisdiction, parent) in parents)
        {
            Listed(members, parent).Add(jurisdiction);
        }

        foreach (var (team, home) in teams
            .Select(team => (team.Id, team.Parent is { } parent && jurisdictions.ContainsKey(parent) ? parent : own))
            .Append((RosterTeam.Unassigned, own)).Distinct())
        {
            Listed(members, home).Add(team);
            var (at, through) = ((string?)home, team);
            while (at is not null)
            {
                Listed(this.teams, at).Add(team);
                under[(at, team)] = through;
                through = at;
                at = parents.GetValueOrDefault(at);
            }
        }

        string? Named(string code) =>
            jurisdictions.GetValueOrDefault(code)?.Parent is { } parent && (parent == own || jurisdictions.ContainsKey(parent))
                ? parent
                : null;

        // Whoever meets itself on the way up; one that only leads into a ring does not.
        bool IsInRing(string code)
        {
            var at = Named(code);
            for (var steps = 0; at is not null && at != code && steps < jurisdictions.Count; steps++)
            {
                at = Named(at);
            }

            return at == code;
        }
    }

    /// <summary>The jurisdictions and teams that are added up to this one directly.</summary>
    public IReadOnlyList<string> Members(string jurisdiction) => members.GetValueOrDefault(jurisdiction) ?? None;

    /// <summary>The jurisdiction this one is added up to; null: it stands by itself.</summary>
    public string? Above(string jurisdiction) => parents.GetValueOrDefault(jurisdiction);

    /// <summary>All teams in it, however deep.</summary>
    public IReadOnlyList<string> Teams(string jurisdiction) => teams.GetValueOrDefault(jurisdiction) ?? None;

    /// <summary>Under which of a jurisdiction's members a team stands; itself where it is one. Null: not in it.</summary>
    public string? Member(string jurisdiction, string team) => under.GetValueOrDefault((jurisdiction, team));

    private static List<string> Listed(Dictionary<string, List<string>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
