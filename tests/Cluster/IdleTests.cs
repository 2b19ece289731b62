using Dashboard.Grains.Contracts;
using Dashboard.Tests.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>What nobody has asked for a long while, when it is asked again.</summary>
public sealed class IdleTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    [Fact]
    public async Task Reading_makes_no_version_however_long_nobody_looked()
    {
        await cluster.PostAsync("T01", Filed("looked at seldom", "T01"));
        IViewGrain[] views = [cluster.Grains.GetGrain<ITeamGrain>("T01"), cluster.Grains.GetGrain<IItemGrain>("S14"),
            cluster.Grains.GetGrain<IJurisdictionGrain>("330203"), cluster.Grains.GetGrain<IEnterpriseGrain>(CreditCode)];
        // Teams that have just been opened fold again what an earlier law made, and say so.
        List<long> before = [];
        await Patience.UntilAsync(async () => before.SequenceEqual(before = await VersionsAsync()), "nothing changes any more");

        var kept = await LetIdleGoAsync();
        Assert.DoesNotContain(kept, static id => id.EndsWith($"/{CreditCode}", StringComparison.Ordinal));

        Assert.Equal(before, await VersionsAsync());

        // What it shows anew is a later version, though it was let go.
        await LetIdleGoAsync();
        await cluster.PostAsync("T01", Filed("looked at again", "T01"));
        Assert.All((await VersionsAsync()).Zip(before), static pair => Assert.True(pair.First > pair.Second));

        async Task<List<long>> VersionsAsync()
        {
            var versions = new List<long>();
            foreach (var view in views)
            {
                versions.Add((await view.Get(null))!.Version);
            }

            return versions;
        }
    }

    [Fact]
    public async Task What_is_not_known_is_let_go()
    {
        Assert.Null(await cluster.Grains.GetGrain<IItemGrain>("none").Get(null));
        Assert.Null(await cluster.Grains.GetGrain<ITeamGrain>("none").Get(null));
        var kept = await LetIdleGoAsync();

        Assert.DoesNotContain(kept, static id => id.EndsWith("/none", StringComparison.Ordinal));
    }

    /// <summary>As if the runtime's time for idle grains were over; which are active then.</summary>
    private async Task<List<string>> LetIdleGoAsync()
    {
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
        return [.. (await management.GetDetailedGrainStatistics()).Select(static grain => grain.GrainId.ToString())];
    }
}
