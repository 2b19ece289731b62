using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Ingest;

/// <summary>How a body holds its events.</summary>
internal enum BodyFormat
{
    /// <summary>application/cloudevents+json</summary>
    One,

    /// <summary>application/cloudevents-batch+json</summary>
    Batch,

    /// <summary>application/x-ndjson</summary>
    Lines,
}

/// <summary>
/// Reads CloudEvents 1.0 and checks them against the catalogue and the rules V1–V6 of DOMAIN.md §14.1. What is no CloudEvent at all
/// makes the whole body unreadable; what is one but unsound is refused by itself.
/// </summary>
internal sealed class EventReader(TimeProvider clock)
{
    private const string Prefix = "enforcement.";
    private const string CatalogPrefix = "cn.nbhs.jt.";
    private const string Suffix = ".v1";
    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>All events of a body, in order.</summary>
    /// <param name="asRecorded">They count as received when upstream recorded them: a story that is told as if it had been followed all along.</param>
    /// <exception cref="UnreadableBodyException">It is not JSON, or not CloudEvents.</exception>
    public List<IncomingEvent> Read(ReadOnlyMemory<byte> body, BodyFormat format, bool asRecorded = false)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new UnreadableBodyException("The body is not JSON in UTF-8; send it in that encoding.");
        }

        var events = new List<IncomingEvent>();
        switch (format)
        {
            case BodyFormat.Lines:
                ReadLines(body, events, asRecorded);
                break;
            case BodyFormat.Batch:
                using (var document = Parse(body, "The body"))
                {
                    if (document.RootElement.ValueKind != JsonValueKind.Array)
                    {
                        throw new UnreadableBodyException("The body must be a JSON array of CloudEvents.");
                    }

                    events.Capacity = document.RootElement.GetArrayLength();
                    foreach (var element in document.RootElement.EnumerateArray())
                    {
                        events.Add(Read(element, events.Count, asRecorded));
                    }
                }

                break;
            default:
                using (var document = Parse(body, "The body"))
                {
                    events.Add(Read(document.RootElement, 0, asRecorded));
                }

                break;
        }

        return events.Count > 0 ? events : throw new UnreadableBodyException("The body holds no event.");
    }

    private void ReadLines(ReadOnlyMemory<byte> body, List<IncomingEvent> events, bool asRecorded)
    {
        var (line, rest) = (0, body);
        while (rest.Length > 0)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            line++;
            if (text.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                using var document = Parse(text, $"Line {line}");
                events.Add(Read(document.RootElement, events.Count, asRecorded));
            }
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException problem)
        {
            throw new UnreadableBodyException($"{what} is not JSON: {problem.Message}");
        }
    }

    private IncomingEvent Read(JsonElement json, int index, bool asRecorded)
    {
        try
        {
            return ReadSound(json, index, asRecorded);
        }
        catch (InvalidOperationException problem) when (problem.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) ?? false)
        {
            // The parser accepts an escaped half of a surrogate pair; reading it as text fails.
            throw new UnreadableBodyException($"Event {index} holds a text that is not valid Unicode.");
        }
    }

    private IncomingEvent ReadSound(JsonElement json, int index, bool asRecorded)
    {
        var (source, id, type) = Identity(json, index);
        var name = type.EndsWith(Suffix, StringComparison.Ordinal)
            ? type.StartsWith(Prefix, StringComparison.Ordinal) ? type[Prefix.Length..^Suffix.Length]
            : type.StartsWith(CatalogPrefix, StringComparison.Ordinal) ? type[CatalogPrefix.Length..^Suffix.Length] : ""
            : "";
        var received = clock.GetUtcNow();

        if (Facts.Find(name) is not { } row)
        {
            return Refuse("V6", $"The type \"{Shorten(type)}\" is not in the event catalogue; types read enforcement.case.filed.v1.");
        }

        if (!json.TryGetProperty("time", out var time) || time.ValueKind != JsonValueKind.String || !Rfc3339.TryParse(time.GetString()!, out var happened))
        {
            return Refuse("V6", "time is required: an instant as RFC 3339 with offset, 2026-11-23T10:21:05+08:00.");
        }

        if (happened > received + Ahead || happened < Earliest)
        {
            return Refuse("V1", "time must not be before 2015-01-01 nor more than 5 minutes ahead of the time of receipt.");
        }

        if (!TryInstant(json, "recordedat", happened, out var recorded))
        {
            return Refuse("V6", "recordedat must be an instant as RFC 3339 with offset.");
        }

        if (!TrySeq(json, out var seq))
        {
            return Refuse("V6", "seq must be a whole number from 0.");
        }

        if (!TryOperation(json, out var operation))
        {
            return Refuse("V6", "op must be i, u or d.");
        }

        if (!TryText(json, "teamid", 40, out var team) || !TryText(json, "itemcode", 40, out var item) || !TryText(json, "batch", 40, out var batch))
        {
            return Refuse("V6", "teamid, itemcode and batch must be texts of at most 40 characters.");
        }

        if (!json.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
        {
            return Refuse("V6", "data is required (a JSON object).");
        }

        if (Facts.SubjectOf(row, data) is not { } subject)
        {
            return Refuse("V6", row.Kind.Length > 0 ? $"data.{row.IdField} is required (1 to 100 characters)." : "data.subjectType and data.subjectId are required.");
        }

        if (IdentityNumbers.Inside(data))
        {
            return Refuse("V6", "data holds a citizen's identity number in clear; send a keyed hash instead.");
        }

        received = asRecorded && recorded < received ? recorded : received;
        var fact = Facts.Read(row, operation, happened, received, data, out var problem);
        if (problem is not null)
        {
            return Refuse("V6", problem);
        }

        item = ItemCode.NormaliseOrNull(item);
        var @event = new SourceEvent
        {
            Source = source,
            Id = id,
            Type = row.Type,
            Kind = subject.Kind,
            Subject = subject.Id,
            Time = happened,
            Recorded = recorded,
            Received = received,
            Team = team,
            Item = item,
            Seq = seq,
            Operation = operation,
            Batch = batch,
            Data = JsonMarshal.GetRawUtf8Value(data).ToArray(),
            Hash = PayloadHash.Of(type, happened, seq, operation, team, item, data),
        };
        return new(index, source, id, @event.Parsed(fact), fact.Team ?? team, null);

        IncomingEvent Refuse(string code, string reason) => new(index, source, id, null, null, new(code, reason, Shorten(type), PayloadHash.Of(json), IdentityNumbers.Mask(json)));
    }

    private static (string Source, string Id, string Type) Identity(JsonElement json, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableBodyException($"Event {index} is not a JSON object, so it is no CloudEvent.");
        }

        if (Required("specversion") != "1.0")
        {
            throw new UnreadableBodyException($"Event {index} is no CloudEvent 1.0: specversion must be \"1.0\".");
        }

        return (Required("source"), Required("id"), Required("type"));

        string Required(string name)
        {
            var text = json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            return text.Length is > 0 and <= 200 && !text.Contains('\0', StringComparison.Ordinal)
                ? text
                : throw new UnreadableBodyException($"Event {index} is no CloudEvent: {name} is required (a text of 1 to 200 characters).");
        }
    }

    private static bool TryInstant(JsonElement json, string name, DateTimeOffset absent, out DateTimeOffset instant)
    {
        instant = absent;
        return !Has(json, name, out var value) || (value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(value.GetString()!, out instant));
    }

    private static bool TrySeq(JsonElement json, out long seq)
    {
        seq = 0;
        return !Has(json, "seq", out var value)
            || ((value.ValueKind == JsonValueKind.Number ? value.TryGetInt64(out seq)
                : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out seq)) && seq >= 0);
    }

    private static bool TryOperation(JsonElement json, out Operation operation)
    {
        operation = Operation.Insert;
        if (!Has(json, "op", out var value))
        {
            return true;
        }

        (operation, var known) = (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
        {
            "i" => (Operation.Insert, true),
            "u" => (Operation.Update, true),
            "d" => (Operation.Delete, true),
            _ => (Operation.Insert, false),
        };
        return known;
    }

    private static bool TryText(JsonElement json, string name, int max, out string? text)
    {
        text = null;
        if (!Has(json, name, out var value))
        {
            return true;
        }

        text = value.ValueKind switch { JsonValueKind.String => value.GetString()!.Trim(), JsonValueKind.Number => value.GetRawText(), _ => null };
        var fits = text is not null && text.Length <= max && !text.Contains('\0', StringComparison.Ordinal);
        text = text is { Length: 0 } ? null : text;
        return fits;
    }

    private static bool Has(JsonElement json, string name, out JsonElement value) =>
        json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static string Shorten(string type) => type.Length <= 80 ? type : type[..80] + "…";
}
