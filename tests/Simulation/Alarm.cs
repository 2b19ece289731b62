namespace Dashboard.Tests.Simulation;

/// <summary>
/// A timer of a simulated clock. It rings in the story's own time, whatever the clock shows, and never on the dot: by how much it is late
/// differs from host to host, as it does in the world, so that two of them do nothing in the same microsecond.
/// </summary>
internal sealed class Alarm(World world, TimeSpan late, TimerCallback callback, object? state) : ITimer
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
            world.Set(this, setting, world.Now + dueTime.Ticks + late.Ticks);
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
