namespace Dashboard.Grains.Contracts;

/// <summary>
/// The year of the bureau (SUPERVISION.md §3): the agenda, its breakdown into duties, and what else the year asks of the heads.
/// </summary>
public interface IYear
{
    /// <summary>
    /// A year within the reader's scope: <c>agenda</c>, <c>rows</c> (the duties in the order they were assigned; <c>rate</c> is the metric
    /// one is measured by, as a view has it), <c>held</c> (groups, meetings, statements and cases told, each with its day),
    /// <c>summary</c> (of all duties due in the year: duties, done, overdue).
    /// </summary>
    Task<Document> ReadAsync(int year, Reader reader, CancellationToken cancel);

    /// <summary>One duty with its story, clocks and warnings; null when the reader may see none of this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="isOfWork">What people wrote is shown too.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document?> OpenAsync(string id, Reader reader, bool isOfWork, CancellationToken cancel);

    /// <summary>What may be done with a duty as it stands; null when the reader may see none of this id.</summary>
    Task<IReadOnlyList<Act>?> ActsAsync(string id, Reader reader, CancellationToken cancel);

    /// <summary>The forms by which a subject of the year begins: agenda, duty, meeting and the rest.</summary>
    IReadOnlyList<Beginning> Beginnings { get; }

    /// <summary>
    /// Whether an event would move its subject: null when it would, else why not (<c>stage</c>, <c>bounds</c>, <c>again</c>,
    /// <c>measured</c>).
    /// </summary>
    Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel);
}

/// <summary>A form by which a subject begins.</summary>
/// <param name="Kind">Its kind: <c>meeting</c>.</param>
/// <param name="IdField">The field of its id.</param>
/// <param name="Act">The event with its fields, and whose it is.</param>
public sealed record Beginning(string Kind, string IdField, Act Act);
