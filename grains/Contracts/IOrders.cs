namespace Dashboard.Grains.Contracts;

/// <summary>
/// Supervision orders (督办单) for those who work with them: lists by stage, one with its story, and whether an act would hold.
/// </summary>
public interface IOrders
{
    /// <summary>The orders within the reader's scope, open ones and those whose look back is to come: <c>rows</c>.</summary>
    Task<Document> ListAsync(string? team, Reader reader, CancellationToken cancel);

    /// <summary>
    /// One order: stage, level, days, subjects, story, clocks, guards and warnings. Null when the reader may see none of this id.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="isOfWork">What people wrote is shown too.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document?> OpenAsync(string id, Reader reader, bool isOfWork, CancellationToken cancel);

    /// <summary>What may be done with an order as it stands; null when the reader may see none of this id.</summary>
    Task<IReadOnlyList<Act>?> ActsAsync(string id, Reader reader, CancellationToken cancel);

    /// <summary>The last day of the report of an order of a severity issued on a day.</summary>
    DateOnly DueOf(string severity, DateOnly issued);

    /// <summary>
    /// What goes with a closing: what the ledger has seen by now, and the resolution of those warnings that no act can end any more; in the
    /// order in which it is to be recorded.
    /// </summary>
    Task<IReadOnlyList<SourceEvent>> ClosingAsync(string id, Actor actor, string source, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Whether an event would move the order: null when it would, else why not (<c>stage</c>, <c>bounds</c>, <c>again</c>, K1 to K4).
    /// </summary>
    /// <param name="more">What would be recorded before it.</param>
    Task<string?> ObjectionAsync(SourceEvent candidate, IReadOnlyList<SourceEvent> more, CancellationToken cancel);
}
