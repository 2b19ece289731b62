namespace Dashboard.Grains.Contracts;

/// <summary>
/// What number is to be opened (CONTRACT.md §3). Exactly one of counter, metric, open, warning and due is set; level narrows a warning.
/// </summary>
/// <param name="View">On which view it stands: <c>team/T01</c>.</param>
/// <param name="Counter">A counter: <c>casesFiled</c>.</param>
/// <param name="Metric">A metric: <c>M02</c>.</param>
/// <param name="Part">Of a metric: numerator, denominator, pending or missing.</param>
/// <param name="Open">An open stage, several parted by commas, or a group of them: <c>cases</c>.</param>
/// <param name="Warning">A rule, <c>W01</c>, or <c>all</c>.</param>
/// <param name="Level">blue, yellow, red or breach.</param>
/// <param name="Period">A year, month or day; this year where it is null.</param>
/// <param name="Next">What the page before said.</param>
/// <param name="Size">Rows of a page, up to 500.</param>
/// <param name="Due">The last day in time of limits that nothing has met yet: one day, or the first and the last of several.</param>
public sealed record EvidenceQuery(string? View, string? Counter, string? Metric, string? Part, string? Open, string? Warning,
    string? Level, string? Period, string? Next, int? Size, string? Due = null);
