namespace Dashboard.Load.Report;

/// <summary>One line of the closing table: what was measured, and its value in every repeat.</summary>
internal sealed record Figure(string Scenario, string What, string Unit)
{
    public List<double> Values { get; } = [];

    /// <summary>The value the project wants; null when it names none.</summary>
    public Target? Target { get; init; }

    /// <summary>Processor seconds of the product (with its database) per 1,000 events, by repeat.</summary>
    public List<double> CpuPerThousand { get; } = [];

    /// <summary>Processor use of the product (with its database), percent of one core, by repeat.</summary>
    public List<double> CpuPercent { get; } = [];

    /// <summary>Processor time of one of what is measured, in microseconds, by repeat.</summary>
    public List<double> CpuMicroseconds { get; } = [];

    /// <summary>Bytes allocated for one of what is measured, by repeat.</summary>
    public List<double> AllocatedBytes { get; } = [];

    /// <summary>Resident MB of the product, by repeat.</summary>
    public List<double> ResidentMegabytes { get; } = [];

    public double Median => MedianOf(Values);

    /// <summary>Null when there is no target.</summary>
    public bool? Met => Target?.IsMet(Median);

    public static double MedianOf(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        var ordered = values.Order().ToArray();
        var middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
