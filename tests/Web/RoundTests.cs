using Dashboard.Grains;
using Dashboard.Web;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>When a round begins, and when it counts as missing.</summary>
public sealed class RoundTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);
    private readonly Trips trips;

    public RoundTests() => trips = new(clock);

    [Fact]
    public async Task One_begins_every_ten_seconds_and_while_they_come_back_nothing_is_said()
    {
        for (var second = 0; second <= 35; second++)
        {
            await trips.LookAsync();
            Assert.Null(trips.MissingSince);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, trips.Begun);
        Assert.Empty(trips.Lines);
    }

    [Fact]
    public async Task One_that_fails_is_tried_each_second_and_missing_after_twenty_until_one_comes_back()
    {
        await trips.LookAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await trips.LookAsync();
        trips.Next = () => Task.FromException(new IOException("The disk is full."));
        var said = new List<(int Second, DateTimeOffset? Since)>();
        for (var second = 11; second <= 40; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await trips.LookAsync();
            said.Add((second, trips.MissingSince));
        }

        trips.Next = () => Task.CompletedTask;
        await trips.LookAsync();

        var begun = Start.AddSeconds(10);
        Assert.All(said, one => Assert.Equal(one.Second > 30 ? begun : null, one.Since));
        Assert.Equal(1 + 21 + 1, trips.Begun);
        Assert.Null(trips.MissingSince);
        Assert.Null(trips.Standing.Reason);
        Assert.Collection(trips.Lines, line => Assert.Contains("since 2026-11-30", line, StringComparison.Ordinal),
            line => Assert.Contains("come back", line, StringComparison.Ordinal));
    }

    /// <summary>What hangs for ever would else be asked again and again, and all of it wait.</summary>
    [Fact]
    public async Task One_that_hangs_is_waited_for_and_is_not_asked_twice()
    {
        await trips.LookAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        var answer = new TaskCompletionSource();
        trips.Next = () => answer.Task;
        for (var look = 0; look < 5; look++)
        {
            var looking = trips.LookAsync();
            clock.Advance(TimeSpan.FromSeconds(5));
            await looking;
        }

        Assert.Equal(1, trips.Begun);
        Assert.Equal(Start, trips.MissingSince);

        answer.SetResult();
        await trips.LookAsync();
        Assert.Equal(2, trips.Begun);
        Assert.Null(trips.MissingSince);
    }

    public void Dispose() => trips.Dispose();

    private sealed class Trips : Round
    {
        private readonly Lines<Round> log;

        public Trips(TimeProvider clock) : this(clock, new()) { }

        private Trips(TimeProvider clock, Lines<Round> log)
            : base(null!, null!, null!, null!, Options.Create(new DashboardOptions()), clock, log) => this.log = log;

        public int Begun { get; private set; }

        public Func<Task> Next { get; set; } = () => Task.CompletedTask;

        public IReadOnlyList<string> Lines => log.Said;

        public Task LookAsync() => WorkOnceAsync(TestContext.Current.CancellationToken);

        protected override Task GoAsync(CancellationToken cancel)
        {
            Begun++;
            return Next();
        }
    }
}
