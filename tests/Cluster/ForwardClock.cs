using System.Collections.Concurrent;

namespace Dashboard.Tests.Cluster;

/// <summary>A clock that runs like any other and can be set forward: what is due by then is due at once.</summary>
internal sealed class ForwardClock(DateTimeOffset start) : TimeProvider
{
    private readonly ConcurrentDictionary<Alarm, bool> alarms = [];
    private readonly long started = System.GetTimestamp();
    private long forward;

    public override DateTimeOffset GetUtcNow() =>
        start.ToUniversalTime() + System.GetElapsedTime(started) + TimeSpan.FromTicks(Volatile.Read(ref forward));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => TimeSpan.TicksPerDay + System.GetElapsedTime(started).Ticks + Volatile.Read(ref forward);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Alarm(this, callback, state, dueTime, period);

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref forward, by.Ticks);
        foreach (var alarm in alarms.Keys)
        {
            alarm.Hurry();
        }
    }

    private sealed class Alarm : ITimer
    {
        private readonly ForwardClock clock;
        private readonly ITimer timer;
        private readonly Lock gate = new();
        private DateTimeOffset? due;
        private TimeSpan repeat;

        public Alarm(ForwardClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.clock = clock;
            clock.alarms[this] = true;
            timer = System.CreateTimer(
                given =>
                {
                    lock (gate)
                    {
                        due = repeat > TimeSpan.Zero ? clock.GetUtcNow() + repeat : null;
                    }

                    callback(given);
                },
                state,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                repeat = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                return timer.Change(dueTime, period);
            }
        }

        public void Hurry()
        {
            lock (gate)
            {
                if (due is { } at)
                {
                    var rest = at - clock.GetUtcNow();
                    timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, repeat > TimeSpan.Zero ? repeat : Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            clock.alarms.TryRemove(this, out _);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.alarms.TryRemove(this, out _);
            return timer.DisposeAsync();
        }
    }
}
