using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Teams;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>What cannot be folded stays with itself.</summary>
public sealed class SetAsideTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    [Fact]
    public async Task A_subject_that_cannot_be_folded_is_set_aside_and_its_neighbours_its_team_and_the_verification_go_on()
    {
        await cluster.PostAsync("T01", Filed("before", "T01"));
        var unreadable = OnCase("case.closed", "2026-11-03", "broken") with { Data = "{"u8.ToArray() };
        var sequence = (await cluster.Ledger.TeamsAsync(CancellationToken.None))["T01"];
        var row = new SubjectRow
        {
            Kind = "case",
            Id = "broken",
            Revision = 1,
            Team = "T01",
            Stage = "",
            Open = false,
            Title = "",
            Counts = [],
        };
        await cluster.Ledger.CommitAsync([new("T01", sequence + 1, Noon, [], [], [unreadable], [row], [])], CancellationToken.None);

        var outcomes = await cluster.PostAsync("T01", OnCase("case.suspended", "2026-11-04", "broken"), Filed("sound", "T01"));

        Assert.Equal([Outcome.Accepted, Outcome.Accepted], outcomes);
        Assert.Equal(["before", "sound"], await IdsAsync("filed"));
        Assert.Equal(["broken"], await IdsAsync(BatchFold.SetAside));
        Assert.Equal(2L, Filings(await cluster.ViewAsync(cluster.Grains.GetGrain<ITeamGrain>("T01"))));
        // What was registered a moment ago is still being folded again.
        await RunningCluster.UntilAsync(
            async () => (await cluster.VerifyAsync()).Differences.Count == 0, "the verification finds no difference");
    }

    private async Task<List<string>> IdsAsync(string stage) =>
        await cluster.Ledger.SubjectsAsync(new() { Kinds = ["case"], Stage = stage }, CancellationToken.None)
            .Select(row => row.Id).Order(StringComparer.Ordinal).ToListAsync();

    private static long Filings(Document view) => (long)((Document)((Document)view["counters"]!)["year"]!)["casesFiled"]!;
}
