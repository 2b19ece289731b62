using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// The day of retirement of who was born on a day, which is not sent: <c>{"retires": "birth", "age": "60"}</c>; <c>age</c> is the original
/// age, 60, 55 or 50 (<see cref="Retirement"/>), <c>"earliest": true</c> the earliest month that may be chosen.
/// </summary>
internal sealed class Retires(Column column, OriginalAge age, bool isEarliest) : Leaf
{
    /// <summary>The original ages as a map writes them.</summary>
    public static IReadOnlyDictionary<string, OriginalAge> Ages { get; } = new Dictionary<string, OriginalAge>
    {
        ["60"] = OriginalAge.Sixty, ["55"] = OriginalAge.FiftyFive, ["50"] = OriginalAge.Fifty,
    };

    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { } cell)
        {
            return null;
        }

        // What was read is said by no error: it is the day of somebody's birth.
        if (!CivilTime.TryParse(cell.Text, out var born) && !(cell.Serial is { } serial && CivilTime.TryFromSerial(serial, out born)))
        {
            errors.Add(column, "不是日期（可写作 1970-03-01）", "this is no day (it may be written 1970-03-01)");
            return null;
        }

        var (retires, earliest) = Retirement.Of(DateOnly.FromDateTime(born), age);
        return JsonValue.Create((isEarliest ? earliest : retires).ToString(Date.Day, CultureInfo.InvariantCulture));
    }
}
