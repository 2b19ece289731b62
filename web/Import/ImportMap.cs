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
///   "delimiter": ",", "encoding": "gb18030", "sheet": "name" }     optional, for CSV and XLSX
/// </code>
/// Leaves and conditions are described at their classes. Names that begin with "_" are remarks. An event depends on nothing but the row
/// and the map (no clock, no line number), so a repeated import makes the same ids and payloads, and the server counts them once.
/// A change of the map that changes payloads is another payload under the same id, which the server quarantines (V2).
/// </summary>
internal sealed partial class ImportMap(string source, IReadOnlyList<Column> key, IReadOnlyList<EventTemplate> events, string delimiter,
    string? encoding, string? sheet)
{
    private static readonly JsonSerializerOptions _compact = new(
        ) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What parts the fields of a CSV line.</summary>
    public string Delimiter => delimiter;

    /// <summary>Name of the CSV file's encoding; null: found out (byte order mark, else UTF-8 where valid, else GB18030).</summary>
    public string? Encoding => encoding;

    /// <summary>Sheet of the XLSX file; null: the first.</summary>
    public string? Sheet => sheet;

    /// <summary>All columns that the map names.</summary>
    public IReadOnlySet<string> Columns { get; } =
        new SortedSet<string>(key.Select(column => column.Name).Concat(events.SelectMany(template => template.Columns)),
            StringComparer.Ordinal);

    /// <exception cref="MapException">The map cannot be used; the message says where and why.</exception>
    public static ImportMap Parse(string json) => MapReader.Read(json);

    /// <summary>The events of a row; none when anything is wrong with it, so that a row arrives whole or not at all.</summary>
    public IReadOnlyList<MappedEvent> Map(SourceRow row, RowErrors errors)
    {
        var rowId = Id(key, row, errors);
        var made = new List<MappedEvent>(events.Count);
        foreach (var template in events.Where(template => template.When.All(condition => condition.Holds(row))))
        {
            var id = rowId + Id(template.Key, row, errors) + template.Name;
            var cloudEvent = template.Make(id, source, row, errors);
            CheckTime(cloudEvent, errors);
            made.Add(new(id, JsonSerializer.SerializeToUtf8Bytes(cloudEvent, _compact)));
        }

        return errors.Sentences.Count == 0 ? made : [];
    }

    /// <summary>
    /// The values, each closed by "/" and escaped, so that different keys give different ids whatever stands in the columns.
    /// </summary>
    private static string Id(IReadOnlyList<Column> columns, SourceRow row, RowErrors errors)
    {
        var id = new StringBuilder();
        foreach (var column in columns)
        {
            id.Append(column.Read(row, errors)?.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal))
                .Append('/');
        }

        return id.ToString();
    }

    private static void CheckTime(JsonObject cloudEvent, RowErrors errors)
    {
        var time = cloudEvent["time"]?.ToString();
        if (time is not null && !(Instant().IsMatch(time) && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _)))
        {
            errors.Add($"“{time}” is not an instant with an offset, as time wants");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();
}
