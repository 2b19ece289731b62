namespace Dashboard.Grains.Contracts;

/// <summary>Which quarantined rows are meant; null asks for all.</summary>
public sealed record QuarantineFilter(QuarantineState? State = null, string? Source = null, string? Code = null);
