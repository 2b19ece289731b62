using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>
/// The invented officers of each team: certified ones first, then officers still without a certificate, then auxiliaries.
/// </summary>
internal sealed class DemoOfficers
{
    /// <summary>Who retires, by team and place from the last certified one: elders, and nobody follows by himself.</summary>
    private static readonly Dictionary<(string Team, int FromLast), DateOnly> Retiring = new()
    {
        [("T03", 0)] = new(2027, 3, 1), [("T04", 0)] = new(2027, 6, 1), [("T09", 0)] = new(2027, 8, 1), [("T09", 1)] = new(2027, 8, 1),
        [("T05", 0)] = new(2027, 12, 1), [("T01", 0)] = new(2028, 1, 1), [("T04", 1)] = new(2028, 4, 1), [("T02", 0)] = new(2028, 5, 1),
        [("T06", 0)] = new(2028, 9, 1), [("T01", 1)] = new(2029, 2, 1), [("T07", 0)] = new(2029, 7, 1),
    };

    /// <summary>
    /// Who has retired, by team: a certified officer after whom one without a certificate came, so that the rate of 2020 and of every year
    /// since is lower than the one before (the report's first deficiency).
    /// </summary>
    private static readonly Dictionary<string, DateOnly> Retired = new()
    {
        ["T04"] = new(2020, 3, 1), ["T02"] = new(2020, 9, 1), ["T01"] = new(2021, 6, 1), ["T05"] = new(2022, 4, 1),
        ["T03"] = new(2023, 8, 1), ["T06"] = new(2024, 5, 1), ["T08"] = new(2025, 10, 1), ["T07"] = new(2026, 3, 1),
    };

    /// <summary>Comes after all else that is told of an officer.</summary>
    private const long LastSeq = 1_000;

    private readonly CloudEventWriter writer = new();
    private readonly Dictionary<string, IReadOnlyList<DemoOfficer>> byTeam;

    public DemoOfficers(IReadOnlyList<SeedTeam> teams)
    {
        // The first of each team, then the second of each: a certificate ends every month, of another team each time.
        var certified = teams.SelectMany(team => Enumerable.Range(1, team.Certified).Select(n => (team.Id, N: n)))
            .OrderBy(seat => seat.N)
            .Index()
            .ToDictionary(seat => seat.Item, seat => seat.Index);
        byTeam = teams.ToDictionary(
            team => team.Id,
            team => (IReadOnlyList<DemoOfficer>)[.. Enumerable.Range(1,
                team.Posts + team.Auxiliaries).Select(n =>
                    Officer(team, n, certified.TryGetValue((team.Id, n), out var seat) ? seat : null))]);
    }

    public IEnumerable<DemoOfficer> All => byTeam.Values.SelectMany(officers => officers);

    /// <summary>
    /// What registers those of the beginning, each one CloudEvents JSON object in UTF-8 with a stable id, before anything the story tells:
    /// as the year before ended, with which the first is compared.
    /// </summary>
    public IEnumerable<byte[]> Introduced()
    {
        var since = new DateTimeOffset(2019, 12, 31, 0, 0, 0, StoryLog.Shanghai);
        foreach (var officer in All.Select(static seat => seat.Before ?? seat))
        {
            var head = new CloudEventHead("officer.upserted", Sources.Seeds, $"officer.upserted-{officer.Id}", officer.Id, 0, since, since,
                officer.Team, null);
            yield return writer.Write(head, json => officer.Write(json, officer.FirstValidTo));
        }
    }

    /// <summary>Who retires in a year and hands his certificate in, and who comes after him: each event with when it is recorded.</summary>
    public IEnumerable<(DateTimeOffset Recorded, byte[] Json)> Followed(int year)
    {
        foreach (var seat in All.Where(seat => seat.Before?.RetiresOn?.Year == year))
        {
            var (elder, time) = (seat.Before!, new DateTimeOffset(seat.Since.ToDateTime(new TimeOnly(9, 0)), StoryLog.Shanghai));
            yield return Change(elder, "left", LastSeq, time, json => elder.Write(json, null, "Retired"));
            yield return Change(seat, "came", 1, time.AddMinutes(1), json => seat.Write(json, null));
        }
    }

    public IReadOnlyList<DemoOfficer> Of(string team) => byTeam[team];

    /// <summary>Two different certificates of the team, now and then three.</summary>
    public IReadOnlyList<string> Draw(string team, DemoRandom random)
    {
        var certified = byTeam[team].Where(officer => officer.CertNo is not null).ToList();
        var first = random.Between(0, certified.Count - 1);
        var count = random.Percent(15) ? 3 : 2;
        return [.. Enumerable.Range(0, count).Select(step => certified[(first + step) % certified.Count].CertNo!)];
    }

    private (DateTimeOffset Recorded, byte[] Json) Change(
        DemoOfficer officer, string what, long seq, DateTimeOffset time, Action<Utf8JsonWriter> data)
    {
        var recorded = time.AddMinutes(2);
        var head = new CloudEventHead("officer.upserted", Sources.Manual, $"officer.{what}-{officer.Id}", officer.Id, seq, time, recorded,
            officer.Team, "unclassified");
        return (recorded, writer.Write(head, data));
    }

    private static DemoOfficer Officer(SeedTeam team, int n, int? seat) =>
        new(
            $"OFF-{team.Id}-{n:D2}",
            team.Id,
            Post: n <= team.Posts,
            CertNo: n <= team.Certified ? $"DEMO{team.Id}{n:D3}" : null,
            Reviews: !team.Enforcing,
            FirstValidTo: seat is { } months ? new DateOnly(2020, 8, 1).AddMonths(months).AddDays(-1) : null,
            RetiresOn: Retiring.TryGetValue((team.Id, team.Certified - n), out var retires) ? retires : null)
        {
            Before = n == team.Certified + 1 && Retired.TryGetValue(team.Id, out var retired) ? Elder(team.Id, retired) : null,
        };

    /// <summary>His certificate would have gone on for a year.</summary>
    private static DemoOfficer Elder(string team, DateOnly retired) =>
        new($"OFF-{team}-00", team, Post: true, $"DEMO{team}000", Reviews: false, retired.AddYears(1).AddDays(-1), retired);
}

/// <param name="Post">Stands on an enforcement post; auxiliaries do not.</param>
/// <param name="Reviews">Reviews penalties, and holds the legal qualification.</param>
/// <param name="FirstValidTo">End of the certificate before it is first renewed.</param>
/// <param name="RetiresOn">Null: not soon.</param>
internal sealed record DemoOfficer(
    string Id, string Team, bool Post, string? CertNo, bool Reviews, DateOnly? FirstValidTo, DateOnly? RetiresOn)
{
    /// <summary>So long a renewed certificate goes on; with it the ends stay spread over the months.</summary>
    public const int MonthsValid = 81;

    private static readonly DateOnly ValidFrom = new(2019, 7, 1);

    /// <summary>Who had the post until he retired; null where nobody is told of.</summary>
    public DemoOfficer? Before { get; init; }

    /// <summary>The first day on the post: the day on which the one before retired.</summary>
    public DateOnly Since => Before?.RetiresOn ?? DateOnly.MinValue;

    /// <summary>Who has the post on a day.</summary>
    public DemoOfficer On(DateOnly day) => day < Since ? Before! : this;

    /// <summary>The day of the year on which a certificate ends; null when none does. Renewed in time it is always valid.</summary>
    public DateOnly? CertValidTo(int year)
    {
        // The day after the end, so that the end is the last day of its month however long the months are.
        var after = FirstValidTo?.AddDays(1);
        while (after?.AddDays(-1).Year < year)
        {
            after = after.Value.AddMonths(MonthsValid);
        }

        return after?.AddDays(-1) is { } end && end.Year == year ? end : null;
    }

    /// <param name="json">The data of <c>officer.upserted</c> are written there.</param>
    /// <param name="validTo">Null: without a certificate.</param>
    /// <param name="status">Active or Retired.</param>
    public void Write(Utf8JsonWriter json, DateOnly? validTo, string status = "Active")
    {
        json.WriteString("officerId", Id);
        json.WriteString("teamId", Team);
        json.WriteBoolean("post", Post);
        json.WriteString("status", status);
        json.WriteBoolean("legalQualified", Reviews);
        if (Reviews)
        {
            // Beside other work: the bureau's report names it as a deficiency.
            json.WriteString("legalDuty", "Part");
            json.Day("reviewerSince", new(2019, 3, 1));
        }

        if (RetiresOn is { } retires)
        {
            json.Day("retiresOn", retires);
        }

        if (CertNo is not null && validTo is { } end)
        {
            json.WriteString("certNo", CertNo);
            json.WriteString("certType", "省证");
            // A renewal prolongs the certificate: earlier acts stay covered.
            json.Day("certValidFrom", ValidFrom);
            json.Day("certValidTo", end);
        }
    }
}
