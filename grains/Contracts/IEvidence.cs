namespace Dashboard.Grains.Contracts;

/// <summary>
/// Opens a number (CONTRACT.md §3): the subjects it counts, from the ledger's current rows by the same counts the figures are sums of.
/// </summary>
public interface IEvidence
{
    /// <summary>
    /// The rows a reader may see: <c>total</c> (for a count the number itself, for money the sum), <c>rows</c> and <c>next</c>.
    /// </summary>
    /// <exception cref="EvidenceException">The question cannot be answered as put.</exception>
    Task<Document> OpenAsync(EvidenceQuery query, Reader reader, CancellationToken cancel);
}
