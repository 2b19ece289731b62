namespace Dashboard.Load.Scenarios;

/// <summary>One thing to measure.</summary>
internal interface IScenario
{
    /// <summary>Name in the report.</summary>
    string Name { get; }

    /// <summary>What the progress bar says.</summary>
    string Title { get; }

    /// <param name="step">Called with the share done so far, 0 … 1.</param>
    Task RunAsync(Bench bench, Action<double> step);
}
