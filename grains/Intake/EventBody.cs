using System.Text.Json;
using System.Text.Unicode;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Intake;

/// <summary>A body on its way through: gives one event after the other. A copy goes on from where it was made.</summary>
internal struct EventBody
{
    /// <summary>Events in one post.</summary>
    public const int MostEvents = 100_000;

    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 2 * JsonTable.Deepest };
    private readonly BodyFormat format;
    private ReadOnlyMemory<byte> rest;
    private JsonReaderState state = new(Deep);
    private int line;

    /// <exception cref="UnreadableBodyException">It is not in UTF-8.</exception>
    public EventBody(ReadOnlyMemory<byte> body, BodyFormat format)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new UnreadableBodyException("The body is not JSON in UTF-8; send it in that encoding.");
        }

        this.format = format;
        rest = ByteOrderMark.Without(body);
    }

    /// <summary>How many events were given.</summary>
    public int Given { get; private set; }

    /// <summary>Reads the next event into the table; false when there is none.</summary>
    /// <exception cref="UnreadableBodyException">What comes is not JSON, not an object, or out of bounds.</exception>
    public bool TryNext(JsonTable table, out JsonPiece @event)
    {
        var found = format switch
        {
            BodyFormat.Lines => TryNextLine(table, out @event),
            BodyFormat.Batch => TryNextEntry(table, out @event),
            _ => TryOnly(table, out @event),
        };
        if (found && ++Given > MostEvents)
        {
            throw new UnreadableBodyException($"The body holds more than {MostEvents} events; split it.", 413);
        }

        return found || Given > 0 ? found : throw new UnreadableBodyException("The body holds no event.");
    }

    private bool TryOnly(JsonTable table, out JsonPiece @event)
    {
        @event = Given == 0 ? ReadAll(table, rest, "The body") : default;
        return Given == 0;
    }

    private bool TryNextLine(JsonTable table, out JsonPiece @event)
    {
        @event = default;
        while (rest.Length > 0)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            line++;
            text = ByteOrderMark.Without(text);
            if (text.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                @event = ReadAll(table, text, $"Line {line}");
                return true;
            }
        }

        return false;
    }

    private bool TryNextEntry(JsonTable table, out JsonPiece @event)
    {
        @event = default;
        try
        {
            var reader = new Utf8JsonReader(rest.Span, isFinalBlock: true, state);
            if (Given == 0 && reader.Read() && reader.TokenType != JsonTokenType.StartArray)
            {
                throw new UnreadableBodyException("The body must be a JSON array of CloudEvents.");
            }

            reader.Read();
            var found = reader.TokenType != JsonTokenType.EndArray;
            if (found)
            {
                @event = ReadObject(table, ref reader, rest);
            }
            else
            {
                reader.Read(); // throws when anything follows
            }

            (rest, state) = (rest[(int)reader.BytesConsumed..], reader.CurrentState);
            return found;
        }
        catch (JsonException problem)
        {
            throw UnreadableBodyException.NotJson("The body", problem);
        }
    }

    private readonly JsonPiece ReadAll(JsonTable table, ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span, Deep);
            reader.Read();
            var @event = ReadObject(table, ref reader, json);
            reader.Read(); // throws when anything follows
            return @event;
        }
        catch (JsonException problem)
        {
            throw UnreadableBodyException.NotJson(what, problem);
        }
    }

    private readonly JsonPiece ReadObject(JsonTable table, ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new UnreadableBodyException($"Event {Given} is not a JSON object, so it is no CloudEvent.");
        }

        var @event = table.ReadNext(ref reader, json);
        return table.Fault is { } fault ? throw new UnreadableBodyException($"Event {Given} {fault}.") : @event;
    }
}
