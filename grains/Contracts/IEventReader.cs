namespace Dashboard.Grains.Contracts;

/// <summary>
/// Reads CloudEvents 1.0 and checks them against the catalogue and the rules V1–V6 of DOMAIN.md §14.1. What is no CloudEvent at all
/// makes the whole body unreadable; what is one but unsound is refused by itself.
/// </summary>
public interface IEventReader
{
    /// <summary>All events of a body, in order.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="format">How it holds them.</param>
    /// <param name="asRecorded">They count as received when upstream recorded them: a story told as if it had been followed all
    /// along.</param>
    /// <exception cref="UnreadableBodyException">It is not JSON, or not CloudEvents, or out of bounds.</exception>
    List<IncomingEvent> Read(ReadOnlyMemory<byte> body, BodyFormat format, bool asRecorded = false);

    /// <summary>
    /// The events of a body in order, so many at a time that memory does not follow the size of the body. The whole body was looked
    /// through before the first are given.
    /// </summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="format">How it holds them.</param>
    /// <param name="scope">What its sender may send; null for anything. One event outside it refuses the whole body.</param>
    /// <exception cref="UnreadableBodyException">It is not JSON, or not CloudEvents, or out of bounds or scope.</exception>
    IEnumerable<List<IncomingEvent>> ReadSlices(ReadOnlyMemory<byte> body, BodyFormat format, IEventScope? scope = null);

    /// <summary>
    /// Whether a stored event says the same as one that was read. Ledgers of earlier releases hold hashes of another making, so it is read
    /// again.
    /// </summary>
    bool IsSame(SourceEvent stored, SourceEvent told);

    /// <summary>An event as the CloudEvent it came as, in UTF-8 JSON.</summary>
    byte[] Write(SourceEvent @event);
}

/// <summary>What a sender may send, asked of each event of a body before any of it is recorded.</summary>
public interface IEventScope
{
    /// <summary>Lets an event of a body pass, or refuses the body.</summary>
    /// <exception cref="UnreadableBodyException">The event is not its sender's to send.</exception>
    void Admit(IEventHead @event);
}

/// <summary>What can be said of an event before it is checked: whose it is and what it is about.</summary>
public interface IEventHead
{
    /// <summary>Its place in the body.</summary>
    int Index { get; }

    /// <summary>CloudEvents <c>source</c>.</summary>
    string Source { get; }

    /// <summary>CloudEvents <c>id</c>.</summary>
    string Id { get; }

    /// <summary>Its type without prefix and version: <c>case.filed</c>.</summary>
    string Type { get; }

    /// <summary>Every team it names, in its envelope and in its data; "" for one that is no text.</summary>
    IReadOnlyList<string> Teams();

    /// <summary>Its subject, and every other that becomes another by it; none of a type that is not in the catalogue.</summary>
    IEnumerable<SubjectKey> Reached();

    /// <summary>What it is about as <c>kind/id</c>, by the members <c>subjectType</c> and <c>subjectId</c> or its subject; "" for
    /// nothing.</summary>
    string About();
}
