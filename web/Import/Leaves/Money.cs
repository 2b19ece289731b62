using System.Globalization;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// An amount of money as whole fen: <c>{"money": "fine", "unit": "yuan"}</c>; the unit is fen, yuan (元) or wan (万元, with up to
/// six decimals). An amount that is negative or has a part of a fen is an error; nothing is rounded. DOMAIN.md §1.12.
/// </summary>
internal sealed class Money(Column column, string unit, int fenPerUnit) : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { } text)
        {
            return null;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (!decimal.TryParse(text.TrimStart('¥', '￥', ' '), Plain, CultureInfo.InvariantCulture, out var amount)
            || amount is < 0 or > 1_000_000_000_000)
        {
            errors.Add($"“{column.Name}”: “{text}” is not an amount in {unit}");
            return null;
        }

        var fen = amount * fenPerUnit;
        if (fen != decimal.Truncate(fen))
        {
            errors.Add($"“{column.Name}”: “{text}” {unit} is not a whole number of fen");
            return null;
        }

        return JsonValue.Create((long)fen);
    }
}
