namespace Dashboard.Tests.Faults;

/// <summary>Tests that measure how long others wait while something is broken: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultTests
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "faults";
}
