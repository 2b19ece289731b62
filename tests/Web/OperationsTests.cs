using System.Diagnostics.Metrics;
using Dashboard.Web;
using Dashboard.Web.Screens;

namespace Dashboard.Tests.Web;

/// <summary>How the product itself is: what an operator is told of it, against what was done to it.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class OperationsTests(PlainDashboard dashboard)
{
    [Fact]
    public async Task An_operator_is_told_of_the_host_its_silo_its_ledger_and_how_long_commits_take()
    {
        var team = await dashboard.NewTeamAsync();
        var before = await CommitsAsync();
        await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));

        var ops = await dashboard.Http.ReadAsync("/api/ops");
        var silo = Assert.Single(ops["silos"]!["rows"]!.AsArray())!;
        var commit = ops["measured"]!["commit"]!;

        Assert.Equal(("SQLite", true), ((string?)ops["ledger"]!["store"], (bool)ops["ledger"]!["writable"]!));
        Assert.Equal(("Active", "Embedded"), ((string?)silo["status"], (string?)ops["host"]!["silos"]));
        Assert.True((int)silo["activations"]! > 0);
        Assert.InRange((long)ops["host"]!["residentBytes"]!, 50_000_000, 5_000_000_000);
        Assert.True((int)commit["count"]! > before || before == 1_000, ops.ToJsonString());
        Assert.InRange((double)commit["p50"]!, 0, (double)commit["p99"]!);
        Assert.True(InstantOf("started") < InstantOf("now"));

        DateTimeOffset InstantOf(string name) => DateTimeOffset.Parse((string)ops["host"]![name]!, null);
    }

    /// <summary>A house's own tools ask how many commits took less than 50 ms, say.</summary>
    [Fact]
    public async Task What_takes_time_is_counted_in_steps_that_tell_short_from_long()
    {
        await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), await dashboard.NewTeamAsync()));

        var measured = await dashboard.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var ofSeconds = measured.Split('\n').Where(static line => line.Contains("_seconds_bucket{", StringComparison.Ordinal))
            .ToLookup(static line => line[..line.IndexOf('{', StringComparison.Ordinal)]);

        Assert.Contains("ledger_commit_duration_seconds_bucket", ofSeconds.Select(static ofName => ofName.Key));
        Assert.All(ofSeconds, static ofName =>
            Assert.Contains(ofName, static line => line.Contains("le=\"0.05\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_what_is_measured_the_last_thousand_values_are_kept()
    {
        var last = new LastValues(1_000);
        Assert.Null(last.Read());
        last.Add(7);
        Assert.Equal(new(1, 7, 7), last.Read());

        for (var value = 1; value <= 2_000; value++)
        {
            last.Add(value);
        }

        Assert.Equal(new(1_000, 1_500, 1_990), last.Read());
    }

    [Fact]
    public void A_frame_is_behind_the_event_it_shows_and_one_made_by_time_alone_behind_nothing()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var metrics = new ScreenMetrics(clock);
        var measured = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == ScreenMetrics.Behind)
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured.Add(value));
        listener.Start();

        var commit = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromMilliseconds(40));
        metrics.Sent("team/T01", 1, commit);
        clock.Advance(TimeSpan.FromMinutes(1));
        metrics.Sent("team/T01", 2, null);

        Assert.Equal(0.04, Assert.Single(measured), 6);
    }

    private async Task<int> CommitsAsync() => (int?)(await dashboard.Http.ReadAsync("/api/ops"))["measured"]!["commit"]?["count"] ?? 0;
}
