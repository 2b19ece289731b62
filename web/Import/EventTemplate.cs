using System.Text.Json.Nodes;

namespace Dashboard.Web.Import;

/// <summary>One kind of event that a row gives rise to when all conditions of <paramref name="When"/> hold.</summary>
/// <param name="Name">Last part of the event's id; differs between the templates of a map.</param>
/// <param name="Key">Columns that go into the event's id beside the map's key, where a later file may bring another such event for the same
/// row.</param>
/// <param name="Type">CloudEvents type, <c>enforcement.case.filed.v1</c>.</param>
/// <param name="When">Conditions; none: always.</param>
/// <param name="Attributes">Further CloudEvents attributes: subject and time, and where wanted teamid, itemcode, seq, op, batch,
/// recordedat.</param>
/// <param name="Data">The event's data.</param>
internal sealed record EventTemplate(
    string Name, IReadOnlyList<Column> Key, string Type, IReadOnlyList<Condition> When,
    IReadOnlyList<KeyValuePair<string, Leaf>> Attributes, Leaf Data)
{
    public IEnumerable<string> Columns =>
        [.. Key.Select(column => column.Name), .. When.Select(condition => condition.Column.Name),
            .. Attributes.SelectMany(attribute => attribute.Value.Columns).Concat(Data.Columns).Select(column => column.Name)];

    /// <summary>The CloudEvent of a row, with its attributes in a fixed order.</summary>
    public JsonObject Make(string id, string source, SourceRow row, RowErrors errors)
    {
        var made = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = source,
            ["type"] = Type,
        };
        foreach (var (name, leaf) in Attributes)
        {
            if (leaf.Make(row, errors) is { } value)
            {
                made.Add(name, value);
            }
        }

        made.Add("datacontenttype", "application/json");
        made.Add("data", Data.Make(row, errors));
        return made;
    }
}
