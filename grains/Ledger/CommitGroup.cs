namespace Dashboard.Grains.Ledger;

/// <summary>The batches of one group, and what became of each as it becomes known.</summary>
internal sealed class CommitGroup(IReadOnlyList<TeamBatch> batches)
{
    private readonly CommitResult?[] results = new CommitResult?[batches.Count];
    private readonly Exception?[] failures = new Exception?[batches.Count];

    public IReadOnlyList<TeamBatch> Batches => batches;

    /// <summary>The batches of which nothing is known yet, by their place in the group.</summary>
    public List<int> Open => [.. Enumerable.Range(0, batches.Count).Where(index => results[index] is null && failures[index] is null)];

    /// <summary>Nothing has been answered.</summary>
    public bool Untouched => Open.Count == batches.Count;

    public void Answer(int index, CommitResult result) => results[index] = result;

    /// <summary>Whether it was written is not known, or it was not tried because the database went away.</summary>
    public void Fail(int index, Exception failure) => failures[index] = failure;

    /// <summary>The database refuses what it holds.</summary>
    public void Refuse(int index, Exception reason) =>
        failures[index] = new BatchRefusedException($"The ledger cannot hold what the batch says: {reason.Message}", reason);

    /// <summary>One result per batch.</summary>
    /// <exception cref="CommitFailedException">Some of them failed, and are told why; the others have their results.</exception>
    public IReadOnlyList<CommitResult> Results() =>
        System.Array.TrueForAll(failures, failure => failure is null)
            ? System.Array.ConvertAll(results, result => result!.Value)
            : throw new CommitFailedException(results, failures);
}
