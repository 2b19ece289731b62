namespace Dashboard.Grains.Contracts;

/// <summary>Who acts on a supervision order.</summary>
/// <param name="Id">Opaque id; kept in the ledger, shown to nobody.</param>
/// <param name="Role">R1 to R4 (SUPERVISION.md §0.1).</param>
public sealed record OrderActor(string Id, string Role);

/// <summary>A field of the form of an act.</summary>
/// <param name="Name">As the event names it.</param>
/// <param name="Sort">text, prose, word, day, flag, count, team, subjects or evidence.</param>
/// <param name="IsRequired">The act needs it.</param>
/// <param name="Most">The longest text, the greatest number.</param>
/// <param name="Words">Of a word: those it may be.</param>
public sealed record OrderField(string Name, string Sort, bool IsRequired, int Most, IReadOnlyList<string> Words);

/// <summary>What may be done with a supervision order as it stands.</summary>
/// <param name="Type">The event: <c>order.accepted</c>.</param>
/// <param name="Roles">Who may, the lowest rank first.</param>
/// <param name="Fields">What its form asks for.</param>
public sealed record OrderAct(string Type, IReadOnlyList<string> Roles, IReadOnlyList<OrderField> Fields);

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
    Task<IReadOnlyList<OrderAct>?> ActsAsync(string id, Reader reader, CancellationToken cancel);

    /// <summary>The last day of the report of an order of a severity issued on a day.</summary>
    DateOnly DueOf(string severity, DateOnly issued);

    /// <summary>
    /// What goes with a closing: what the ledger has seen by now, and the resolution of those warnings that no act can end any more; in the
    /// order in which it is to be recorded.
    /// </summary>
    Task<IReadOnlyList<SourceEvent>> ClosingAsync(string id, OrderActor actor, string source, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Whether an event would move the order: null when it would, else why not (<c>stage</c>, <c>bounds</c>, <c>again</c>, K1 to K4).
    /// </summary>
    /// <param name="more">What would be recorded before it.</param>
    Task<string?> ObjectionAsync(SourceEvent candidate, IReadOnlyList<SourceEvent> more, CancellationToken cancel);
}
