namespace Dashboard.Grains.Contracts;

/// <summary>
/// Takes in a story as if it had been followed all along: each event counts as received when upstream recorded it. For demos and
/// trials; upstream systems post to <c>/api/events</c>.
/// </summary>
public interface IStoryIntake
{
    /// <summary>
    /// Records events in their order; the first waits until the reference data are in. Returns when all are durable: what cannot be
    /// recorded now is tried again until it is, and what was recorded before changes nothing.
    /// </summary>
    /// <param name="events">Each a CloudEvents JSON object in UTF-8.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task RecordAsync(IEnumerable<byte[]> events, CancellationToken cancel);

    /// <summary>The story is told up to now: from here on the dashboard is ready to be looked at.</summary>
    void CaughtUp();
}
