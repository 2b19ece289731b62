namespace Dashboard.Grains.Contracts;

/// <summary>
/// Records (cases, inspections, licences …) as the ledger has them, shown as far as their reader may see them (CONTRACT.md §3).
/// </summary>
public interface IRecords
{
    /// <summary>The records that match: <c>total</c>, <c>page</c>, <c>size</c> and <c>rows</c>.</summary>
    Task<Document> ListAsync(RecordQuery query, Reader reader, CancellationToken cancel);

    /// <summary>
    /// One record with everything known of it: what is true now, its events in their true order, its clocks, guards and warnings, and what
    /// it counts in. Null when no record has this id that the reader may see.
    /// </summary>
    /// <param name="id">However it is written.</param>
    /// <param name="kind">Of which kind, where several have the id; null: cases come first.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document?> OpenAsync(string id, string? kind, Reader reader, CancellationToken cancel);

    /// <summary>What is personal in a record, as far as the reader's mask goes. Null when there is no such record for the reader.</summary>
    Task<Document?> PersonalAsync(string id, string? kind, Reader reader, CancellationToken cancel);
}
