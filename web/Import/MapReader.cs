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
        ["retires"] = ["age", "earliest"],
    };

    private static readonly string[] _words =
        ["source", "key", "define", "events", "replaces", "delimiter", "encoding", "sheet", "header", "merged", "hiddenRows", "footer"];

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
            throw new MapException($"映射不是 JSON：{broken.Message}", $"The map is not JSON: {broken.Message}", broken);
        }
    }

    private ImportMap Map(JsonNode? root)
    {
        var map = root as JsonObject ?? throw new MapException("映射不是一个 JSON 对象。", "The map is no JSON object.");
        Allow(map, _words);
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
            throw At(map["key"]!, "key 至少要有一列不许为空（不带“?”），否则各行没有自己的编号",
                "key needs a column that may not be empty (without “?”), else rows have no id of their own");
        }

        var events = Required<JsonArray>(map, "events")
            .Select(node => Event(node as JsonObject ?? throw At(map["events"]!, "events 的每一项是一个对象",
                "each entry of events is an object")))
            .ToList();
        if (events.Count == 0)
        {
            throw At(map["events"]!, "events 里没有事件", "events holds no event");
        }

        if (events.GroupBy(template => template.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw At(map["events"]!, $"有两个事件都叫“{twice.Key}”，编号会相同",
                $"two events are named “{twice.Key}”, so their ids would be the same");
        }

        var source = Text(Required<JsonNode>(map, "source"), map);
        if (source.Length == 0 || !Uri.TryCreate(source, UriKind.RelativeOrAbsolute, out _))
        {
            throw At(map["source"]!, $"“{source}”不是 URI", $"“{source}” is no URI");
        }

        return new(source, key, events, Shape(map), Edition(map));
    }

    private static TableShape Shape(JsonObject map) => new(
        OptionalText(map, "delimiter"), OptionalText(map, "encoding"), OptionalText(map, "sheet"),
        map["header"] is { } header ? Whole(header, map, 1, 1_048_576) : null,
        CarriesMergedDown: OneWord(map, "merged", "carryDown"), SkipsHiddenRows: OneWord(map, "hiddenRows", "skip"),
        OptionalText(map, "footer") is { } footer ? Pattern(footer, map) : null);

    private static Edition? Edition(JsonObject map)
    {
        if (Optional<JsonObject>(map, "replaces") is not { } replaces)
        {
            return null;
        }

        Allow(replaces, ["edition"]);
        return new(Whole(Required<JsonNode>(replaces, "edition"), replaces, Import.Edition.Least, Import.Edition.Most));
    }

    private EventTemplate Event(JsonObject map)
    {
        Allow(map, ["name", "key", "type", "when", "data", .. _attributes]);
        var type = Text(Required<JsonNode>(map, "type"), map);
        if (!EventType().IsMatch(type))
        {
            throw At(map["type"]!, $"“{type}”不是 enforcement.case.filed.v1 这样的类型",
                $"“{type}” is no type such as enforcement.case.filed.v1");
        }

        var name = Text(Required<JsonNode>(map, "name"), map);
        if (name.Length == 0 || name.Contains('/'))
        {
            throw At(map["name"]!, "name 不能为空，也不能有“/”", "name may not be empty nor hold “/”");
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
        var map = node as JsonObject ?? throw At(parent, "条件是一个对象", "a condition is an object");
        Allow(map, ["column", "present", "equals", "matches"]);
        var column = Column.Parse(Text(Required<JsonNode>(map, "column"), map)) with { MayBeEmpty = true };
        if (map.ContainsKey("present") && map["present"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw At(map, "“present”只能是 true 或 false", "“present” is true or false");
        }

        if (!map.ContainsKey("present") && !map.ContainsKey("equals") && !map.ContainsKey("matches"))
        {
            throw At(map, "条件要写“present”、“equals”或“matches”", "a condition says “present”, “equals” or “matches”");
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
            return node is JsonArray
                ? throw At(parent, "这里要一个值，不是一列值", "one value stands here, not a list")
                : new Constant(node?.DeepClone());
        }

        var kinds = _kinds.Keys.Where(map.ContainsKey).ToList();
        if (kinds.Count != 1)
        {
            throw At(map, $"一个值恰好写这些之一：{string.Join('、', _kinds.Keys)}",
                $"a value is exactly one of these: {string.Join(", ", _kinds.Keys)}");
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
                return _defined.GetValueOrDefault(text) ?? throw At(map, $"“{text}”在用到之前没有定义",
                    $"“{text}” is used before it is defined");
            case "lookup":
                var table = Required<JsonObject>(map, "table").ToDictionary(entry => entry.Key, entry => entry.Value?.DeepClone());
                return new Lookup(column, table, map.ContainsKey("default"), map["default"]?.DeepClone());
            case "match":
                return new FirstMatch(column, [.. Required<JsonArray>(map, "rules").Select(rule => Rule(rule, map))],
                    map.ContainsKey("default"), map["default"]?.DeepClone());
            case "date":
                string[] formats = map["in"] is JsonArray several
                    ? [.. several.Select(format => Text(format, map))]
                    : OptionalText(map, "in") is { } format ? [format] : [];
                return new Date(column, formats, OptionalText(map, "out") ?? Date.Day);
            case "retires":
                return Retires.Ages.TryGetValue(Text(Required<JsonNode>(map, "age"), map), out var age)
                    ? new Retires(column, age, map["earliest"]?.GetValueKind() == JsonValueKind.True)
                    : throw At(map, "“age”写 60、55 或 50", "“age” is 60, 55 or 50");
            case "money":
                var unit = Text(Required<JsonNode>(map, "unit"), map);
                return !Money.Units.TryGetValue(unit, out var fen)
                    ? throw At(map, $"“{unit}”不是金额单位；可写{string.Join('、', Money.Units.Keys)}",
                        $"“{unit}” is no unit of money; write {string.Join(", ", Money.Units.Keys)}")
                    : Money.UnitIn(column.Name) is { } named && Money.Units[named] != fen
                        ? throw At(map, $"列名“{column.Name}”说单位是{named}，unit 却写“{unit}”",
                            $"the column “{column.Name}” says {named}, but unit says “{unit}”")
                        : new Money(column, unit);
            default:
                try
                {
                    return new Template(text);
                }
                catch (FormatException wrong)
                {
                    throw At(map, wrong.Message, $"the braces of “{text}” do not match, or hold no column", wrong);
                }
        }
    }

    private static (Regex Pattern, JsonNode? Value) Rule(JsonNode? node, JsonObject parent)
    {
        var rule = node as JsonObject ?? throw At(parent, "规则是一个对象，写明“pattern”和“value”",
            "a rule is an object with “pattern” and “value”");
        Allow(rule, ["pattern", "value"]);
        return rule.ContainsKey("value")
            ? (Pattern(Text(Required<JsonNode>(rule, "pattern"), rule), rule), rule["value"]?.DeepClone())
            : throw At(rule, "缺“value”", "“value” is missing");
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
            throw At(place, $"模式“{pattern}”不能用：{wrong.Message}", $"the pattern “{pattern}” cannot be used: {wrong.Message}", wrong);
        }
    }

    private static void Allow(JsonObject map, string[] names)
    {
        if (map.Select(member => member.Key).FirstOrDefault(name => !name.StartsWith('_') && !names.Contains(name)) is { } unknown)
        {
            throw At(map, $"这里不认识“{unknown}”；可写{string.Join('、', names)}",
                $"“{unknown}” is not known here; write {string.Join(", ", names)}");
        }
    }

    private static T Required<T>(JsonObject map, string name) where T : JsonNode =>
        Optional<T>(map, name) ?? throw At(map, $"缺“{name}”", $"“{name}” is missing");

    private static T? Optional<T>(JsonObject map, string name) where T : JsonNode => map[name] switch
    {
        null => null,
        T node => node,
        _ => throw At(map, $"“{name}”应是{(typeof(T) == typeof(JsonArray) ? "一列值" : "一个对象")}",
            $"“{name}” is {(typeof(T) == typeof(JsonArray) ? "a list" : "an object")}"),
    };

    private static string? OptionalText(JsonObject map, string name) => map[name] is { } node ? Text(node, map) : null;

    private static string Text(JsonNode? node, JsonNode parent) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw At(node ?? parent, "这里要一段文字",
            "a text stands here");

    private static long Whole(JsonNode node, JsonNode parent, long least, long most) =>
        node is JsonValue value && value.TryGetValue<long>(out var number) && number >= least && number <= most
            ? number
            : throw At(parent, $"{node.ToJsonString()} 不是 {least} 至 {most} 的整数",
                $"{node.ToJsonString()} is no whole number from {least} to {most}");

    /// <summary>Whether the map says the only word that may stand there.</summary>
    private static bool OneWord(JsonObject map, string name, string word) => OptionalText(map, name) switch
    {
        null => false,
        var said when said == word => true,
        var said => throw At(map[name]!, $"“{said}”在这里不认识；只可写“{word}”",
            $"“{said}” is not known here; write “{word}”"),
    };

    private static MapException At(JsonNode place, string chinese, string english, Exception? inner = null) =>
        new($"映射 {place.GetPath()} 处：{chinese}。", $"The map at {place.GetPath()}: {english}.", inner);

    [GeneratedRegex(@"^enforcement\.[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*\.v[0-9]+$")]
    private static partial Regex EventType();
}
