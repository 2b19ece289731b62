namespace Dashboard.Load.Report;

/// <summary>What is wanted of one combination of the delay measurement.</summary>
internal sealed record DelayTargets(Target P50, Target P99, Target? Patch);
