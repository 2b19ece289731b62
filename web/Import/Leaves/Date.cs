using System.Globalization;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// A date or time in one of the formats <c>in</c>, written in the format <c>out</c> (both .NET formats, default yyyy-MM-dd):
/// <c>{"date": "start_date", "in": ["yyyy-MM-dd", "M/d/yyyy"]}</c>. The unambiguous forms yyyy-MM-dd and yyyy-MM-dd HH:mm:ss are
/// always read, because date cells of a sheet arrive so. An instant is written with a constant offset,
/// <c>"out": "yyyy-MM-dd'T'HH:mm:ss'+08:00'"</c>, so that the machine's time zone never matters.
/// </summary>
internal sealed class Date(Column column, IReadOnlyList<string> formats, string output) : Leaf
{
    public const string Day = "yyyy-MM-dd";

    private readonly string[] _formats = [.. formats, Day, "yyyy-MM-dd HH:mm:ss"];

    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return JsonValue.Create(date.ToString(output, CultureInfo.InvariantCulture));
        }

        errors.Add($"“{column.Name}”: “{text}” is not a date of the form {string.Join(" or ", formats)}");
        return null;
    }
}
