namespace Dashboard.Grains.Views;

/// <summary>
/// Versions of views: a hybrid logical clock in µs, greater than the last and at least the time, so they rise across restarts and hosts.
/// </summary>
internal static class Versions
{
    public static long Next(long last, TimeProvider clock)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return now > last ? now : last + 1;
    }
}
