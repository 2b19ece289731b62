using System.Collections.Frozen;
using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>Finds what an event says: its row of the <see cref="FactCatalogue"/>, its subject, its fact.</summary>
internal static class Facts
{
    private static readonly FrozenDictionary<string, FactType> Catalogue =
        FactCatalogue.Rows.ToFrozenDictionary(static row => row.Type);

    private static readonly FrozenDictionary<string, FactType>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Catalogue.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All event names of the catalogue.</summary>
    public static IEnumerable<string> Types => Catalogue.Keys;

    /// <summary>The catalogue row of an event name, or null when the catalogue has none.</summary>
    public static FactType? Find(string type) => Catalogue.GetValueOrDefault(type);

    /// <summary>The catalogue row of an event name, or null when the catalogue has none.</summary>
    public static FactType? Find(ReadOnlySpan<char> type) => BySpan.TryGetValue(type, out var row) ? row : null;

    /// <summary>The subject an event is about; null when the data does not name it.</summary>
    public static SubjectKey? SubjectOf(FactType type, JsonPiece data)
    {
        var id = data[type.IdField].TextOrNull()?.Trim() ?? "";
        id = id.Length == 0 && type.IdElse is { } other ? data[other].TextOrNull()?.Trim() ?? "" : id;
        if (id.Length is 0 or > 100 || ControlCharacters.AreIn(id))
        {
            return null;
        }

        var (kind, prefix) = (type.Kind, "");
        if (kind.Length == 0)
        {
            var subjectType = data["subjectType"] is { Kind: JsonTokenType.String } named ? SharedTexts.Of(named.Utf8) : "";
            if (subjectType.Length is 0 or > 40 || ControlCharacters.AreIn(subjectType))
            {
                return null;
            }

            (kind, prefix) = KindNamed(subjectType) is { } known ? (known, "") : ("publication", $"{subjectType}:");
        }

        return IdOf(kind, id) is { Length: > 0 } written ? (kind, prefix + written) : null;
    }

    /// <summary>The id as subjects of a kind are named: codes of items and firms are written in many ways.</summary>
    public static string IdOf(string kind, string id) => kind switch
    {
        "item" => ItemCode.Normalise(id),
        "enterprise" => Uscc.Normalise(id),
        _ => id,
    };

    /// <summary>Reads the fact of a checked event. Data that an earlier release accepted is read the same way for ever.</summary>
    public static Fact Read(SourceEvent @event)
    {
        using var table = JsonTable.Rent();
        return Read(Find(@event.Type)!, @event.Operation, @event.Time, @event.Received, table.ReadStored(@event.Data), out _);
    }

    /// <summary>Reads and checks; <paramref name="problem"/> is a sentence for the sender, or null.</summary>
    public static Fact Read(FactType type, Operation operation, DateTimeOffset time, DateTimeOffset received, JsonPiece data,
        out string? problem)
    {
        var fields = new Fields(data);
        var fact = type.Read(ref fields) with { OccurredAt = time, ReceivedAt = received };
        if (operation == Operation.Delete)
        {
            // A retraction need not repeat what it retracts (DOMAIN.md §14.1 V7), but what it names it means.
            problem = null;
            return new Retraction(fact.Key, fact.Number) { OccurredAt = time, ReceivedAt = received };
        }

        problem = fields.Problem;
        return fact;
    }

    /// <summary>The kind that a <c>subjectType</c> means; null when it is none of ours.</summary>
    internal static string? KindNamed(string subjectType) => subjectType.ToLowerInvariant() switch
    {
        "case" or "penalty" or "decision" or "penaltycase" => "case",
        "licence" or "license" or "permit" => "licence",
        "inspection" or "check" => "inspection",
        "review" => "review",
        "lawsuit" => "lawsuit",
        "plan" => "plan",
        "task" => "task",
        "officer" => "officer",
        "enterprise" or "object" => "enterprise",
        "item" => "item",
        "supervision" => "supervision",
        "patrol" => "patrol",
        "vehicle" => "vehicle",
        "evidence" => "evidence",
        "clue" => "clue",
        "order" => "order",
        "agenda" => "agenda",
        "duty" => "duty",
        "group" => "group",
        "meeting" => "meeting",
        "statement" => "statement",
        "lawcase" => "lawCase",
        "certplan" => "certPlan",
        "report" => "report",
        "document" => "document",
        "cleanup" => "cleanup",
        "opinion" => "opinion",
        "mediation" => "mediation",
        "publicity" => "publicity",
        "complaint" => "complaint",
        "supervisor" => "supervisor",
        "supervisoropinion" => "supervisorOpinion",
        "survey" => "survey",
        "course" => "course",
        "contest" => "contest",
        "year" => "year",
        "staff" => "staff",
        "repeat" => "repeat",
        "cleanups" => "cleanups",
        _ => null,
    };
}
