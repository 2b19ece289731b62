using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// A day or an instant: <c>{"date": "start_date", "in": ["M/d/yyyy"], "out": "yyyy-MM-dd"}</c>. It is read by the formats <c>in</c> (.NET
/// formats, or <c>serial</c> and <c>serial1904</c> for a spreadsheet's day numbers that have become text), else in one of the forms that
/// can mean one day only (<see cref="CivilTime"/>), else, a number of a sheet, as its day. It is written in the .NET format <c>out</c>,
/// default yyyy-MM-dd; an instant with a constant offset, <c>"out": "yyyy-MM-dd'T'HH:mm:ss'+08:00'"</c>, so that the machine's time zone
/// never matters. Before 1990 and after 2100 there is no enforcement: such a day is a slip or a program's zero.
/// </summary>
internal sealed class Date(Column column, IReadOnlyList<string> formats, string output) : Leaf
{
    public const string Day = "yyyy-MM-dd";
    public const string Serial = "serial";
    public const string Serial1904 = "serial1904";

    private const int EarliestYear = 1990;
    private const int LatestYear = 2100;

    private readonly string[] _formats = [.. formats.Where(format => format is not (Serial or Serial1904))];

    /// <summary>Days from the zero of the text's count to that of <see cref="Cell.Serial"/>; null: a number in text is no day.</summary>
    private readonly int? _shift = formats.Contains(Serial1904) ? CivilTime.Shift1904 : formats.Contains(Serial) ? 0 : null;

    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { } cell)
        {
            return null;
        }

        if (!TryRead(cell, out var date))
        {
            errors.Add(column, $"{RowErrors.Quote(cell.Text)}不是日期（可写作 {string.Join("、", formats.Append("2026-03-01"))}）",
                $"{RowErrors.Quote(cell.Text)} is no day (it may be written {string.Join(", ", formats.Append("2026-03-01"))})");
            return null;
        }

        if (date.Year is < EarliestYear or > LatestYear)
        {
            errors.Add(column, $"{RowErrors.Quote(cell.Text)}不在 {EarliestYear} 年至 {LatestYear} 年之间",
                $"{RowErrors.Quote(cell.Text)} is not between {EarliestYear} and {LatestYear}");
            return null;
        }

        return JsonValue.Create(date.ToString(output, CultureInfo.InvariantCulture));
    }

    private bool TryRead(Cell cell, out DateTime date) =>
        DateTime.TryParseExact(FullWidth.Fold(cell.Text), _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        || CivilTime.TryParse(cell.Text, out date)
        || (cell.Serial is { } serial && CivilTime.TryFromSerial(serial, out date))
        || (_shift is { } shift && double.TryParse(cell.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && CivilTime.TryFromSerial(number + shift, out date));
}
