namespace Dashboard.Web.Operations;

/// <summary>The last 1,000 values of something that is measured again and again.</summary>
internal sealed class LastValues
{
    private const int Remembered = 1_000;
    private readonly double[] ring = new double[Remembered];
    private readonly Lock gate = new();
    private long added;

    public void Add(double value)
    {
        lock (gate)
        {
            ring[added++ % Remembered] = value;
        }
    }

    /// <summary>Of one at least.</summary>
    public Quantiles Read()
    {
        double[] sorted;
        lock (gate)
        {
            sorted = [.. ring.AsSpan(0, (int)Math.Min(added, Remembered))];
        }

        Array.Sort(sorted);
        return new(sorted.Length, At(0.5), At(0.99));

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

/// <summary>Of some values: how many, the middle one, and the one that 99 of 100 do not exceed.</summary>
internal sealed record Quantiles(int Count, double P50, double P99);
