namespace Dashboard.Web;

/// <summary>The last so many values of something that is measured again and again.</summary>
internal sealed class LastValues(int most)
{
    private readonly double[] ring = new double[most];
    private readonly Lock gate = new();
    private long added;

    public void Add(double value)
    {
        lock (gate)
        {
            ring[added++ % most] = value;
        }
    }

    /// <summary>How they lie; null while there is none.</summary>
    public Quantiles? Read()
    {
        double[] sorted;
        lock (gate)
        {
            sorted = [.. ring.AsSpan(0, (int)Math.Min(added, most))];
        }

        Array.Sort(sorted);
        return sorted.Length == 0 ? null : new(sorted.Length, At(0.5), At(0.99));

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

/// <summary>Of some values: how many, the middle one, and the one that 99 of 100 do not exceed.</summary>
internal sealed record Quantiles(int Count, double P50, double P99);
