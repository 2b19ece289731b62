using System.Collections.Concurrent;

namespace Dashboard.Load.Story;

/// <summary>
/// The enterprises of the district, shared out among the teams: a firm meets its own team, once or twice a year, and hardly ever another.
/// Were they few and visited by all, every visit would wait for the row of its firm, which no real district knows.
/// </summary>
internal sealed class Firms
{
    /// <summary>How many there are.</summary>
    public const int All = 20_000;

    private const int FirstShared = 9_000_000; // numbers no sharing out reaches
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

    /// <summary>The code of a firm that several teams may visit.</summary>
    public static string Shared(int firm) => Uscc.Of(FirstShared + firm);

    /// <summary>The code of the firm of that number; its team is the number's rest by the number of teams.</summary>
    public string Code(int firm) => codes[firm];

    /// <summary>The firm a subject of a team is about.</summary>
    public (int Number, string Code) Of(int team, int subject)
    {
        var ofTeam = Math.Max(1, All / teams);
        var firm = (int)((uint)(subject * 2654435761) % ofTeam * teams) + team;
        return (firm, codes[firm % All]);
    }
}
