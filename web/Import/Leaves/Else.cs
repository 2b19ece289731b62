using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>What stands instead when a leaf is left out: <c>{"use": "team", "else": "unassigned"}</c>.</summary>
internal sealed class Else(Leaf leaf, JsonNode? value) : Leaf
{
    public override IEnumerable<Column> Columns => leaf.Columns;

    public override JsonNode? Make(SourceRow row, RowErrors errors) => leaf.Make(row, errors) ?? value?.DeepClone();
}
