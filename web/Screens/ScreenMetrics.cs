using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>Measures the way to the screen: from the moment a frame leaves until a screen says it has drawn it.</summary>
internal sealed class ScreenMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Dashboard.Web";

    /// <summary>Names of the two parts of the way: durable → frame leaves, frame leaves → drawn.</summary>
    public const string Behind = "dashboard.frame.behind", Drawn = "dashboard.screen.drawn";

    private const int Remembered = 256;
    private readonly Meter meter = new(MeterName);
    private readonly Histogram<double> drawn, behind;
    private readonly Counter<long> frames;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Dictionary<(string View, long Version), Leaving> left = [];
    private readonly Queue<(string View, long Version)> order = [];

    public ScreenMetrics(TimeProvider clock)
    {
        this.clock = clock;
        drawn = meter.CreateHistogram<double>(Drawn, "s", "From sending a frame to its being drawn, as screens report it.");
        behind = meter.CreateHistogram<double>(Behind, "s", "From the newest event's becoming durable to the frame that shows it.");
        frames = meter.CreateCounter<long>("dashboard.frames", "{frame}", "Frames made, each once whatever the number of screens.");
    }

    /// <summary>A frame leaves.</summary>
    /// <param name="commit">
    /// When the newest event in it became durable, by the clock of the silo; null when time alone made it, and the event was shown before.
    /// </param>
    public void Sent(string view, long version, DateTimeOffset? commit)
    {
        frames.Add(1);
        if (commit is { } durable)
        {
            behind.Record((clock.GetUtcNow() - durable).TotalSeconds);
        }

        lock (gate)
        {
            if (left.TryAdd((view, version), new(clock.GetTimestamp(), clock.GetUtcNow(), Tracing.Here)))
            {
                order.Enqueue((view, version));
            }

            if (order.Count > Remembered)
            {
                left.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>A screen has drawn a version.</summary>
    /// <returns>How long after it had left; null when that is not known any more, or never was.</returns>
    public TimeSpan? Seen(string view, long version)
    {
        lock (gate)
        {
            if (left.TryGetValue((view, version), out var frame))
            {
                var after = clock.GetElapsedTime(frame.At);
                drawn.Record(after.TotalSeconds);
                // The first screen tells how long it took; hundreds would say the same.
                Tracing.Start("seen", frame.Trace, frame.Instant)?.SetTag(PlainSpans.Attributes.Kind, ViewNames.Split(view).Kind).Dispose();
                left[(view, version)] = frame with { Trace = default };
                return after;
            }

            return null;
        }
    }

    public void Dispose() => meter.Dispose();

    private readonly record struct Leaving(long At, DateTimeOffset Instant, ActivityContext Trace);
}
