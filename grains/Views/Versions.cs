namespace Dashboard.Grains.Views;

/// <summary>
/// Versions of what one activation shows: a hybrid logical clock in µs, greater than the last and at least the time, so they rise across
/// restarts and hosts. For a while two activations may show one view, since a silo that was given up does not know it yet; the remainder
/// by <see cref="Marks"/> tells whose a version is, so that they do not say the same number of two different documents.
/// </summary>
internal sealed class Versions(TimeProvider clock, long mark)
{
    /// <summary>How many marks there are; a version is at most as many µs ahead of the time that it was made at.</summary>
    public const int Marks = 256;

    /// <summary>The version after another.</summary>
    /// <param name="last">The last one; 0: there was none.</param>
    public long Next(long last)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var least = Math.Max(now, last + 1);
        return least + ((mark - least) & (Marks - 1));
    }
}
