using System.Collections.Concurrent;

namespace Dashboard.Load.Story;

/// <summary>
/// The enterprises of the district, shared out among the teams: a firm meets its own team, once or twice a year, and hardly ever another.
/// Were they few and visited by all, every visit would wait for the row of its firm, which no real district knows.
/// </summary>
internal sealed class Firms
{
    private const int All = 20_000;
    private static readonly ConcurrentDictionary<int, Firms> BySharing = new();

    private readonly int teams;
    private readonly string[] codes;

    private Firms(int teams)
    {
        this.teams = teams;
        // Firms shared out among another number of teams are other firms, so that each keeps its team whatever is posted to one server.
        codes = [.. Enumerable.Range(0, All).Select(firm => Uscc.Of((teams * All) + firm + 1))];
    }

    /// <summary>The firms, shared out among so many teams.</summary>
    public static Firms Among(int teams) => BySharing.GetOrAdd(teams, static teams => new(teams));

    /// <summary>The firm a subject of a team is about.</summary>
    public (int Number, string Code) Of(int team, int subject)
    {
        var ofTeam = Math.Max(1, All / teams);
        var firm = (int)((uint)(subject * 2654435761) % ofTeam * teams) + team;
        return (firm, codes[firm % All]);
    }
}
