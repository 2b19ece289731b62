using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>What cannot be folded stays with itself, and every screen says how many there are.</summary>
public sealed class SetAsideTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    [Fact]
    public async Task A_subject_that_cannot_be_folded_is_set_aside_and_its_neighbours_its_team_and_the_verification_go_on()
    {
        await cluster.PostAsync("T01", Filed("before", "T01"));
        await CommitAsync("T01", [], [Unreadable("broken")], [Of("T01", "broken")]);

        var outcomes = await cluster.PostAsync("T01", OnCase("case.suspended", "2026-11-04", "broken"), Filed("sound", "T01"));

        Assert.Equal([Outcome.Accepted, Outcome.Accepted], outcomes);
        Assert.Equal(["before", "sound"], await IdsAsync("T01", "filed"));
        Assert.Contains("broken", await IdsAsync(RosterTeam.Unassigned, BatchFold.SetAside));
        Assert.Equal(2L, Filings(await TeamAsync("T01")));
        await ProvenAsync();
    }

    [Fact]
    public async Task How_many_subjects_are_set_aside_is_counted_once_whatever_comes_and_the_same_after_a_restart()
    {
        var before = await SetAsideAsync();
        await CommitAsync("T02", [], [Unreadable("counted")], [Of("T02", "counted")]);
        await cluster.PostAsync("T02", OnCase("case.suspended", "2026-11-04", "counted"));
        await cluster.PostAsync("T02", OnCase("case.resumed", "2026-11-05", "counted"), OnCase("case.paid", "2026-11-06", "counted"));

        Assert.Equal((before + 1, before + 1), (await SetAsideAsync(), await SetAsideAsync(await TeamAsync(RosterTeam.Unassigned))));
        Assert.Null((await TeamAsync("T02"))["setAside"]);

        await cluster.RestartAsync();

        Assert.Equal(before + 1, await SetAsideAsync());
        await ProvenAsync();
    }

    [Fact]
    public async Task What_an_earlier_release_set_aside_is_counted_after_the_next_start_or_counts_as_it_should()
    {
        var before = await SetAsideAsync();
        await CommitAsync(RosterTeam.Unassigned, [], [Unreadable("broken still"), Filed("mended", "T03")],
            [Aside("broken still", []), Aside("mended", [])]);
        await CommitAsync(RosterTeam.Unassigned, CountedAside(), [Filed("mended and counted", "T03")],
            [Aside("mended and counted", SubjectCounts.SetAside.Encode())]);

        await cluster.RestartAsync();

        await Patience.UntilAsync(
            async () => await SetAsideAsync() == before + 1 && Filings(await TeamAsync("T03")) == 2,
            "the bureau's view names the one that is broken still, and both mended cases count");
        await ProvenAsync();
    }

    private static SourceEvent Unreadable(string id) => OnCase("case.closed", "2026-11-03", id) with { Data = "{"u8.ToArray() };

    private static SubjectRow Aside(string id, byte[] counts) => new()
    {
        Kind = "case",
        Id = id,
        Revision = 1,
        Team = RosterTeam.Unassigned,
        Stage = BatchFold.SetAside,
        Open = false,
        Title = "",
        Counts = counts,
        Basis = 0,
    };

    private static SubjectRow Of(string team, string id) => Aside(id, []) with { Team = team, Stage = "" };

    private static byte[] CountedAside()
    {
        var delta = new Delta();
        delta.Add(SubjectCounts.SetAside, 1);
        return delta.Encode();
    }

    /// <summary>As another process would, past the team's grain, which may write at the same time.</summary>
    private Task CommitAsync(string team, byte[] delta, SourceEvent[] events, SubjectRow[] rows) => Patience.UntilAsync(
        async () =>
        {
            var sequence = (await cluster.Ledger.TeamsAsync(CancellationToken.None)).GetValueOrDefault(team);
            var results = await cluster.Ledger.CommitAsync([new(team, sequence + 1, Noon, delta, [], events, rows, [])],
                CancellationToken.None);
            return Assert.Single(results).Outcome == CommitOutcome.Committed;
        },
        $"events are written past the grain of {team}");

    private async Task<List<string>> IdsAsync(string team, string stage) =>
        await cluster.Ledger.SubjectsAsync(new() { Kinds = ["case"], Teams = [team], Stage = stage }, CancellationToken.None)
            .Select(row => row.Id).Order(StringComparer.Ordinal).ToListAsync();

    private Task<Document> TeamAsync(string id) => cluster.ViewAsync(cluster.Grains.GetGrain<ITeamGrain>(id));

    private async Task<long> SetAsideAsync(Document? view = null) =>
        (view ?? await cluster.ViewAsync(cluster.Grains.GetGrain<IJurisdictionGrain>("330203")))["setAside"] as long? ?? 0;

    /// <summary>What was registered a moment ago is still being folded again.</summary>
    private Task ProvenAsync() => Patience.UntilAsync(
        async () => (await cluster.VerifyAsync()).Differences.Count == 0, "the verification finds no difference");

    private static long Filings(Document view) =>
        ((Document)((Document)view["counters"]!)["year"]!)["casesFiled"] as long? ?? 0;
}
