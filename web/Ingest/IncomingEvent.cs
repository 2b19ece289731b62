using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Ingest;

/// <summary>
/// One event of a post, read and checked: either ready to be recorded, or to be quarantined with a reason.
/// </summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Event">The event, when it is sound.</param>
/// <param name="TeamHint">The team it names, by its data or its envelope.</param>
/// <param name="Refusal">Why not, when it is not sound.</param>
internal sealed record IncomingEvent(int Index, string Source, string Id, SourceEvent? Event, string? TeamHint, Refusal? Refusal);

/// <summary>
/// Why an event goes to quarantine: a rule of DOMAIN.md §14.1 and a sentence, with the event as it came (identity numbers masked).
/// </summary>
internal sealed record Refusal(string Code, string Reason, string Type, UInt128 Hash, byte[] Raw)
{
    /// <summary>Why, as it can be shown and stored anywhere: it may quote the event, and PostgreSQL takes no zero byte in a text.</summary>
    public string Reason { get; } = Fields.Printable(Reason);
}

/// <summary>The body as a whole cannot be read: nothing of it is recorded, and it is answered with the status and the sentence.</summary>
internal sealed class UnreadableBodyException(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>A text is not JSON: where, counted from 1, and why.</summary>
    public static UnreadableBodyException NotJson(string what, JsonException problem)
    {
        var end = problem.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new($"{what} is not JSON at line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}: " +
            $"{(end < 0 ? problem.Message : problem.Message[..end])}");
    }
}
