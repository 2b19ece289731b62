using Dashboard.Load.Report;

namespace Dashboard.Load.Scenarios;

/// <summary>One combination of the delay measurement.</summary>
/// <param name="View">View all watchers watch; {0} stands for the jurisdiction.</param>
internal sealed record DelayCell(string Scenario, string View, int Watchers, int PerSecond, DelayTargets? Wanted = null);
