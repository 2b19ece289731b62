using Dashboard.Grains.Contracts;
using Dashboard.Grains.Teams;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>Today by the hour: each event once, however a team was opened.</summary>
public sealed class HourTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    [Fact]
    public async Task Each_event_stands_in_its_hour_once_after_the_team_was_unloaded_and_in_the_bureau_too()
    {
        await cluster.PostAsync("T01", At("T01", "first", 8), At("T01", "second", 8), At("T01", "third", 9));
        await cluster.PostAsync("T01", At("T01", "first", 8));
        await RunningCluster.UnloadAsync(cluster.Grains.GetGrain<ITeamGrain>("T01"));
        await cluster.PostAsync("T01", At("T01", "fourth", 9));
        await cluster.PostAsync("T02", At("T02", "fifth", 9));

        foreach (var (view, expected) in new (IViewGrain, string)[]
        {
            (cluster.Grains.GetGrain<ITeamGrain>("T01"), """{"08":2,"09":2}"""),
            (cluster.Grains.GetGrain<IJurisdictionGrain>("330203"), """{"08":2,"09":3}"""),
        })
        {
            var hours = (Document)(await cluster.ViewAsync(view))["hours"]!;

            Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(((Document)hours["today"]!).ToUtf8()));
        }
    }

    [Fact]
    public async Task A_team_without_its_snapshot_counts_every_batch_of_the_ledger_not_only_the_last_ones()
    {
        const int Batches = 320;
        for (var batch = 0; batch < Batches; batch++)
        {
            await cluster.PostAsync("T03", At("T03", $"case {batch}", batch % 10, daysAgo: 1));
        }

        var figures = new TeamFigures("T03", cluster.Clock);
        await figures.OpenAsync(new(), cluster.Ledger, null, TestContext.Current.CancellationToken);

        Assert.Equal(Batches, figures.Ticker.Hours!.Days.Values.Sum(static hours => hours.Sum()));
    }

    /// <summary>A case of that name that was filed in that hour of the cluster's day, or of one before, sent under its name.</summary>
    private SourceEvent At(string team, string name, int hour, int daysAgo = 0)
    {
        var day = Shanghai.Day(cluster.Clock.GetUtcNow());
        return Filed(name, team) with { Id = name, Time = Shanghai.Midnight(day.AddDays(-daysAgo)).AddHours(hour) };
    }
}
