using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Import;

/// <summary>
/// How rows become CloudEvents. A map is JSON:
/// <code>
/// { "_about":  "what the file is, for people",
///   "source":  "/where/the/rows/come/from",
///   "key":     ["case_num", "district?"],        columns that make a row unique; event id = key values and name, joined by "/"
///   "define":  { "team": LEAF },                 leaves with a name, for {"use": "team"}
///   "events":  [ { "name": "filed", "key": [more columns for the id], "type": "enforcement.case.filed.v1",
///                  "when": CONDITION or [CONDITION…],
///                  "subject": LEAF, "time": LEAF, "teamid": LEAF, "itemcode": LEAF, "seq" "op" "batch" "recordedat": LEAF,
///                  "data": tree of LEAFs } ],
///   "replaces": { "edition": 2 },                                  a register that is published again (see Edition)
///   "delimiter": ";", "encoding": "gb18030", "sheet": "name", "header": 2, "merged": "carryDown", "hiddenRows": "skip",
///   "footer": "^合计" }                                             how the file is laid out, where it must be said (see TableShape)
/// </code>
/// Leaves and conditions are described at their classes. Names that begin with "_" are remarks. An event depends on nothing but the row
/// and the map (no clock, no line number), so a repeated import makes the same ids and payloads, and the server counts them once.
/// A change of the map that changes payloads is another payload under the same id, which the server quarantines (V2).
/// </summary>
internal sealed partial class ImportMap(
    string source, IReadOnlyList<Column> key, IReadOnlyList<EventTemplate> events, TableShape shape, Edition? edition)
{
    private static readonly JsonSerializerOptions _compact = new(
        ) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of no column and no event: a file whose columns are not known yet is opened with it.</summary>
    public static ImportMap Blank { get; } = OfNothing(new());

    /// <summary>The same where something is known of how the file is laid out.</summary>
    public static ImportMap OfNothing(TableShape shape) => new("", [], [], shape, edition: null);

    /// <summary>Where its events come from.</summary>
    public string Source => source;

    /// <summary>Kinds of what its events are about, as their types name them.</summary>
    public IReadOnlyList<string> Kinds { get; } = [.. events.Select(template => template.Type.Split('.')[1]).Distinct()];

    /// <summary>How the file is laid out.</summary>
    public TableShape Shape => shape;

    /// <summary>Which publication of its register the file is; null: the first or only one.</summary>
    public Edition? Edition => edition;

    /// <summary>All columns that the map names.</summary>
    public IReadOnlySet<string> Columns { get; } =
        new SortedSet<string>(key.Select(column => column.Name).Concat(events.SelectMany(template => template.Columns)),
            StringComparer.Ordinal);

    /// <exception cref="MapException">The map cannot be used; the message says where and why.</exception>
    public static ImportMap Parse(string json) => MapReader.Read(json);

    /// <summary>The events of a row; none when anything is wrong with it, so that a row arrives whole or not at all.</summary>
    /// <param name="row">The row.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="isGone">The row stood in an earlier edition and stands in this one no longer: its events take themselves back.</param>
    public IReadOnlyList<MappedEvent> Map(SourceRow row, RowErrors errors, bool isGone = false)
    {
        var rowId = Id(key, row, errors);
        var made = new List<MappedEvent>(events.Count);
        foreach (var template in events.Where(template => template.When.All(condition => condition.Holds(row, errors))))
        {
            var fact = rowId + Id(template.Key, row, errors) + template.Name;
            var id = fact + edition?.Suffix;
            var cloudEvent = template.Make(id, source, row, errors);
            edition?.Mark(cloudEvent, isGone, errors);
            CheckTime(cloudEvent, errors);
            made.Add(new(id, fact, $"{template.Type} {cloudEvent["subject"]}", JsonSerializer.SerializeToUtf8Bytes(cloudEvent, _compact)));
        }

        return errors.Clauses.Count == 0 ? made : [];
    }

    /// <summary>
    /// The values, each closed by "/" and escaped, so that different keys give different ids whatever stands in the columns.
    /// </summary>
    private static string Id(IReadOnlyList<Column> columns, SourceRow row, RowErrors errors)
    {
        var id = new StringBuilder();
        foreach (var column in columns)
        {
            var value = column.ReadText(row, errors);
            id.Append(value?.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)).Append('/');
        }

        return id.ToString();
    }

    private static void CheckTime(JsonObject cloudEvent, RowErrors errors)
    {
        var time = cloudEvent["time"]?.ToString();
        if (time is not null && !(Instant().IsMatch(time) && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _)))
        {
            errors.Add($"time {RowErrors.Quote(time)}不是带时区的时刻（如 2026-01-02T08:00:00+08:00）",
                $"time {RowErrors.Quote(time)} is no instant with an offset (such as 2026-01-02T08:00:00+08:00)");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();
}
