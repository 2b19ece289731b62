namespace Dashboard.Grains.Contracts;

/// <summary>
/// One event of a post, read and checked: either ready to be recorded, or to be quarantined with a reason.
/// </summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Event">The event, when it is sound.</param>
/// <param name="TeamHint">The team it names, by its data or its envelope.</param>
/// <param name="Refusal">Why not, when it is not sound.</param>
public sealed record IncomingEvent(int Index, string Source, string Id, SourceEvent? Event, string? TeamHint, Refusal? Refusal);

/// <summary>Why an event goes to quarantine.</summary>
/// <param name="Code">The rule of DOMAIN.md §14.1: <c>V1</c> … <c>V6</c>.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Type">What it says it is.</param>
/// <param name="Hash">Of what it says, by value.</param>
/// <param name="Raw">The event as it came, identity numbers masked.</param>
public sealed record Refusal(string Code, string Reason, string Type, UInt128 Hash, byte[] Raw)
{
    /// <summary>Ends the sentence by which an event is refused for an identity number in it.</summary>
    public const string NumberInClear = "a citizen's identity number in clear; send a keyed hash instead.";

    /// <summary>Why, as it can be shown and stored anywhere: it may quote the event, and PostgreSQL takes no zero byte in a text.</summary>
    public string Reason { get; } = ControlCharacters.Marked(Reason);
}
