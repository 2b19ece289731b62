using Orleans.Concurrency;

namespace Dashboard.Grains.Contracts;

/// <summary>A jurisdiction (key: six-digit code): the sum of its teams.</summary>
public interface IJurisdictionGrain : IViewGrain, IGrainWithStringKey
{
    /// <summary>Something was set aside or settled: soon it counts anew how much of each source stands in quarantine.</summary>
    [OneWay]
    Task QuarantineChanged();

    /// <summary>
    /// The warnings that stand of sources, each as a view shows it: sources are no subjects of the ledger, so only who judges them can say.
    /// </summary>
    Task<Document[]> SourceWarnings();
}
