using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Grains.Intake;

/// <summary>One walk over a body yields envelope, fact, payload hash and the search for identity numbers.</summary>
internal sealed class EventReader(TimeProvider clock) : IEventReader
{
    private const int SliceSize = 1_000;
    private const int LongestName = 200;
    private const int LongestCode = 40;
    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public List<IncomingEvent> Read(ReadOnlyMemory<byte> body, BodyFormat format, bool asRecorded = false)
    {
        var place = new EventBody(body, format);
        return ReadSome(ref place, EventBody.MostEvents, asRecorded);
    }

    /// <inheritdoc/>
    public IEnumerable<List<IncomingEvent>> ReadSlices(ReadOnlyMemory<byte> body, BodyFormat format, IEventScope? scope = null)
    {
        var place = new EventBody(body, format);
        var slice = ReadSome(ref place, SliceSize, asRecorded: false, scope);
        if (slice.Count == SliceSize)
        {
            Check(place, scope);
        }

        for (; slice.Count > 0; slice = slice.Count < SliceSize ? [] : ReadSome(ref place, SliceSize, asRecorded: false))
        {
            yield return slice;
        }
    }

    /// <inheritdoc/>
    public bool IsSame(SourceEvent stored, SourceEvent told) => PayloadHash.IsSame(stored, told);

    /// <inheritdoc/>
    public byte[] Write(SourceEvent @event) => CloudEventJson.Write(@event);

    private static void Check(EventBody rest, IEventScope? scope)
    {
        using var table = JsonTable.Rent();
        while (rest.TryNext(table, out var json))
        {
            var (source, id, type) = Identity(json, rest.Given - 1);
            scope?.Admit(new EventHead(json, rest.Given - 1, source, id, NameOf(type)));
        }
    }

    private List<IncomingEvent> ReadSome(ref EventBody body, int most, bool asRecorded, IEventScope? scope = null)
    {
        using var table = JsonTable.Rent();
        var events = new List<IncomingEvent>();
        var now = clock.GetUtcNow();
        while (events.Count < most && body.TryNext(table, out var json))
        {
            events.Add(Read(json, body.Given - 1, now, asRecorded, scope));
        }

        return events;
    }

    private static IncomingEvent Read(JsonPiece json, int index, DateTimeOffset received, bool asRecorded, IEventScope? scope)
    {
        var (source, id, type) = Identity(json, index);
        scope?.Admit(new EventHead(json, index, source, id, NameOf(type)));
        var time = Attribute("time");
        var hasTime = TryInstant(time, out var happened);
        var search = json.MayHoldIdentityNumber ? IdentitySearch.Of(json, hasTime ? happened : null, received) : null;
        if (Facts.Find(SourceEvent.NameOf(type)) is not { } row)
        {
            return Refuse("V6", $"The type \"{Impersonal.Shown(type, Shorten(type))}\" is not in the event catalogue; "
                + "types read enforcement.case.filed.v1.");
        }

        if (!hasTime)
        {
            return Refuse("V6", InstantFault.Of("time", time, isQuoted: !row.IsImpersonal));
        }

        if (happened > received + Ahead || happened < Earliest)
        {
            return Refuse("V1", "time must not be before 2015-01-01 nor more than 5 minutes ahead of the time of receipt.");
        }

        var recorded = happened;
        if (Attribute("recordedat") is { IsGiven: true } written && !TryInstant(written, out recorded))
        {
            return Refuse("V6", InstantFault.Of("recordedat", written, isQuoted: !row.IsImpersonal));
        }

        if (!Fields.IsInReach(recorded))
        {
            return Refuse("V6", "recordedat must be an instant between 1990 and 2100.");
        }

        if (!TrySeq(Attribute("seq"), out var seq))
        {
            return Refuse("V6", "seq must be a whole number from 0.");
        }

        if (!TryOperation(Attribute("op"), out var operation))
        {
            return Refuse("V6", "op must be i, u or d.");
        }

        if (!TryCode(Attribute("teamid"), out var team) || !TryCode(Attribute("itemcode"), out var item)
            || !TryCode(Attribute("batch"), out var batch))
        {
            return Refuse("V6", "teamid, itemcode and batch must be texts of at most 40 characters, none of them a control character.");
        }

        if (!IsJson(Attribute("datacontenttype")))
        {
            return Refuse("V6", "datacontenttype must be application/json, or be left out.");
        }

        if (Attribute("data") is not { Kind: JsonTokenType.StartObject } data)
        {
            return Refuse("V6", Attribute("data_base64").IsGiven
                ? "data_base64 is not read; send data as a JSON object."
                : "data is required (a JSON object).");
        }

        if (Facts.SubjectOf(row, data) is not { } subject)
        {
            return Refuse("V6", row.Kind.Length > 0
                ? $"data.{row.NeededId} is required (1 to 100 characters, none of them a control character)."
                : $"data.subjectType and data.{row.IdField} are required (at most 40 and 100 characters, none a control character).");
        }

        if (search is not null)
        {
            return Refuse("V6", $"{Impersonal.Shown(type, search.Place!)} holds {Refusal.NumberInClear}");
        }

        if (row.IsImpersonal && !(Impersonal.IsCode(id) && Impersonal.IsCode(subject.Id)))
        {
            return Refuse("V6", Fields.NoCode(Impersonal.IsCode(id) ? $"data.{row.NeededId}" : "id"));
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
            Data = data.Raw.ToArray(),
            Hash = PayloadHash.Of(row.Type, happened, seq, operation, team, item, data),
        };
        return new(index, source, id, @event.Parsed(fact), fact.Team ?? team, null);

        JsonPiece Attribute(string name) => json.Attribute(name)
            ?? throw new UnreadableBodyException($"Event {index} gives the attribute {name} twice, in different letters.");

        IncomingEvent Refuse(string code, string reason) => search is null
            ? new(index, source, id, null, null, new(code, reason, Shorten(type), json.Hash, json.Raw.ToArray()))
            : new(index, search.Mask("source", source), search.Mask("id", id), null, null,
                new(code, search.Mask(reason), search.Mask("type", Shorten(type)), json.Hash, search.Mask()));
    }

    private static (string Source, string Id, string Type) Identity(JsonPiece json, int index)
    {
        if (json.Attribute("specversion") is not { Kind: JsonTokenType.String } version || !version.Utf8.SequenceEqual("1.0"u8))
        {
            throw new UnreadableBodyException($"Event {index} is no CloudEvent 1.0: specversion must be \"1.0\".");
        }

        var source = Required("source");
        return source != Deed.LedgerSource ? (source, Required("id"), Required("type")) : throw new UnreadableBodyException(
            $"Event {index} is not this sender's to send: the source {Deed.LedgerSource} is the product's own.",
            403);

        string Required(string name)
        {
            var text = json.Attribute(name) is not { Kind: JsonTokenType.String } value ? ""
                : name == "id" ? value.TextOrNull()!
                : SharedTexts.Of(value.Utf8);
            return text.Length is > 0 and <= LongestName && !ControlCharacters.AreIn(text) ? text : throw new UnreadableBodyException(
                $"Event {index} is no CloudEvent: {name} is required (a text of 1 to 200 characters, none of them a control character).");
        }
    }

    private static bool TryInstant(JsonPiece value, out DateTimeOffset instant)
    {
        instant = default;
        return value.Kind == JsonTokenType.String && Rfc3339.TryParse(value.Utf8, out instant);
    }

    /// <summary>SDKs whose extensions are 32 bits wide send it as a text.</summary>
    private static bool TrySeq(JsonPiece value, out long seq)
    {
        seq = 0;
        return !value.IsGiven || (value.Kind == JsonTokenType.String
            ? long.TryParse(value.Utf8, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            : value.TryWhole(out seq) && seq >= 0);
    }

    private static bool TryOperation(JsonPiece value, out Operation operation)
    {
        (operation, var known) = (value.IsGiven ? value.TextOrNull() : "i") switch
        {
            "i" or "I" => (Operation.Insert, true),
            "u" or "U" => (Operation.Update, true),
            "d" or "D" => (Operation.Delete, true),
            _ => (Operation.Insert, false),
        };
        return known;
    }

    private static bool TryCode(JsonPiece value, out string? text)
    {
        text = value.Kind switch
        {
            JsonTokenType.String => SharedTexts.Of(value.Utf8).Trim(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => value.TextOrNull(),
        };
        var fits = text is null ? !value.IsGiven : text.Length <= LongestCode && !ControlCharacters.AreIn(text);
        text = text is "" ? null : text;
        return fits;
    }

    /// <summary>Whether the data is said to be JSON, with whatever parameters.</summary>
    private static bool IsJson(JsonPiece type)
    {
        if (type.Kind != JsonTokenType.String)
        {
            return !type.IsGiven;
        }

        var name = type.Utf8;
        name = (name.IndexOf((byte)';') is >= 0 and var end ? name[..end] : name).Trim((byte)' ');
        return name.Length >= 4 && Ascii.EqualsIgnoreCase(name[^4..], "json"u8);
    }

    private static string NameOf(string type) => SourceEvent.NameOf(type).ToString();

    private static string Shorten(string type) => type.Length <= 80 ? type : type[..80] + "…";
}
