namespace Dashboard.Grains.Contracts;

/// <summary>What was set aside with its reason (DOMAIN.md §14.1 V6). Nothing is ever dropped.</summary>
public interface IQuarantine
{
    /// <summary>Writes rows durably; a row with the same source, id and hash is written once.</summary>
    Task AddAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel);

    /// <summary>Marks rows as retried or dismissed.</summary>
    Task SettleAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel);

    /// <summary>
    /// A page, newest first: <c>total</c>, <c>open</c> by code, <c>page</c> (from 1), <c>size</c> and <c>rows</c>, masked.
    /// </summary>
    Task<Document> ListAsync(QuarantineFilter filter, int page, int size, CancellationToken cancel);

    /// <summary>One row as it came, masked, with the <c>field</c> that is at fault; null when there is none.</summary>
    Task<Document?> ShowAsync(long key, CancellationToken cancel);

    /// <summary>One row, or null.</summary>
    Task<QuarantineRow?> FindAsync(long key, CancellationToken cancel);

    /// <summary>
    /// The open rows of a source, of a code, of both, or all, oldest first and so many at a time. What is added meanwhile may be among
    /// them; what is closed meanwhile does not come again.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenAsync(string? source, string? code, int atOnce, CancellationToken cancel);
}
