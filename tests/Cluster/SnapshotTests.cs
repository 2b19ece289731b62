using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Teams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>Another activation may have written a team's snapshot: what is kept is the newer one of both.</summary>
public sealed class SnapshotTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private IGrainStorage Storage => cluster.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    [Fact]
    public async Task A_snapshot_that_another_activation_has_written_is_replaced_by_a_newer_one()
    {
        var team = await StartedAsync("T01");
        await WriteBesideAsync(team, ahead: 0);

        await cluster.PostAsync("T01", Filed("second", "T01"));
        await UnloadAsync(team);

        Assert.Equal((await cluster.Ledger.TeamsAsync(CancellationToken.None))["T01"], await KeptAsync(team));
    }

    [Fact]
    public async Task A_newer_snapshot_that_another_activation_has_written_stays()
    {
        var team = await StartedAsync("T02");
        var newer = await WriteBesideAsync(team, ahead: 10);

        await cluster.PostAsync("T02", Filed("third", "T02"));
        await UnloadAsync(team);
        await cluster.PostAsync("T02", Filed("fourth", "T02"));

        Assert.Equal(newer, await KeptAsync(team));
        await Patience.UntilAsync(
            async () => (await cluster.VerifyAsync()).Differences.Count == 0, "the verification finds no difference");
    }

    [Fact]
    public async Task A_snapshot_of_a_ledger_that_was_set_back_is_not_taken_though_the_ledger_has_come_to_its_number_again()
    {
        var team = await StartedAsync("T03");
        var other = await ReadAsync(team);
        var cells = new Delta();
        cells.Add(new Cell("S14", new(2026, 11, 20), Counter.CasesFiled), 7);
        (other.State!.Sequence, other.State.Cells) = (other.State.Sequence + 1, cells.Encode());
        await cluster.PostAsync("T03", Filed("later", "T03"));
        await RunningCluster.UnloadAsync(team);
        var last = (await cluster.Ledger.TeamsAsync(CancellationToken.None))["T03"];
        await Patience.UntilAsync(async () => await KeptAsync(team) == last, "the activation that leaves has kept its snapshot");
        var kept = await ReadAsync(team);
        kept.State = other.State;
        await Storage.WriteStateAsync("team", team.GetGrainId(), kept);

        var shown = (Document)((Document)(await cluster.ViewAsync(team))["counters"]!)["year"]!;

        Assert.Equal(2L, shown["casesFiled"]);
        Assert.Empty((await cluster.VerifyAsync()).Differences);
    }

    /// <summary>A team whose grain has read the snapshot of the one before it.</summary>
    private async Task<ITeamGrain> StartedAsync(string id)
    {
        var team = cluster.Grains.GetGrain<ITeamGrain>(id);
        await cluster.PostAsync(id, Filed($"first of {id}", id));
        await UnloadAsync(team);
        Assert.True(await KeptAsync(team) > 0);
        return team;
    }

    /// <summary>The next call is answered by another activation, after this one has kept its snapshot.</summary>
    private async Task UnloadAsync(ITeamGrain team)
    {
        await RunningCluster.UnloadAsync(team);
        await cluster.ViewAsync(team);
    }

    private async Task<long> WriteBesideAsync(ITeamGrain team, long ahead)
    {
        var kept = await ReadAsync(team);
        kept.State!.Sequence += ahead;
        await Storage.WriteStateAsync("team", team.GetGrainId(), kept);
        return kept.State.Sequence;
    }

    private async Task<long> KeptAsync(ITeamGrain team) => (await ReadAsync(team)).State!.Sequence;

    private async Task<GrainState<TeamSnapshot>> ReadAsync(ITeamGrain team)
    {
        var kept = new GrainState<TeamSnapshot>(new());
        await Storage.ReadStateAsync("team", team.GetGrainId(), kept);
        return kept;
    }
}
