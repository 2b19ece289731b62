using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dashboard.Grains;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Leaves;

namespace Dashboard.Web.Import.Suggestion;

/// <summary>
/// A map made from a file: its columns are matched to fields by their names and by how their values look, and the events proposed for which
/// all fields are there. What was assumed stands under <c>_check</c> of the map, and columns that went into no event under <c>_unused</c>.
/// </summary>
internal sealed class MapSuggestion
{
    private const int SampledRows = 200;

    /// <summary>Characters of an amount that is nothing; with any other it is read as money, and is an error when it cannot be.</summary>
    private const string Nothing = @"0０.．,，\s元万¥￥";

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Choices as they stand in a map.</summary>
    public static readonly JsonSerializerOptions ChoicesJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Dictionary<string, SampledColumn> _found;
    private readonly Choices _choices;
    private readonly KnownNames _teams;
    private readonly KnownNames _items;
    private readonly List<Said> _checks =
    [
        new("各字段是否对应；文件里没有的按常情写成固定值（普通程序、区县级、执法人员未知 …），是否合用。",
            "Whether each field is what it says. What the file leaves out is the same in all rows: ordinary procedure, officers unknown."),
    ];

    /// <param name="sample">The file's columns.</param>
    /// <param name="choices">What a person has said of them.</param>
    /// <param name="teams">The registered teams.</param>
    /// <param name="items">The registered items.</param>
    public MapSuggestion(Sample sample, Choices choices, KnownNames teams, KnownNames items)
    {
        (Sample, _choices, _teams, _items) = (sample, choices, teams, items);
        (Kind, _found) = FileKind.All.Where(kind => choices.Kind is null || kind.Id == choices.Kind)
            .DefaultIfEmpty(FileKind.All[0])
            .Select(kind => (Kind: kind, Found: Found(kind)))
            .MaxBy(candidate => candidate.Kind.Fit(candidate.Found));
    }

    /// <summary>What its rows are.</summary>
    public FileKind Kind { get; }

    /// <summary>The file's columns.</summary>
    public Sample Sample { get; }

    /// <summary>What was assumed and should be looked at; whole once the map was made.</summary>
    public IEnumerable<Said> Checks => _checks.Distinct();

    /// <summary>Which column each field was found in.</summary>
    public IReadOnlyDictionary<string, SampledColumn> Columns => _found;

    /// <summary>The map of a file as JSON, by what can be found out alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="today">Day that stands as the time of the events, which the file does not say.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="MapException">The file cannot be read, or its columns make up no event.</exception>
    public static async Task<string> OfAsync(string path, DateOnly today, CancellationToken cancellation)
    {
        using var file = RowFile.Open(path, ImportMap.Blank);
        var sample = await Sample.OfAsync(file, SampledRows, new(), cancellation);
        return new MapSuggestion(sample, new(), KnownNames.None, KnownNames.None).Map(Path.GetFileName(path), today);
    }

    /// <summary>Which registered team (or item) each value of its column means; null where that is to be said.</summary>
    public IEnumerable<(string Value, string? Means)> Values(string field) => _found.TryGetValue(field, out var column)
        ? Distinct(column).Select(value => (value, Means(field, value)))
        : [];

    private static IEnumerable<string> Distinct(SampledColumn column) =>
        column.Values.Select(value => value.Text).Distinct().Take(SampledRows);

    private string? Means(string field, string value) => field == "team"
        ? _choices.Teams.GetValueOrDefault(value) ?? _teams.Find(value) ?? Numbered(value)
        : _choices.Items.GetValueOrDefault(value) ?? _items.Find(value);

    private Dictionary<string, SampledColumn> Found(FileKind kind)
    {
        var found = _choices.Fields is { } said ? Said(kind, Sample.Columns, said) : Match(kind, Sample.Columns, _teams, _items);
        if (kind.Id == "case")
        {
            NameCases(found);
        }

        return found;
    }

    private static Dictionary<string, SampledColumn> Said(
        FileKind kind, IReadOnlyList<SampledColumn> columns, Dictionary<string, string> fields) =>
        fields.Where(said => kind.Has(said.Value))
            .Select(said => (Field: said.Value, Column: columns.FirstOrDefault(column => column.Name == said.Key)))
            .Where(said => said.Column is not null)
            .GroupBy(said => said.Field)
            .ToDictionary(said => said.Key, said => said.First().Column!);

    /// <summary>A case is named by its number where it was filed, else by its document.</summary>
    private static void NameCases(Dictionary<string, SampledColumn> found)
    {
        var id = found.ContainsKey("filedOn") ? found.GetValueOrDefault("caseNo") : found.GetValueOrDefault("docNo");
        if ((id ?? found.GetValueOrDefault("caseNo")) is { } caseId)
        {
            found["caseId"] = caseId;
        }
    }

    /// <summary>Which column is which field: by its whole name, by a part of it, then, for what shows in the values, by these.</summary>
    private static Dictionary<string, SampledColumn> Match(
        FileKind kind, IReadOnlyList<SampledColumn> columns, KnownNames teams, KnownNames items)
    {
        var found = new Dictionary<string, SampledColumn>();
        Take((column, name) => column.Plain == name);
        Take((column, name) => name.Length > 1 && column.Plain.Contains(name, StringComparison.Ordinal));
        TakeByValues("docNo", FieldKind.DocumentNumber);
        TakeByValues("creditCode", FieldKind.CreditCode);
        TakeByMeaning("team", teams);
        TakeByMeaning("item", items);
        return found;

        void Take(Func<SampledColumn, string, bool> isNamed)
        {
            foreach (var (field, name) in kind.Fields.SelectMany(field => field.Names.Select(name => (field, name))))
            {
                if (!found.ContainsKey(field.Id) && Free().FirstOrDefault(column => isNamed(column, name) && column.LooksLike(field.Kind))
                    is { } column)
                {
                    found[field.Id] = column;
                }
            }
        }

        void TakeByValues(string field, FieldKind look)
        {
            if (IsOpen(field) && Free().FirstOrDefault(column => column.Values.Count > 0 && column.LooksLike(look)) is { } column)
            {
                found[field] = column;
            }
        }

        void TakeByMeaning(string field, KnownNames known)
        {
            if (IsOpen(field) && Free().FirstOrDefault(column => column.Values.Count > 0
                && Distinct(column).All(value => known.Find(value) is not null)) is { } column)
            {
                found[field] = column;
            }
        }

        bool IsOpen(string field) => kind.Has(field) && !found.ContainsKey(field);

        IEnumerable<SampledColumn> Free() => columns.Except(found.Values);
    }

    /// <summary>The map as JSON.</summary>
    /// <param name="file">Name of the file, after which the source is named.</param>
    /// <param name="today">Day that stands as the time of the events, which the file does not say.</param>
    /// <exception cref="MapException">The columns make up no event.</exception>
    public string Map(string file, DateOnly today)
    {
        var day = _choices.Day ?? today;
        var source = _choices.Source
            ?? $"/import/{Uri.EscapeDataString(IdentityNumbers.Mask(Path.GetFileNameWithoutExtension(file)))}";
        var events = Kind.Made(_found).Select(proposal => Event(JsonNode.Parse(proposal.Json)!.AsObject(), day)).ToList();
        if (events.Count == 0)
        {
            var names = string.Join('、', Sample.Columns.Select(column => $"“{column.Name}”"));
            throw new MapException($"看不出这些列说的是什么：{names}。要能成为事件，至少要有编号和日期两列（如“案件编号”“立案日期”）。",
                $"These columns make up no event yet: {names}. A number and a day are needed at least (case number, day of filing).");
        }

        var key = _found[events[0].Key];
        if (key.HasBlanks || key.Values.Select(value => value.Text).Distinct().Count() < key.Values.Count)
        {
            _checks.Add(new($"key 用的“{key.Name}”有空值或重复值，请加列，使每一行的 key 各不相同。",
                $"“{key.Name}”, by which rows are known again, is empty or the same in some rows; add columns to key until it differs."));
        }

        var map = new JsonObject
        {
            ["_check"] = new JsonArray([.. Checks.Select(check => JsonValue.Create(check.Chinese))]),
            ["_unused"] = new JsonArray([.. Sample.Columns.Except(_found.Values).Select(column => JsonValue.Create(column.Name))]),
            ["_choices"] = JsonSerializer.SerializeToNode(Settled(source, day), ChoicesJson),
            ["source"] = source,
            ["key"] = new JsonArray(key.Name),
            ["events"] = new JsonArray([.. events.Select(proposed => proposed.Value)]),
        };
        if (_choices.Sheet is { } sheet)
        {
            map["sheet"] = sheet;
        }

        if (_choices.Header is { } header)
        {
            map["header"] = header;
        }

        return map.ToJsonString(_readable);
    }

    /// <summary>All that was said or found out, so that the map can be changed where it was made.</summary>
    private Choices Settled(string source, DateOnly day) => _choices with
    {
        Kind = Kind.Id,
        // Of columns with the same name the first is meant.
        Fields = _found.Where(found => found.Key != "caseId").DistinctBy(found => found.Value.Name)
            .ToDictionary(found => found.Value.Name, found => found.Key),
        Teams = Meanings("team"),
        Items = Meanings("item"),
        Source = source,
        Day = day,
    };

    private Dictionary<string, string> Meanings(string field) => Values(field).Where(value => value.Means is not null)
        .ToDictionary(value => value.Value, value => value.Means!);

    /// <summary>A proposed event with the leaves of its fields; the field that names its subject is its key.</summary>
    private KeyValuePair<string, JsonObject> Event(JsonObject proposed, DateOnly today)
    {
        var subject = proposed["subject"]!.GetValue<string>()[1..];
        var made = new JsonObject
        {
            ["name"] = proposed["name"]!.DeepClone(),
            ["type"] = proposed["type"]!.DeepClone(),
        };
        if (proposed["when"] is { } when)
        {
            made["when"] = when is JsonArray several
                ? new JsonArray([.. several.Select(condition => When(condition!.GetValue<string>()))])
                : When(when.GetValue<string>());
        }

        made["subject"] = Leaf(subject);
        made["time"] = $"{today:yyyy-MM-dd}T00:00:00+08:00";
        if (Kind.Has("team"))
        {
            made["teamid"] = Filled("$team=unassigned");
        }

        if (Kind.Has("item"))
        {
            made["itemcode"] = Filled("$item=unclassified");
        }

        made["data"] = Filled(proposed["data"]!);
        return new(subject, made);
    }

    private JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value)))),
        JsonArray entries => new JsonArray([.. entries.Select(Filled)]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('$') => Filled(text),
        _ => node?.DeepClone(),
    };

    private JsonNode? Filled(string placeholder)
    {
        var (field, otherwise) = placeholder[1..].Split('=') is [var name, var text] ? (name, text) : (placeholder[1..], null);
        var mayBeEmpty = field.EndsWith('?');
        field = field.TrimEnd('?');
        var instead = int.TryParse(otherwise, out var number) ? JsonValue.Create(number)
            : otherwise is ['$', ..] ? Filled(otherwise)
            : JsonValue.Create(otherwise);
        if (!_found.TryGetValue(field.TrimEnd('@'), out var column))
        {
            return field == "team" && _choices.Team is { Length: > 0 } team ? JsonValue.Create(team)
                : field == "item" && _choices.Item is { Length: > 0 } item ? JsonValue.Create(item)
                : instead;
        }

        var leaf = Leaf(field);
        if (mayBeEmpty)
        {
            var kind = leaf.First().Key;
            leaf[kind] = $"{leaf[kind]}?";
        }
        else if (column.HasBlanks && instead is JsonValue && !leaf.ContainsKey("else") && !leaf.ContainsKey("default"))
        {
            var kind = leaf.First().Key;
            leaf[kind] = $"{leaf[kind]}?";
            leaf["else"] = instead;
        }

        return leaf;
    }

    /// <summary>A condition: <c>$fine&gt;0</c>, <c>$fine=0</c> (nothing or only zeros), or a field that must have a value.</summary>
    private JsonObject When(string condition)
    {
        var column = _found[condition[1..].Split('>', '=')[0]].Name;
        return condition.EndsWith(">0", StringComparison.Ordinal) ? new() { ["column"] = column, ["matches"] = $"[^{Nothing}]" }
            : condition.EndsWith("=0", StringComparison.Ordinal) ? new() { ["column"] = column, ["matches"] = $"^[{Nothing}]*$" }
            : new() { ["column"] = column, ["present"] = true };
    }

    /// <summary>The leaf of a field; with @ behind it, an instant of its day.</summary>
    private JsonObject Leaf(string field)
    {
        var column = _found[field.TrimEnd('@')];
        switch (field)
        {
            case "team":
                _checks.Add(new($"“{column.Name}”的各个值对应哪个中队（table），没有写明的归入未分配。",
                    $"Which team each value of “{column.Name}” means (table); what is not named is unassigned."));
                return Table(field, column, "unassigned");
            case "item" when Distinct(column).All(value => (Means(field, value) ?? value) == value):
                return new() { ["column"] = $"{column.Name}?", ["else"] = "unclassified" };
            case "item":
                _checks.Add(new($"“{column.Name}”的各个值对应哪个监管事项（table），没有写明的归入未归类。",
                    $"Which item each value of “{column.Name}” means (table); what is not named is unclassified."));
                return Table(field, column, "unclassified");
            case "result":
                _checks.Add(new($"“{column.Name}”的各个值各是什么结果（rules）。", $"Which result each value of “{column.Name}” is (rules)."));
                return new()
                {
                    ["match"] = column.Name,
                    ["rules"] = new JsonArray(Rule("未发现|无问题|没有问题|^合格|正常|通过", "NoProblem"), Rule("立案|移送|移交", "ToOther"),
                        Rule("不合格|问题|整改|责令|违", "FixedOnSpot")),
                };
            default:
                return Leaf(column, Field.All.FirstOrDefault(known => known.Id == field.TrimEnd('@'))?.Kind, field.EndsWith('@'));
        }
    }

    private JsonObject Leaf(SampledColumn column, FieldKind? kind, bool isInstant)
    {
        var name = column.Name.ReplaceLineEndings("");
        switch (kind)
        {
            case FieldKind.Day:
                var leaf = new JsonObject { ["date"] = name };
                if (_choices.Formats.TryGetValue(column.Name, out var written) && written.Length > 0)
                {
                    leaf["in"] = written;
                }
                else if (column.DayFormats() is [var format])
                {
                    _checks.Add(new($"“{column.Name}”是否按 {format} 写（月、日次序）。",
                        $"Whether “{column.Name}” is written {format} (month or day first)."));
                    leaf["in"] = format;
                }

                if (isInstant)
                {
                    leaf["out"] = "yyyy-MM-dd'T'HH:mm:ss'+08:00'";
                }

                return leaf;
            case FieldKind.Money:
                var unit = Money.UnitIn(column.Name) ?? (_choices.Units.TryGetValue(column.Name, out var chosen) ? chosen : null);
                if (unit is null)
                {
                    _checks.Add(new($"“{column.Name}”的金额单位，列名里没有写，暂按元。",
                        $"The unit of “{column.Name}”, which its name does not say: taken for yuan (元)."));
                }

                return new() { ["money"] = name, ["unit"] = unit ?? "元" };
            case FieldKind.Whole:
                return new() { ["integer"] = name };
            default:
                return new() { ["column"] = name };
        }
    }

    private static JsonObject Rule(string pattern, string value) => new() { ["pattern"] = pattern, ["value"] = value };

    private JsonObject Table(string field, SampledColumn column, string otherwise) => new()
    {
        ["lookup"] = $"{column.Name}?",
        ["table"] = new JsonObject(Distinct(column).Select(value =>
            KeyValuePair.Create(value, (JsonNode?)JsonValue.Create(Means(field, value) is { Length: > 0 } id ? id : otherwise)))),
        ["default"] = otherwise,
    };

    /// <summary>T03 for 三中队, where that is a team; a name that says no number is for a person to match.</summary>
    private string? Numbered(string name) =>
        name.IndexOf("中队", StringComparison.Ordinal) is > 0 and var end && "一二三四五六七八九".IndexOf(name[end - 1]) is >= 0 and var at
            && (_teams == KnownNames.None || _teams.Of.ContainsKey($"T0{at + 1}"))
            ? $"T0{at + 1}"
            : null;
}
