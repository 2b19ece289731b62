using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dashboard.Web.Screens;

namespace Dashboard.Web.Operations;

/// <summary>
/// What this process has measured of late, for an operator who looks: the same instruments as at <c>/metrics</c>, their last
/// values instead of their sums.
/// </summary>
internal sealed class RecentMeasurements : IHostedService, IDisposable
{
    /// <summary>The instruments that are kept, and by which words they are told.</summary>
    private static readonly Dictionary<(string Meter, string Instrument), string> Kept = new()
    {
        [("Dashboard.Ledger", "ledger.commit.duration")] = "commit",
        [("Dashboard.Ledger", "ledger.group.events")] = "group",
        [(ScreenMetrics.MeterName, ScreenMetrics.Behind)] = "behind",
        [(ScreenMetrics.MeterName, ScreenMetrics.Drawn)] = "drawn",
        [(ScreenMetrics.MeterName, Round.Duration)] = "round",
    };

    private const int Remembered = 1_000;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, LastValues> values = [];

    public RecentMeasurements()
    {
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (Kept.TryGetValue((instrument.Meter.Name, instrument.Name), out var word))
            {
                listener.EnableMeasurementEvents(instrument, word);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, word) => Keep(word, value));
        listener.SetMeasurementEventCallback<int>((_, value, _, word) => Keep(word, value));
    }

    /// <summary>
    /// By word: how many of the last 1,000 values there are, and their 50th and 99th percentile. Seconds, but of <c>group</c> events. A
    /// word is missing while this process has measured nothing of it.
    /// </summary>
    public IReadOnlyDictionary<string, Quantiles> Read() =>
        values.Select(static entry => (entry.Key, Value: entry.Value.Read())).Where(static entry => entry.Value is not null)
            .ToDictionary(static entry => entry.Key, static entry => entry.Value!);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private void Keep(object? word, double value) => values.GetOrAdd((string)word!, static _ => new(Remembered)).Add(value);
}
