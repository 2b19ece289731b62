using Dashboard.Grains.Contracts;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>A city adds up its districts as a district adds up its teams: at once, for every period, and never twice.</summary>
public sealed class ProvinceTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private const string City = "330203", North = "330297", South = "330298";

    [Fact]
    public async Task A_city_is_the_sum_of_its_districts_and_is_shown_what_happens_in_them()
    {
        await cluster.PostAsync("unassigned", District(North), District(South), Team("N1", North), Team("N2", North), Team("S1", South));
        var watcher = new Watcher();
        var reference = cluster.Grains.CreateObjectReference<IViewWatcher>(watcher);
        await cluster.Grains.Find("jurisdiction", City)!.Watch(reference);

        await cluster.PostAsync("N1", Filed("N1-1", "N1"), Decided("N1-1"), Filed("N1-2", "N1"));
        await cluster.PostAsync("N2", Filed("N2-1", "N2"));
        await cluster.PostAsync("S1", Filed("S1-1", "S1"));
        await cluster.PostAsync("T01", Filed("T-1", "T01"));

        await Patience.UntilAsync(
            async () =>
            {
                await cluster.Grains.Find("jurisdiction", City)!.Watch(reference);
                return Filings(watcher.Last, North) == 3 && Filings(watcher.Last, South) == 1 && Filings(watcher.Last, "T01") == 1;
            },
            "the city is shown what its districts and its own teams have filed");

        var city = await ViewAsync(City);
        Assert.Equal("jurisdiction", Member(city, North)["kind"]);
        Assert.Null(Member(city, "T01")["kind"]);
        Assert.Null((city["teams"] as Document)!["N1"]);
        Assert.Equal(5, Filings(city));
        foreach (var (counter, total) in ((Document)((Document)city["counters"]!)["year"]!).Members)
        {
            Assert.Equal((long)total, ((Document)city["teams"]!).Members.Sum(member => Year((Document)member.Value, counter)));
        }

        // What is named in a city is named by its district; the district names the team.
        Assert.Contains(Lines(city), line => line["team"] as string == North);
        Assert.DoesNotContain(Lines(city), static line => line["team"] as string is "N1" or "N2" or "S1");
        var district = await ViewAsync(North);
        Assert.Equal(3, Filings(district));
        Assert.Contains(Lines(district), static line => line["team"] as string == "N1");
        // What its sources warn of the city says itself.
        var raised = Rules(Member(city, North)).Members.ToList();
        Assert.NotEmpty(raised);
        Assert.All(raised, rule => Assert.Equal(Text(rule.Value), Text(Rules(district)[rule.Key])));

        // The way up, and whose a record is, which the city's own view does not name.
        Assert.Equal(City, (district["within"] as Document)?["id"]);
        Assert.Null(city["within"]);
        var records = await cluster.Services.GetRequiredService<IEvidence>().OpenAsync(
            new() { View = $"jurisdiction/{City}", Counter = "casesFiled", Period = "2026" }, new(null, FileMask.Least),
            CancellationToken.None);
        Assert.Equal([("N1", "N1之名"), ("N1", "N1之名"), ("N2", "N2之名"), ("S1", "S1之名")],
            ((IEnumerable<object>)records["rows"]!).Cast<Document>().Select(static row => ((string)row["team"]!, (string)row["teamName"]!))
                .Where(static row => row.Item1 != "T01").Order());

        foreach (var period in new[] { "2026", "2026-11", "2026-11-02" })
        {
            var closed = (await cluster.Grains.Find("jurisdiction", City)!.Get(period))!.Document;
            Assert.Equal(3, Year(Member(closed, North), "casesFiled", "period"));
            Assert.Equal(5, Year(closed, "casesFiled", "period"));
        }

        var earlier = cluster.Services.GetRequiredService<IEarlierViews>();
        Assert.True(Period.TryParse("2026", out var year));
        var known = (await earlier.OpenAsync("jurisdiction", City, year, cluster.Clock.GetUtcNow(), CancellationToken.None))!;
        Assert.Equal((3L, 5L, "jurisdiction"),
            (Year(Member(known, North), "casesFiled", "period"), Year(known, "casesFiled", "period"), Member(known, North)["kind"]));

        Assert.Empty((await cluster.VerifyAsync()).Differences);

        // A team that moves to another district is counted there, and nowhere twice.
        await cluster.PostAsync("unassigned", Team("N2", South, seq: 2));
        await Patience.UntilAsync(
            async () => Filings(await ViewAsync(City), North) == 2 && Filings(await ViewAsync(City), South) == 2,
            "the team is counted in its new district");
        Assert.Equal(5, Filings(await ViewAsync(City)));
        Assert.Empty((await cluster.VerifyAsync()).Differences);
    }

    private async Task<Document> ViewAsync(string code) => await cluster.ViewAsync(cluster.Grains.Find("jurisdiction", code)!);

    private static SourceEvent District(string code) =>
        Event("team.upserted", new { teamId = code, name = $"{code}区", status = "Jurisdiction", order = 1, parentId = City });

    private static SourceEvent Team(string id, string district, long seq = 0) =>
        Event("team.upserted", new { teamId = id, name = $"{id}之名", status = "Active", order = 1, parentId = district }, seq);

    private static Document Member(Document view, string id) => (Document)((Document)view["teams"]!)[id]!;

    private static long Filings(Document? view, string? member = null) =>
        view is null ? -1 : member is null ? Year(view, "casesFiled")
            : (view["teams"] as Document)?[member] is Document shown ? Year(shown, "casesFiled") : 0;

    private static long Year(Document view, string counter, string period = "year") =>
        ((view["counters"] as Document)?[period] as Document)?[counter] as long? ?? 0;

    private static IEnumerable<Document> Lines(Document view) =>
        ((Document)view["recent"]!).Members.Select(static line => (Document)line.Value);

    /// <summary>How many warnings of each rule stand at which level.</summary>
    private static Document Rules(Document view) => (Document)((Document)view["warnings"]!)["rules"]!;

    private static string Text(object? document) => System.Text.Encoding.UTF8.GetString(((Document)document!).ToUtf8());

    private sealed class Watcher : IViewWatcher
    {
        private volatile Document? last;

        public Document? Last => last;

        public Task Show(View view)
        {
            last = view.Document;
            return Task.CompletedTask;
        }
    }
}
