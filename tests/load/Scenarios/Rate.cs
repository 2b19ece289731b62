namespace Dashboard.Load.Scenarios;

/// <summary>What came of one measurement of a rate.</summary>
/// <param name="CpuSeconds">Processor time of product and database until they were at rest.</param>
internal readonly record struct Rate(double PerSecond, double CpuSeconds);
