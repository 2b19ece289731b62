namespace Dashboard.Grains.Contracts;

/// <summary>
/// A closed period as it was known at an earlier time (<c>asOf</c>): before cases moved to another team, before corrections. Everything is
/// folded anew from its events, so one at a time.
/// </summary>
public interface IEarlierViews
{
    /// <summary>The document, with the counters and metrics of the period; null where there is no such view.</summary>
    /// <param name="kind"><c>team</c>, <c>item</c> or <c>jurisdiction</c>.</param>
    /// <param name="key">As it is kept (<see cref="IRoster.IdOf"/>).</param>
    /// <param name="period">The period.</param>
    /// <param name="asOf">What was not known by then is left out.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document?> OpenAsync(string kind, string key, Period period, DateTimeOffset asOf, CancellationToken cancel);
}
