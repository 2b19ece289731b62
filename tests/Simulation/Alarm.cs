namespace Dashboard.Tests.Simulation;

/// <summary>A timer of a simulated clock. It rings in the story's own time, whatever the clock shows.</summary>
internal sealed class Alarm(World world, TimerCallback callback, object? state) : ITimer
{
    private int setting;
    private TimeSpan period;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        setting++;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            world.Set(this, setting, world.Now + dueTime.Ticks);
        }

        return true;
    }

    /// <summary>Time has come to what it was set to, if that is still so.</summary>
    /// <param name="asSet">The number of that setting.</param>
    public void Ring(int asSet)
    {
        if (asSet == setting)
        {
            if (period > TimeSpan.Zero)
            {
                world.Set(this, setting, world.Now + period.Ticks);
            }

            callback(state);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => setting++;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
