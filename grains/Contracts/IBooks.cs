namespace Dashboard.Grains.Contracts;

/// <summary>
/// The books of the legal section (SUPERVISION.md §9, §12): documents, disputes, publicity, complaints. Each holds subjects of some kinds
/// that are born here; what is shown, asked for and done follows from their declarations.
/// </summary>
public interface IBooks
{
    /// <summary>The books by name, each with its kinds.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds { get; }

    /// <summary>The forms by which subjects of a book begin.</summary>
    IReadOnlyList<Beginning> BeginningsOf(string book);

    /// <summary>
    /// What stands in a book within the reader's scope: <c>rows</c> (kind, id, title, team, stage, open, day, due, level), those first that
    /// are due first, then the latest; and <c>open</c>, <c>overdue</c>.
    /// </summary>
    Task<Document> ReadAsync(string book, Reader reader, CancellationToken cancel);

    /// <summary>One subject with its story, clocks and warnings; null when the book shows the reader none of this id.</summary>
    /// <param name="book">Name of the book.</param>
    /// <param name="kind">Kind of the subject.</param>
    /// <param name="id">Its id.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="isOfWork">What people wrote is shown too.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document?> OpenAsync(string book, string kind, string id, Reader reader, bool isOfWork, CancellationToken cancel);

    /// <summary>What may be done with a subject as it stands; null when the book shows the reader none of this id.</summary>
    Task<IReadOnlyList<Act>?> ActsAsync(string book, string kind, string id, Reader reader, CancellationToken cancel);

    /// <summary>Whether an event would move its subject: null when it would, else why not.</summary>
    Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel);

    /// <summary>The field of the id of a kind.</summary>
    string IdFieldOf(string kind);
}
