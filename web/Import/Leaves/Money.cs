using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// An amount of money as whole fen: <c>{"money": "fine", "unit": "yuan"}</c>. The unit is fen (分), yuan (元) or wan (万元); one that stands
/// in the cell (3.6 万元) outranks the map's. An amount that is negative or has a part of a fen is an error; nothing is rounded.
/// DOMAIN.md §1.12.
/// </summary>
/// <param name="column">Where it stands.</param>
/// <param name="unit">As the map writes it.</param>
internal sealed partial class Money(Column column, string unit) : Leaf
{
    /// <summary>What the server takes in one fact: 10 billion yuan.</summary>
    private const long MostFen = 1_000_000_000_000;

    /// <summary>Fen in each unit, as maps and cells write it.</summary>
    public static readonly IReadOnlyDictionary<string, decimal> Units = new Dictionary<string, decimal>
    {
        ["fen"] = 1, ["分"] = 1,
        ["yuan"] = 100, ["元"] = 100, ["圆"] = 100,
        ["wan"] = 1_000_000, ["万"] = 1_000_000, ["万元"] = 1_000_000, ["万圆"] = 1_000_000,
        ["亿"] = 10_000_000_000, ["亿元"] = 10_000_000_000,
    };

    public override IEnumerable<Column> Columns => [column];

    /// <summary>The unit that a column's name gives in brackets (罚款（万元）, 金额（单位：元）); null when it gives none.</summary>
    public static string? UnitIn(string columnName) =>
        Bracketed().Match(ColumnName.Fold(columnName)) is { Success: true } match ? match.Groups["unit"].Value : null;

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { Text: var text })
        {
            return null;
        }

        if (Written().Match(FullWidth.Fold(text)) is not { Success: true } match
            || !decimal.TryParse(PlainNumber.Digits(match.Groups["number"].Value), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var amount))
        {
            errors.Add(column, $"{RowErrors.Quote(text)}不是以“{unit}”为单位的金额{PlainNumber.OnCommas(text).Chinese}",
                $"{RowErrors.Quote(text)} is no amount in “{unit}”{PlainNumber.OnCommas(text).English}");
            return null;
        }

        var said = match.Groups["unit"] is { Success: true, Value: var inCell } ? inCell : unit;
        if (amount > MostFen || amount * Units[said] is var fen && fen > MostFen)
        {
            errors.Add(column, $"{RowErrors.Quote(text)}按“{said}”计超过 100 亿元",
                $"{RowErrors.Quote(text)} in “{said}” is more than 10 billion yuan");
            return null;
        }

        if (fen != decimal.Truncate(fen))
        {
            errors.Add(column, $"{RowErrors.Quote(text)}按“{said}”计不是整数分", $"{RowErrors.Quote(text)} in “{said}” has parts of a fen");
            return null;
        }

        return JsonValue.Create((long)fen);
    }

    [GeneratedRegex(@"\((?:单位:)?(?:人民币)?(?<unit>分|元|万元|万)\)")]
    private static partial Regex Bracketed();

    [GeneratedRegex($@"^(?:¥|RMB|CNY|人民币)?\s*\+?{PlainNumber.Pattern}\s*(?<unit>分|元|圆|万元|万圆|万|亿元|亿)?[整正]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}
