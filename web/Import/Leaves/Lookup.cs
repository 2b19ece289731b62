using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// A table: <c>{"lookup": "district?", "table": {"1": "T01"}, "default": "unassigned"}</c>. An empty column is looked up as "".
/// A value that is not in the table takes the default; without a default it is an error (empty and allowed to be: left out).
/// </summary>
internal sealed class Lookup(Column column, IReadOnlyDictionary<string, JsonNode?> table, bool hasDefault, JsonNode? otherwise) : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        var text = column.Read(row, errors)?.Text;
        if (table.TryGetValue(text ?? "", out var value))
        {
            return value?.DeepClone();
        }

        if (hasDefault)
        {
            return otherwise?.DeepClone();
        }

        if (text is not null)
        {
            errors.Add(column, $"{RowErrors.Quote(text)}不在映射的对照表里", $"{RowErrors.Quote(text)} is not in the table of the map");
        }

        return null;
    }
}
