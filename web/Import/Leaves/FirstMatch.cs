using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// Regular expressions in order, the first that matches wins, upper and lower case alike:
/// <c>{"match": "description?", "rules": [{"pattern": "SIGN", "value": "S20"}], "default": "unclassified"}</c>.
/// An empty column is matched as "". No match: the default; without a default an error (empty and allowed to be: left out).
/// </summary>
internal sealed class FirstMatch(Column column, IReadOnlyList<(Regex Pattern, JsonNode? Value)> rules, bool hasDefault, JsonNode? otherwise)
    : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        var text = column.Read(row, errors)?.Text;
        foreach (var (pattern, value) in rules)
        {
            if (pattern.IsMatch(text ?? ""))
            {
                return value?.DeepClone();
            }
        }

        if (hasDefault)
        {
            return otherwise?.DeepClone();
        }

        if (text is not null)
        {
            errors.Add(column, $"{RowErrors.Quote(text)}与映射的任何模式都不相符", $"{RowErrors.Quote(text)} matches no pattern of the map");
        }

        return null;
    }
}
