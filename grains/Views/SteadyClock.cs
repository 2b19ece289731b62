namespace Dashboard.Grains.Views;

/// <summary>
/// Notices that a host's clock was set, forward or back by more than clocks are unsteady: no timer tells of it, and what was made by the
/// clock as it was says of a time that was not, or shows warnings as of one.
/// </summary>
internal sealed class SteadyClock(TimeProvider clock)
{
    private static readonly TimeSpan Unsteady = TimeSpan.FromSeconds(5);
    private DateTimeOffset at = clock.GetUtcNow();
    private long stamp = clock.GetTimestamp();

    /// <summary>It was set since the last <see cref="Note"/>.</summary>
    public bool WasSet => (clock.GetUtcNow() - at - clock.GetElapsedTime(stamp)).Duration() > Unsteady;

    /// <summary>What is made now is made by the clock as it is now.</summary>
    public void Note() => (at, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
}
