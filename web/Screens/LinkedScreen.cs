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
    private readonly Queue<double> delays = [];
    private ScreenReport report = new("", "", null, null);
    private bool isStale;

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
    public void Drawn(double milliseconds)
    {
        lock (gate)
        {
            isStale = true;
            delays.Enqueue(milliseconds);
            if (delays.Count > Samples)
            {
                delays.Dequeue();
            }
        }
    }

    public ScreenReport Report()
    {
        lock (gate)
        {
            if (isStale)
            {
                isStale = false;
                var sorted = delays.Order().ToArray();
                report = report with { Median = At(sorted, 0.5), Slowest = At(sorted, 0.99) };
            }

            return report;
        }
    }

    private static double At(double[] sorted, double share) =>
        Math.Round(sorted[(int)Math.Ceiling((sorted.Length * share) - 1)], 1);
}
