using System.Text.Json;

namespace Dashboard.Grains.Contracts;

/// <summary>The body as a whole cannot be read: nothing of it is recorded, and it is answered with the status and the sentence.</summary>
public sealed class UnreadableBodyException(string message, int status = 400) : Exception(message)
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
