namespace Dashboard.Grains.Domain.Metrics;

/// <summary>The parts of a metric that can be opened.</summary>
internal enum MetricPart
{
    Numerator,
    Denominator,
    Pending,

    /// <summary>Of a rate: what counts below the line and not above it, subject by subject.</summary>
    Missing,
}

/// <summary>What a metric's value is.</summary>
internal enum MetricUnit : byte
{
    /// <summary>Percent with one decimal, rounded down.</summary>
    Percent,

    /// <summary>The numerator itself.</summary>
    Count,

    /// <summary>The numerator itself, money in fen.</summary>
    Fen,

    /// <summary>Numerator by denominator with one decimal: days a case, acts an officer.</summary>
    Quotient,
}

/// <summary>
/// A metric as data (指标, DOMAIN.md §8): which figures stand above the line, below it, and are not yet due. What is open counts below the
/// line once its deadline has passed, and until then is pending (DOMAIN.md §1.8).
/// </summary>
/// <param name="Snapshot">Says what is so now, whatever the period.</param>
/// <param name="OfJurisdiction">Shown for a jurisdiction only.</param>
internal sealed record Metric(string Id, IReadOnlyList<Term> Numerator, IReadOnlyList<Term> Denominator, IReadOnlyList<Term> Pending,
    MetricUnit Unit, bool Snapshot, bool OfJurisdiction)
{
    /// <summary>Says of how many items something is so, and so depends on every item's figures.</summary>
    public bool CountsItems { get; } = Numerator.Concat(Denominator).Concat(Pending).Any(static term => term.Items != ItemsWith.None);

    public IReadOnlyList<Term> Terms(MetricPart part) => part switch
    {
        MetricPart.Numerator => Numerator,
        MetricPart.Denominator => Denominator,
        MetricPart.Missing => [.. Denominator, .. Numerator.Select(static term => term with { Sign = -term.Sign })],
        _ => Pending,
    };
}

/// <summary>A metric with its parts, never without them.</summary>
internal readonly record struct MetricValue(MetricUnit Unit, long Numerator, long Denominator, long Pending)
{
    /// <summary>By its unit; null when there is nothing to divide by. Rounded down, so that 99.96 % does not read 100 %.</summary>
    public double? Value => Unit switch
    {
        MetricUnit.Count or MetricUnit.Fen => Numerator,
        _ when Denominator == 0 => null,
        MetricUnit.Percent => (double)(Numerator * 1000 / Denominator) / 10,
        _ => (double)(Numerator * 10 / Denominator) / 10,
    };
}
