using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>A JSON array of leaves; elements without a value are left out.</summary>
internal sealed class Elements(IReadOnlyList<Leaf> elements) : Leaf
{
    public override IEnumerable<Column> Columns => elements.SelectMany(element => element.Columns);

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        var made = new JsonArray();
        foreach (var element in elements)
        {
            if (element.Make(row, errors) is { } value)
            {
                made.Add(value);
            }
        }

        return made;
    }
}
