namespace Dashboard.Load.Report;

/// <summary>Delays in a histogram whose buckets are 1 % wide, from 1 µs to beyond an hour; cheap enough for millions.</summary>
internal sealed class Delays
{
    private const double Width = 1.01;
    private static readonly double Scale = 1 / Math.Log(Width);

    private readonly long[] buckets = new long[2400];

    public long Count { get; private set; }

    public double MaxMilliseconds { get; private set; }

    /// <summary>Adds a delay in stopwatch ticks (nanoseconds); one before its due time counts as none.</summary>
    public void Add(long ticks)
    {
        var microseconds = Math.Max(1, ticks / 1000.0);
        buckets[Math.Min(buckets.Length - 1, (int)(Math.Log(microseconds) * Scale))]++;
        MaxMilliseconds = Math.Max(MaxMilliseconds, microseconds / 1000);
        Count++;
    }

    public static Delays Sum(IEnumerable<Delays> parts)
    {
        var sum = new Delays();
        foreach (var part in parts)
        {
            sum.Take(part);
        }

        return sum;
    }

    /// <summary>Milliseconds that the given share of the delays does not exceed.</summary>
    public double Percentile(double share)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        var rank = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            seen += buckets[bucket];
            if (seen >= rank)
            {
                return Math.Pow(Width, bucket + 0.5) / 1000;
            }
        }

        return MaxMilliseconds;
    }

    private void Take(Delays part)
    {
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            buckets[bucket] += part.buckets[bucket];
        }

        Count += part.Count;
        MaxMilliseconds = Math.Max(MaxMilliseconds, part.MaxMilliseconds);
    }
}
