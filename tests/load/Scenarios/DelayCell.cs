namespace Dashboard.Load.Scenarios;

/// <summary>One combination of the delay measurement.</summary>
/// <param name="View">View all watchers watch; {0} stands for the jurisdiction.</param>
/// <param name="P50">Wanted, ms.</param>
/// <param name="P99">Wanted, ms.</param>
internal sealed record DelayCell(string Scenario, string View, int Watchers, int PerSecond, double? P50 = null, double? P99 = null);
