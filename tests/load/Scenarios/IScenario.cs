namespace Dashboard.Load.Scenarios;

/// <summary>One thing to measure.</summary>
internal interface IScenario
{
    /// <summary>Name in the report.</summary>
    public string Name { get; }

    /// <summary>What the progress bar says.</summary>
    public string Title { get; }

    /// <param name="step">Called with the share done so far, 0 … 1.</param>
    public Task RunAsync(Bench bench, Action<double> step);
}
