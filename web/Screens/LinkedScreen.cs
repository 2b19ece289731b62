using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>An open link of a screen: what it said of itself, and how long its last frames took to be drawn.</summary>
/// <param name="connection">Of the hub.</param>
/// <param name="screen">Its id.</param>
/// <param name="order">Rises: of two links of one screen the greater is the newer.</param>
internal sealed class LinkedScreen(string connection, string screen, long order)
{
    private const int Samples = 200;
    private readonly Lock gate = new();
    private readonly LastValues delays = new(Samples);
    private ScreenReport report = new("", "", null, null);

    public string Connection { get; } = connection;

    public string Screen { get; } = screen;

    public long Order { get; } = order;

    /// <summary>When its page last reported, by the clock's timestamp; null for a program that never does.</summary>
    public long? HeardAt { get; private set; }

    public void Heard(string build, string resolution, long at)
    {
        lock (gate)
        {
            (HeardAt, report) = (at, report with { Build = build, Resolution = resolution });
        }
    }

    /// <summary>A frame was drawn so many milliseconds after it had left.</summary>
    public void Drawn(double milliseconds) => delays.Add(milliseconds);

    public ScreenReport Report()
    {
        lock (gate)
        {
            return delays.Read() is { } drawn
                ? report with { Median = Math.Round(drawn.P50, 1), Slowest = Math.Round(drawn.P99, 1) }
                : report;
        }
    }
}
