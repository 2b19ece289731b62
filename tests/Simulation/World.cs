namespace Dashboard.Tests.Simulation;

/// <summary>
/// The one thread of a simulated story, and its time. Whatever can go on waits in a lane; which lane goes on next, and when time passes,
/// the seed decides: so a seed tells the same story again, step by step. What would run on any other thread ends the story.
/// </summary>
internal sealed class World(int seed)
{
    /// <summary>A Monday, in working hours: sources fall silent, and levels turn by the hour.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>One step in so many is time passing although somebody could go on: a busy machine.</summary>
    private const int Busy = 40;

    private const long MostSteps = 1_000_000;
    private static readonly long MostHurry = TimeSpan.FromMilliseconds(50).Ticks;

    private readonly List<Lane> ready = [];
    private readonly PriorityQueue<(Alarm Alarm, int Setting), (long Due, long Order)> alarms = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private string? escaped;
    private long ordered;

    /// <summary>All that is left to chance in the story.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>How long the story has gone on, in ticks: it never goes back, whatever clocks show.</summary>
    public long Now { get; private set; }

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Tells two stories apart: of the order of their steps and the times of them.</summary>
    public ulong Trace { get; private set; }

    /// <summary>What happens before a step, a crash for example.</summary>
    public Action? BeforeStep { get; set; }

    private int lanes, clocks;

    /// <summary>A lane that has something to do.</summary>
    public void Add(Lane lane) => ready.Add(lane);

    /// <summary>A lane that has nothing to do, or cannot.</summary>
    public void Remove(Lane lane) => ready.Remove(lane);

    /// <summary>The number of a new clock.</summary>
    public int NextClock() => ++clocks;

    /// <summary>The number of a new lane.</summary>
    public int NextLane() => ++lanes;

    /// <summary>True with a probability.</summary>
    public bool Happens(double probability) => probability > 0 && Random.NextDouble() < probability;

    /// <summary>A span up to another, of whole milliseconds.</summary>
    public TimeSpan UpTo(TimeSpan most) => TimeSpan.FromMilliseconds(Random.NextInt64((long)most.TotalMilliseconds + 1));

    /// <summary>Rings an alarm when time has come, unless it was set anew meanwhile.</summary>
    public void Set(Alarm alarm, int setting, long due) => alarms.Enqueue((alarm, setting), (due, ordered++));

    /// <summary>Something is on its way for a while: it is there at once, at another turn, or some milliseconds later.</summary>
    public Task TravelAsync(TimeProvider clock) => Random.Next(10) switch
    {
        < 4 => Task.CompletedTask,
        < 9 => YieldAsync(),
        _ => Task.Delay(TimeSpan.FromTicks(Random.Next(1, 40_000)), clock),
    };

    /// <summary>Lets others go on.</summary>
    public static async Task YieldAsync() => await Task.Yield();

    /// <summary>Called by whoever queues work: from no other thread than this story's.</summary>
    /// <returns>False when it came from another, which ends the story.</returns>
    public bool IsOurThread()
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            return true;
        }

        Interlocked.CompareExchange(ref escaped, Environment.StackTrace, null);
        return false;
    }

    /// <summary>Goes on until something is so, or a limit of time has passed.</summary>
    /// <returns>Whether it is so.</returns>
    public bool Run(Func<bool> isSo, TimeSpan limit)
    {
        var end = Now + limit.Ticks;
        while (!isSo())
        {
            if (!TryStep(end))
            {
                return isSo();
            }
        }

        return true;
    }

    private bool TryStep(long end)
    {
        if (escaped is { } stack)
        {
            throw new InvalidOperationException($"The story went on on another thread, so it cannot be told again. {stack}");
        }

        if (++Steps > MostSteps)
        {
            throw new InvalidOperationException($"The story does not come to rest within {MostSteps} steps.");
        }

        BeforeStep?.Invoke();
        var hasAlarm = alarms.TryPeek(out _, out var next) && next.Due <= end;
        if (ready.Count > 0 && !(hasAlarm && next.Due - Now < MostHurry && Random.Next(Busy) == 0))
        {
            var lane = ready[Random.Next(ready.Count)];
            Trace = (Trace * 31) + (ulong)lane.Number;
            lane.Step();
            return true;
        }

        if (!hasAlarm)
        {
            Now = Math.Max(Now, end);
            return false;
        }

        var (alarm, setting) = alarms.Dequeue();
        Now = Math.Max(Now, next.Due);
        Trace = (Trace * 31) + (ulong)next.Due;
        alarm.Ring(setting);
        return true;
    }
}
