using System.Diagnostics.Metrics;

namespace Dashboard.Web.Screens;

/// <summary>Measures the way to the screen: from the moment a frame leaves until a screen says it has drawn it.</summary>
internal sealed class ScreenMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Dashboard.Web";

    private const int Remembered = 256;
    private readonly Meter meter = new(MeterName);
    private readonly Histogram<double> drawn;
    private readonly Counter<long> frames;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Dictionary<(string View, long Version), long> sentAt = [];
    private readonly Queue<(string View, long Version)> order = [];

    public ScreenMetrics(TimeProvider clock)
    {
        this.clock = clock;
        drawn = meter.CreateHistogram<double>("dashboard.screen.drawn", "s",
            "From sending a frame to its being drawn, as screens report it.");
        frames = meter.CreateCounter<long>("dashboard.frames", "{frame}", "Frames made, each once whatever the number of screens.");
    }

    /// <summary>A frame leaves.</summary>
    public void Sent(string view, long version)
    {
        frames.Add(1);
        lock (gate)
        {
            if (sentAt.TryAdd((view, version), clock.GetTimestamp()))
            {
                order.Enqueue((view, version));
            }

            if (order.Count > Remembered)
            {
                sentAt.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>A screen has drawn a version.</summary>
    /// <returns>How long after it had left; null when that is not known any more, or never was.</returns>
    public TimeSpan? Seen(string view, long version)
    {
        lock (gate)
        {
            if (sentAt.TryGetValue((view, version), out var at))
            {
                var after = clock.GetElapsedTime(at);
                drawn.Record(after.TotalSeconds);
                return after;
            }

            return null;
        }
    }

    public void Dispose() => meter.Dispose();
}
