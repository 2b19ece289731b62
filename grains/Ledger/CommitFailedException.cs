namespace Dashboard.Grains.Ledger;

/// <summary>
/// Some batches of a group have an outcome and some failed (the database refused a value, or went away between two transactions).
/// For each batch, in order, either <see cref="Results"/> or <see cref="Failures"/> has an entry.
/// </summary>
internal sealed class CommitFailedException(IReadOnlyList<CommitResult?> results, IReadOnlyList<Exception?> failures)
    : Exception("Some batches of the group were not committed.", failures.FirstOrDefault(failure => failure is not null))
{
    public IReadOnlyList<CommitResult?> Results { get; } = results;

    public IReadOnlyList<Exception?> Failures { get; } = failures;
}
