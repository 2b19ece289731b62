namespace Dashboard.Load.Scenarios;

/// <summary>What came of one measurement of a rate.</summary>
/// <param name="CpuSeconds">Processor time of product and database per event, until they were at rest.</param>
internal readonly record struct Rate(double PerSecond, double CpuSecondsPerEvent);
