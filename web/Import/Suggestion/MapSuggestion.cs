using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Leaves;
using Dashboard.Web.Ingest;

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

    private readonly Dictionary<string, SampledColumn> _found;
    private readonly List<string> _checks = ["各字段是否对应；写成固定值的（teamId、officers、procedure、decidingAuthority …）是否合用。"];

    private MapSuggestion(Dictionary<string, SampledColumn> found) => _found = found;

    /// <summary>The map as JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="today">Day that stands as the time of the events, which the file does not say.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="MapException">The file cannot be read, or its columns make up no event.</exception>
    public static async Task<string> OfAsync(string path, DateOnly today, CancellationToken cancellation)
    {
        using var file = RowFile.Open(path, ImportMap.Blank);
        var columns = await Sample.ColumnsAsync(file, SampledRows, cancellation);
        var suggestion = new MapSuggestion(Match(columns));
        return suggestion.Map(path, today, columns).ToJsonString(_readable);
    }

    /// <summary>Which column is which field: by its whole name, by a part of it, then, for what shows in the values, by these.</summary>
    private static Dictionary<string, SampledColumn> Match(IReadOnlyList<SampledColumn> columns)
    {
        var found = new Dictionary<string, SampledColumn>();
        Take((column, name) => column.Plain == name);
        Take((column, name) => name.Length > 1 && column.Plain.Contains(name, StringComparison.Ordinal));
        TakeByValues("docNo", FieldKind.DocumentNumber);
        TakeByValues("creditCode", FieldKind.CreditCode);
        var id = found.ContainsKey("filedOn") ? found.GetValueOrDefault("caseNo") : found.GetValueOrDefault("docNo");
        if ((id ?? found.GetValueOrDefault("caseNo")) is { } caseId)
        {
            found["caseId"] = caseId;
        }

        return found;

        void Take(Func<SampledColumn, string, bool> isNamed)
        {
            foreach (var (field, name) in Field.All.SelectMany(field => field.Names.Select(name => (field, name))))
            {
                if (!found.ContainsKey(field.Id) && Free().FirstOrDefault(column => isNamed(column, name) && column.LooksLike(field.Kind))
                    is { } column)
                {
                    found[field.Id] = column;
                }
            }
        }

        void TakeByValues(string field, FieldKind kind)
        {
            if (!found.ContainsKey(field) && Free().FirstOrDefault(column => column.Values.Count > 0 && column.LooksLike(kind))
                is { } column)
            {
                found[field] = column;
            }
        }

        IEnumerable<SampledColumn> Free() => columns.Except(found.Values);
    }

    private JsonObject Map(string path, DateOnly today, IReadOnlyList<SampledColumn> columns)
    {
        var events = Proposal.All
            .Where(proposal => proposal.Needs.All(_found.ContainsKey) && !proposal.Unless.Any(_found.ContainsKey))
            .Select(proposal => Event(JsonNode.Parse(proposal.Json)!.AsObject(), today))
            .ToList();
        if (events.Count == 0)
        {
            throw new MapException($"看不出这些列说的是什么：{string.Join('、', columns.Select(column => $"“{column.Name}”"))}。"
                + "要能成为事件，至少要有编号和日期两列（如“案件编号”“立案日期”）。");
        }

        var key = _found[events[0].Key];
        if (key.HasBlanks || key.Values.Select(value => value.Text).Distinct().Count() < key.Values.Count)
        {
            _checks.Add($"key 用的“{key.Name}”有空值或重复值，请加列，使每一行的 key 各不相同。");
        }

        var name = IdentityNumbers.Mask(Path.GetFileNameWithoutExtension(path));
        return new()
        {
            ["_check"] = new JsonArray([.. _checks.Distinct().Select(check => JsonValue.Create(check))]),
            ["_unused"] = new JsonArray([.. columns.Except(_found.Values).Select(column => JsonValue.Create(column.Name))]),
            ["source"] = $"/import/{Uri.EscapeDataString(name)}",
            ["key"] = new JsonArray(key.Name),
            ["events"] = new JsonArray([.. events.Select(proposed => proposed.Value)]),
        };
    }

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
        made["teamid"] = Filled("$team=unassigned");
        made["itemcode"] = Filled("$item=unclassified");
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
        var instead = otherwise is "0" ? JsonValue.Create(0) : otherwise is ['$', ..] ? Filled(otherwise) : JsonValue.Create(otherwise);
        if (!_found.TryGetValue(field.TrimEnd('@'), out var column))
        {
            return instead;
        }

        var leaf = Leaf(field);
        if (column.HasBlanks && instead is JsonValue && !leaf.ContainsKey("else") && !leaf.ContainsKey("default"))
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
                _checks.Add($"“{column.Name}”的各个值对应哪个中队（table），没有写明的归入未分配。");
                return new()
                {
                    ["lookup"] = $"{column.Name}?",
                    ["table"] = new JsonObject(column.Values.Select(value => value.Text).Distinct().Take(SampledRows)
                        .Select(value => KeyValuePair.Create(value, (JsonNode?)JsonValue.Create(Team(value))))),
                    ["default"] = "unassigned",
                };
            case "item":
                return new() { ["column"] = $"{column.Name}?", ["else"] = "unclassified" };
            case "result":
                _checks.Add($"“{column.Name}”的各个值各是什么结果（rules）。");
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
                if (column.DayFormats() is [var format])
                {
                    _checks.Add($"“{column.Name}”是否按 {format} 写（月、日次序）。");
                    leaf["in"] = format;
                }

                if (isInstant)
                {
                    leaf["out"] = "yyyy-MM-dd'T'HH:mm:ss'+08:00'";
                }

                return leaf;
            case FieldKind.Money:
                var unit = Money.UnitIn(column.Name);
                if (unit is null)
                {
                    _checks.Add($"“{column.Name}”的金额单位，列名里没有写，暂按元。");
                }

                return new() { ["money"] = name, ["unit"] = unit ?? "元" };
            case FieldKind.Whole:
                return new() { ["integer"] = name };
            default:
                return new() { ["column"] = name };
        }
    }

    private static JsonObject Rule(string pattern, string value) => new() { ["pattern"] = pattern, ["value"] = value };

    /// <summary>T03 for 三中队; a name that says no number is for a person to match.</summary>
    private static string Team(string name) =>
        name.IndexOf("中队", StringComparison.Ordinal) is > 0 and var end && "一二三四五六七八九".IndexOf(name[end - 1]) is >= 0 and var at
            ? $"T0{at + 1}"
            : "unassigned";
}
