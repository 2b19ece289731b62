namespace Dashboard.Web.Demo;

/// <summary>The invented officers of each team: certified ones first, then officers still without a certificate, then auxiliaries.</summary>
internal sealed class DemoOfficers
{
    private readonly Dictionary<string, IReadOnlyList<DemoOfficer>> byTeam;

    public DemoOfficers(IReadOnlyList<SeedTeam> teams) =>
        byTeam = teams.ToDictionary(team => team.Id, team => (IReadOnlyList<DemoOfficer>)[.. Enumerable.Range(1, team.Posts + team.Auxiliaries).Select(n => Officer(team, n))]);

    public IEnumerable<DemoOfficer> All => byTeam.Values.SelectMany(officers => officers);

    public IReadOnlyList<DemoOfficer> Of(string team) => byTeam[team];

    /// <summary>Two different certificates of the team, now and then three.</summary>
    public IReadOnlyList<string> Draw(string team, DemoRandom random)
    {
        var certified = byTeam[team].Where(officer => officer.CertNo is not null).ToList();
        var first = random.Between(0, certified.Count - 1);
        var count = random.Percent(15) ? 3 : 2;
        return [.. Enumerable.Range(0, count).Select(step => certified[(first + step) % certified.Count].CertNo!)];
    }

    private static DemoOfficer Officer(SeedTeam team, int n) =>
        new(
            $"OFF-{team.Id}-{n:D2}",
            team.Id,
            Post: n <= team.Posts,
            CertNo: n <= team.Certified ? $"DEMO{team.Id}{n:D3}" : null,
            LegalQualified: !team.Enforcing);
}

/// <param name="Post">Stands on an enforcement post; auxiliaries do not.</param>
internal sealed record DemoOfficer(string Id, string Team, bool Post, string? CertNo, bool LegalQualified);
