namespace Dashboard.Grains.Contracts;

/// <summary>
/// What number is to be opened (CONTRACT.md §3). Exactly one of counter, metric, open, warning and due is set; level narrows a warning.
/// </summary>
public sealed record EvidenceQuery
{
    /// <summary>On which view it stands: <c>team/T01</c>.</summary>
    public string? View { get; init; }

    /// <summary>A counter: <c>casesFiled</c>.</summary>
    public string? Counter { get; init; }

    /// <summary>A metric: <c>M02</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>Of a metric: numerator, denominator, pending or missing.</summary>
    public string? Part { get; init; }

    /// <summary>An open stage, several parted by commas, or a group of them: <c>cases</c>.</summary>
    public string? Open { get; init; }

    /// <summary>A rule, <c>W01</c>, or <c>all</c>.</summary>
    public string? Warning { get; init; }

    /// <summary>blue, yellow, red or breach.</summary>
    public string? Level { get; init; }

    /// <summary>A year, month or day; this year where it is null.</summary>
    public string? Period { get; init; }

    /// <summary>What the page before said.</summary>
    public string? Next { get; init; }

    /// <summary>Rows of a page, up to 500.</summary>
    public int? Size { get; init; }

    /// <summary>The last day in time of limits that nothing has met yet: one day, or the first and the last of several.</summary>
    public string? Due { get; init; }
}
