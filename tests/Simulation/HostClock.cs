namespace Dashboard.Tests.Simulation;

/// <summary>The clock of one host: it may be wrong and be set forward and back; how long things take it measures rightly.</summary>
internal sealed class HostClock(World world) : TimeProvider
{
    /// <summary>Which of the story's clocks it is.</summary>
    public int Number { get; } = world.NextClock();

    /// <summary>How far it is ahead of the true time; behind, where negative.</summary>
    public TimeSpan Ahead { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => World.Start.ToUniversalTime().AddTicks(world.Now) + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => world.Now + TimeSpan.TicksPerDay;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(world, TimeSpan.FromMicroseconds(Number), callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }
}
