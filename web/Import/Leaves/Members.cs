using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>A JSON object of leaves; members without a value are left out.</summary>
internal sealed class Members(IReadOnlyList<KeyValuePair<string, Leaf>> members) : Leaf
{
    public override IEnumerable<Column> Columns => members.SelectMany(member => member.Value.Columns);

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        var made = new JsonObject();
        foreach (var (name, leaf) in members)
        {
            if (leaf.Make(row, errors) is { } value)
            {
                made.Add(name, value);
            }
        }

        return made;
    }
}
