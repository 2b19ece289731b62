using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Import.Leaves;

/// <summary>A whole number, also written 4.0: <c>{"integer": "persons"}</c>; digits may be grouped by three.</summary>
internal sealed partial class WholeNumber(Column column) : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { Text: var text })
        {
            return null;
        }

        if (Written().Match(FullWidth.Fold(text)) is { Success: true } match
            && decimal.TryParse(match.Groups["sign"].Value + PlainNumber.Digits(match.Groups["number"].Value), NumberStyles.Float,
                CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue)
        {
            return JsonValue.Create((long)number);
        }

        errors.Add(column, $"{RowErrors.Quote(text)}不是整数{PlainNumber.OnCommas(text).Chinese}",
            $"{RowErrors.Quote(text)} is no whole number{PlainNumber.OnCommas(text).English}");
        return null;
    }

    [GeneratedRegex($"^(?<sign>[+-]?){PlainNumber.Pattern}$")]
    private static partial Regex Written();
}
