using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Cluster;

public sealed class DataQualityTests
{
    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(10, 2_000)]
    [InlineData(1_000, 30_000)]
    [InlineData(10_000, 190_000)]
    public void A_dear_reading_is_seldom_but_its_figures_grow_no_older_than_they_must(double reading, double pause) =>
        Assert.Equal(pause, DataQuality.PauseAfter(TimeSpan.FromMilliseconds(reading)).TotalMilliseconds);

    /// <summary>Figures of a province waited four seconds for a reading that they did not need.</summary>
    [Fact]
    public async Task Nobody_waits_for_a_long_reading_but_who_is_the_first()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-quality-").FullName;
        using var real = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await real.PrepareAsync(TestContext.Current.CancellationToken);
        var clock = new FakeTimeProvider();
        var (looks, begun, end) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var ledger = new FaultyLedger(real, new(1), 0) { LooksForDoubles = LookAsync };
        using var roster = new CurrentRoster(ledger, clock, NullLogger<CurrentRoster>.Instance);
        var quality = new DataQuality(ledger, roster, clock);

        var first = quality.LookAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(first.IsCompleted);
        end.SetResult();
        await first;

        (begun, end) = (new(), new());
        clock.Advance(TimeSpan.FromMinutes(30));
        var second = quality.LookAsync(TestContext.Current.CancellationToken);
        await begun.Task;
        Assert.False(second.IsCompleted);
        while (!second.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal(2, looks);
        await quality.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, looks);
        end.SetResult();
        Directory.Delete(folder, recursive: true);

        Task LookAsync()
        {
            looks++;
            begun.SetResult();
            return end.Task;
        }
    }

    /// <summary>Of a large ledger each reading took seconds in one go, for which every acknowledgement waited.</summary>
    [Fact]
    public async Task A_long_reading_leaves_time_to_others()
    {
        using var folder = new TemporaryFolder();
        using var real = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder.Path }));
        await real.PrepareAsync(TestContext.Current.CancellationToken);
        var clock = new ClockThatTellsOfRests();
        var ledger = new FaultyLedger(real, new(1), 0)
        {
            LooksForDoubles = () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.CompletedTask;
            },
        };
        using var roster = new CurrentRoster(ledger, clock, NullLogger<CurrentRoster>.Instance);
        var quality = new DataQuality(ledger, roster, clock);

        await quality.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(clock.Rest.IsCompleted);
        await real.CommitAsync(
            LedgerSamples.Batch("T01", 1, [], [Numbered("C1"), Numbered("C2")]));
        clock.Advance(TimeSpan.FromMinutes(30));
        var look = quality.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(19), await clock.Rest.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Empty(quality.Current.Doubles);
        clock.Advance(TimeSpan.FromSeconds(19));
        await look;
        await Patience.UntilAsync(() => Task.FromResult(quality.Current.Doubles.Count == 2), "both records in conflict");
    }

    private static SubjectRow Numbered(string id) =>
        LedgerSamples.Row(id) with { KnownBy = new(id, "(2026)1", null, null, null) };

    private sealed class ClockThatTellsOfRests : FakeTimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TimeSpan> Rest => rest.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.FromSeconds(1) && dueTime < TimeSpan.FromMinutes(1))
            {
                rest.TrySetResult(dueTime);
            }

            return timer;
        }
    }
}
