namespace Dashboard.Grains.Contracts;

/// <summary>Which records are wanted; null members do not filter.</summary>
/// <param name="Kind"><c>case</c>, <c>inspection</c> …</param>
/// <param name="Team">Id of the team it counts for.</param>
/// <param name="Item">Code of an item, however written; <c>unclassified</c>: those of no registered one.</param>
/// <param name="Stage">As the evidence names it: <c>investigating</c>.</param>
/// <param name="Open">Whether it is still open.</param>
/// <param name="Text">Part of what it is found by, without regard to width, case and brackets.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows of a page.</param>
public sealed record RecordQuery(
    string? Kind, string? Team, string? Item, string? Stage, bool? Open, string? Text, int Page, int Size);
