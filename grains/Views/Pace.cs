namespace Dashboard.Grains.Views;

/// <summary>
/// Sends what has changed: at once after a quiet moment, then no sooner than the last sending is taken and a pause is over.
/// The pause is at least <paramref name="least"/> and four times what a sending costs, so that sending takes at most a fifth of a busy host.
/// Not for concurrent use: a grain's turn, or a lock, stands around it.
/// </summary>
internal sealed class Pace(TimeProvider clock, TimeSpan least, TimeSpan most, Func<Task> send)
{
    private const int CostShare = 4;
    private bool changed;
    private bool running;

    /// <summary>Something is to be sent; what, is decided when it is.</summary>
    public void Signal()
    {
        changed = true;
        if (!running)
        {
            running = true;
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (changed)
            {
                changed = false;
                var start = clock.GetTimestamp();
                await send();
                var cost = clock.GetElapsedTime(start) * CostShare;
                var pause = cost < least ? least : cost > most ? most : cost;
                await Task.Delay(pause, clock);
            }
        }
        finally
        {
            running = false;
        }
    }
}
