using Dashboard.Load.Report;

namespace Dashboard.Load.Drive;

/// <summary>What came of posting a workload.</summary>
/// <param name="Elapsed">From the first post until the last acknowledgement.</param>
/// <param name="Posted">Events posted: all of the workload, or its first.</param>
/// <param name="Accepted">Events the product says it accepted.</param>
/// <param name="TurnedAway">429 and 503 answers on the way.</param>
/// <param name="Acknowledgements">Time until the 200; in an open loop from the moment the post was due.</param>
/// <param name="Complaint">The first answer that was not a plain acceptance.</param>
internal sealed record PostRun(TimeSpan Elapsed, int Posted, long Accepted, long TurnedAway, Delays Acknowledgements, string? Complaint)
{
    public double PerSecond => Accepted / Elapsed.TotalSeconds;
}
