using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>The text of a column: <c>{"column": "case_num"}</c>.</summary>
internal sealed class ColumnText(Column column) : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors) =>
        column.ReadText(row, errors) is { } text ? JsonValue.Create(text) : null;
}
