using System.Globalization;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>A whole number: <c>{"integer": "persons"}</c>; thousands may be parted by commas.</summary>
internal sealed class WholeNumber(Column column) : Leaf
{
    public override IEnumerable<Column> Columns => [column];

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        if (column.Read(row, errors) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            return JsonValue.Create(number);
        }

        errors.Add($"“{column.Name}”: “{text}” is not a whole number");
        return null;
    }
}
