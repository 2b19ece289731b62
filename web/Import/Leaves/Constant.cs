using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>The same value in every row: <c>"Ordinary"</c>, <c>5</c>, <c>{"constant": …}</c>. JSON null leaves the part out.</summary>
internal sealed class Constant(JsonNode? value) : Leaf
{
    public override IEnumerable<Column> Columns => [];

    public override JsonNode? Make(SourceRow row, RowErrors errors) => value?.DeepClone();
}
