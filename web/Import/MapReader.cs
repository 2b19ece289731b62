using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Web.Import.Leaves;

namespace Dashboard.Web.Import;

/// <summary>
/// Reads a map (its shape stands at <see cref="ImportMap"/>) and refuses what it does not know, with the place and a sentence.
/// </summary>
internal sealed partial class MapReader
{
    private static readonly string[] _attributes = ["subject", "time", "teamid", "itemcode", "recordedat", "seq", "op", "batch"];

    // Which words a leaf may have beside the one that names its kind; "else" goes with all of them.
    private static readonly Dictionary<string, string[]> _kinds = new()
    {
        ["constant"] = [],
        ["column"] = [],
        ["integer"] = [],
        ["template"] = [],
        ["use"] = [],
        ["lookup"] = ["table", "default"],
        ["match"] = ["rules", "default"],
        ["date"] = ["in", "out"],
        ["money"] = ["unit"],
    };

    private readonly Dictionary<string, Leaf> _defined = [];

    /// <exception cref="MapException">The map cannot be used; the message says where and why.</exception>
    public static ImportMap Read(string json)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
                AllowDuplicateProperties = false };
            return new MapReader().Map(JsonNode.Parse(json, documentOptions: options));
        }
        catch (JsonException broken)
        {
            throw new MapException($"The map is not JSON: {broken.Message}", broken);
        }
    }

    private ImportMap Map(JsonNode? root)
    {
        var map = root as JsonObject ?? throw new MapException("The map is not a JSON object.");
        Allow(map, ["source", "key", "define", "events", "delimiter", "encoding", "sheet"]);
        foreach (var (name, node) in Optional<JsonObject>(map, "define") ?? [])
        {
            if (!name.StartsWith('_'))
            {
                _defined.Add(name, Leaf(node, map["define"]!));
            }
        }

        var key = Key(Required<JsonArray>(map, "key"));
        if (key.Count == 0 || key.All(column => column.MayBeEmpty))
        {
            throw At(map["key"]!, "a key needs at least one column that may not be empty, else rows have no ids of their own");
        }

        var events = Required<JsonArray>(map, "events")
            .Select(node => Event(node as JsonObject ?? throw At(map["events"]!, "an event is an object")))
            .ToList();
        if (events.Count == 0)
        {
            throw At(map["events"]!, "there is no event");
        }

        if (events.GroupBy(template => template.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw At(map["events"]!, $"two events have the name “{twice.Key}”, so they would have the same id");
        }

        var source = Text(Required<JsonNode>(map, "source"), map);
        if (source.Length == 0 || !Uri.TryCreate(source, UriKind.RelativeOrAbsolute, out _))
        {
            throw At(map["source"]!, $"“{source}” is not a URI reference");
        }

        return new(source, key, events, OptionalText(map, "delimiter") ?? ",", OptionalText(map, "encoding"), OptionalText(map, "sheet"));
    }

    private EventTemplate Event(JsonObject map)
    {
        Allow(map, ["name", "key", "type", "when", "data", .. _attributes]);
        var type = Text(Required<JsonNode>(map, "type"), map);
        if (!EventType().IsMatch(type))
        {
            throw At(map["type"]!, $"“{type}” is not a type of the form enforcement.case.filed.v1");
        }

        var name = Text(Required<JsonNode>(map, "name"), map);
        if (name.Length == 0 || name.Contains('/'))
        {
            throw At(map["name"]!, "a name is not empty and has no “/”");
        }

        Required<JsonNode>(map, "subject");
        Required<JsonNode>(map, "time");
        var attributes = _attributes.Where(map.ContainsKey)
            .Select(attribute => KeyValuePair.Create(attribute, Leaf(map[attribute], map)))
            .ToList();
        return new(name, Key(Optional<JsonArray>(map, "key") ?? []), type, Conditions(map["when"], map), attributes,
            Tree(Required<JsonObject>(map, "data"), map));
    }

    private static List<Column> Key(JsonArray names) => [.. names.Select(node => Column.Parse(Text(node, names)))];

    private static List<Condition> Conditions(JsonNode? when, JsonObject map) => when switch
    {
        null => [],
        JsonArray several => [.. several.Select(node => Condition(node, map))],
        _ => [Condition(when, map)],
    };

    private static Condition Condition(JsonNode? node, JsonObject parent)
    {
        var map = node as JsonObject ?? throw At(parent, "a condition is an object");
        Allow(map, ["column", "present", "equals", "matches"]);
        var column = Column.Parse(Text(Required<JsonNode>(map, "column"), map)).Name;
        if (map.ContainsKey("present") && map["present"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw At(map, "“present” is true or false");
        }

        if (!map.ContainsKey("present") && !map.ContainsKey("equals") && !map.ContainsKey("matches"))
        {
            throw At(map, "a condition says “present”, “equals” or “matches”");
        }

        return new(column, map["present"]?.GetValue<bool>(), OptionalText(map, "equals"),
            OptionalText(map, "matches") is { } pattern ? Pattern(pattern, map) : null);
    }

    /// <summary>A tree: objects and arrays down to leaves; an object that names a kind of leaf is one.</summary>
    private Leaf Tree(JsonNode? node, JsonNode parent) => node switch
    {
        JsonObject map when _kinds.Keys.Any(map.ContainsKey) => Leaf(map, parent),
        JsonObject map =>
            new Members([.. map.Where(member =>
                !member.Key.StartsWith('_')).Select(member => KeyValuePair.Create(member.Key, Tree(member.Value, map)))]),
        JsonArray array => new Elements([.. array.Select(element => Tree(element, array))]),
        _ => new Constant(node?.DeepClone()),
    };

    private Leaf Leaf(JsonNode? node, JsonNode parent)
    {
        if (node is not JsonObject map)
        {
            return node is JsonArray ? throw At(parent, "a list stands where one value is wanted") : new Constant(node?.DeepClone());
        }

        var kinds = _kinds.Keys.Where(map.ContainsKey).ToList();
        if (kinds.Count != 1)
        {
            throw At(map, $"a value has exactly one of {string.Join(", ", _kinds.Keys)}");
        }

        Allow(map, [kinds[0], "else", .. _kinds[kinds[0]]]);
        var leaf = Leaf(kinds[0], map);
        return map.ContainsKey("else") ? new Else(leaf, map["else"]?.DeepClone()) : leaf;
    }

    private Leaf Leaf(string kind, JsonObject map)
    {
        if (kind == "constant")
        {
            return new Constant(map[kind]?.DeepClone());
        }

        var text = Text(map[kind], map);
        var column = Column.Parse(text);
        switch (kind)
        {
            case "column":
                return new ColumnText(column);
            case "integer":
                return new WholeNumber(column);
            case "use":
                return _defined.GetValueOrDefault(text) ?? throw At(map, $"“{text}” is not defined before it is used");
            case "lookup":
                var table = Required<JsonObject>(map, "table").ToDictionary(entry => entry.Key, entry => entry.Value?.DeepClone());
                return new Lookup(column, table, map.ContainsKey("default"), map["default"]?.DeepClone());
            case "match":
                return new FirstMatch(column, [.. Required<JsonArray>(map, "rules").Select(rule => Rule(rule, map))],
                    map.ContainsKey("default"), map["default"]?.DeepClone());
            case "date":
                string[] formats = map["in"] is JsonArray several
                    ? [.. several.Select(format => Text(format, map))]
                    : [OptionalText(map, "in") ?? Date.Day];
                return new Date(column, formats, OptionalText(map, "out") ?? Date.Day);
            case "money":
                return Text(Required<JsonNode>(map, "unit"), map) switch
                {
                    "fen" or "分" => new Money(column, "fen", 1),
                    "yuan" or "元" => new Money(column, "yuan", 100),
                    "wan" or "万元" => new Money(column, "万元", 1_000_000),
                    var unit => throw At(map, $"“{unit}” is not a unit of money: fen, yuan or wan (万元)"),
                };
            default:
                try
                {
                    return new Template(text);
                }
                catch (FormatException wrong)
                {
                    throw At(map, wrong.Message, wrong);
                }
        }
    }

    private static (Regex Pattern, JsonNode? Value) Rule(JsonNode? node, JsonObject parent)
    {
        var rule = node as JsonObject ?? throw At(parent, "a rule is an object with “pattern” and “value”");
        Allow(rule, ["pattern", "value"]);
        return rule.ContainsKey("value")
            ? (Pattern(Text(Required<JsonNode>(rule, "pattern"), rule), rule), rule["value"]?.DeepClone())
            : throw At(rule, "“value” is missing");
    }

    private static Regex Pattern(string pattern, JsonNode place)
    {
        try
        {
            // Without backtracking no pattern can make a row take long.
            return new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw At(place, $"the pattern “{pattern}” cannot be used: {wrong.Message}", wrong);
        }
    }

    private static void Allow(JsonObject map, string[] names)
    {
        if (map.Select(member => member.Key).FirstOrDefault(name => !name.StartsWith('_') && !names.Contains(name)) is { } unknown)
        {
            throw At(map, $"“{unknown}” is not known here; known are {string.Join(", ", names)}");
        }
    }

    private static T Required<T>(JsonObject map, string name) where T : JsonNode =>
        Optional<T>(map, name) ?? throw At(map, $"“{name}” is missing");

    private static T? Optional<T>(JsonObject map, string name) where T : JsonNode => map[name] switch
    {
        null => null,
        T node => node,
        _ => throw At(map, $"“{name}” is not {(typeof(T) == typeof(JsonArray) ? "a list" : "an object")}"),
    };

    private static string? OptionalText(JsonObject map, string name) => map[name] is { } node ? Text(node, map) : null;

    private static string Text(JsonNode? node, JsonNode parent) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw At(node ?? parent, "a text is wanted");

    private static MapException At(JsonNode place, string sentence, Exception? inner = null) =>
        new($"The map at {place.GetPath()}: {sentence}.", inner);

    [GeneratedRegex(@"^enforcement\.[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*\.v[0-9]+$")]
    private static partial Regex EventType();
}
