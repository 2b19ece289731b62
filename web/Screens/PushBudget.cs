namespace Dashboard.Web.Screens;

/// <summary>
/// The one pacer between a change and its screens: a token bucket over what pushing costs this host, shared by its views. After a quiet
/// moment frames leave at once; then every tick while that is cheap; a crowd or a busy host lengthens the pause to what the budget allows,
/// and never beyond <see cref="LongestPause"/>. Pauses count from the start of a frame.
/// </summary>
internal sealed class PushBudget(TimeProvider clock, TimeSpan tick, int processors)
{
    /// <summary>However dear: a screen is never further behind.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>What pushing may take of the host's processors over time.</summary>
    private const double Share = 0.25;

    /// <summary>What may be spent beyond it after a quiet moment.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(20);

    /// <summary>Sending one frame to one screen, beside what is measured: measured for a frame of 2 to 8 KB.</summary>
    private static readonly TimeSpan PerScreen = TimeSpan.FromMicroseconds(12);

    /// <summary>A link of 1 Gbit/s, less what others need of it.</summary>
    private const double BytesPerSecond = 100_000_000;

    private readonly Lock gate = new();
    private double debt;
    private long settledAt = clock.GetTimestamp();

    /// <summary>Pays for a frame.</summary>
    /// <param name="work">Processor time of making and handing it over.</param>
    /// <param name="bytes">To all screens together.</param>
    /// <returns>How long after the start of this frame the next of its view may start.</returns>
    public TimeSpan Spend(TimeSpan work, long bytes, int screens)
    {
        double owed;
        lock (gate)
        {
            debt = Math.Max(-Burst.TotalSeconds, debt - (clock.GetElapsedTime(settledAt).TotalSeconds * Rate));
            settledAt = clock.GetTimestamp();
            debt += (work + (PerScreen * screens)).TotalSeconds;
            owed = debt;
        }

        var pause = Math.Max(owed / Rate, bytes / BytesPerSecond);
        return TimeSpan.FromSeconds(Math.Clamp(pause, tick.TotalSeconds, Math.Max(tick.TotalSeconds, LongestPause.TotalSeconds)));
    }

    private double Rate => Share * processors;
}
