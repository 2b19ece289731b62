using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelNumberFormat;

namespace Dashboard.Web.Import.Files;

/// <summary>What the cells of an XLSX workbook (ECMA-376 part 1, 18) refer to: texts, number formats and the zero of days.</summary>
internal sealed class Workbook
{
    /// <summary>More digits than a spreadsheet keeps: from here on the last ones of a number are lost (IEEE 754 double).</summary>
    private const double FirstInexact = 1e15;

    private readonly IReadOnlyList<string> _texts;
    private readonly IReadOnlyList<NumberShape> _shapes;
    private readonly int _shift;

    public Workbook(WorkbookPart part)
    {
        _texts = part.SharedStringTablePart is { } shared ? Texts(shared) : [];
        _shapes = part.WorkbookStylesPart?.Stylesheet is { } styles ? Shapes(styles) : [];
        _shift = part.Workbook?.WorkbookProperties?.Date1904?.Value is true ? CivilTime.Shift1904 : 0;
    }

    private enum NumberKind
    {
        Plain,
        Day,
        Padded,
    }

    public Cell Read(DocumentFormat.OpenXml.Spreadsheet.Cell cell)
    {
        var value = cell.CellValue?.Text ?? "";
        var kind = cell.DataType?.Value ?? CellValues.Number;
        if (kind == CellValues.Error)
        {
            return new("", Defect: new($"单元格是错误值 {value}", $"the cell is the error {value}"));
        }

        if (kind == CellValues.Number)
        {
            return value.Length > 0 ? Number(value, cell.StyleIndex?.Value)
                : cell.CellFormula is null ? "" : new Cell("", Defect: new("公式没有算出的值（请用表格软件打开、保存一次）",
                    "the formula holds no value (open and save the file once in a spreadsheet)"));
        }

        return kind == CellValues.SharedString ? (int.TryParse(value, out var at) && at >= 0 && at < _texts.Count ? _texts[at] : "")
            : kind == CellValues.InlineString ? TextOf(cell.InlineString)
            : kind == CellValues.Boolean ? (value is "1" or "true" ? "true" : "false")
            : value;
    }

    private Cell Number(string value, uint? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        if (!(Math.Abs(number) < FirstInexact))
        {
            return new(value, Defect: new($"{value} 超过 15 位，表格软件已丢失末位数字；请在原表中把该列设为“文本”格式后重新填写",
                $"{value} has more than 15 digits, and a spreadsheet has lost the last ones; make the column text and fill it in again"));
        }

        var shape = style < _shapes.Count ? _shapes[(int)style] : default;
        var text = shape.Kind switch
        {
            NumberKind.Day when CivilTime.TryFromSerial(number + _shift, out var time) =>
                time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            NumberKind.Padded when number >= 0 => Math.Round(number).ToString(shape.Format, CultureInfo.InvariantCulture),

            // 15 digits, as a spreadsheet keeps and shows them, never with an exponent.
            _ => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        };
        return new(text, number + _shift);
    }

    private static List<string> Texts(SharedStringTablePart part)
    {
        var texts = new List<string>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                texts.Add(TextOf(reader.LoadCurrentElement()));
            }
        }

        return texts;
    }

    /// <summary>All of a rich text, without the readings that may stand above it.</summary>
    private static string TextOf(OpenXmlElement? element) => element is null ? ""
        : string.Concat(element.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text));

    private static List<NumberShape> Shapes(Stylesheet styles)
    {
        var formats = (styles.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .GroupBy(format => format.NumberFormatId?.Value ?? 0)
            .ToDictionary(format => format.Key, format => format.First().FormatCode?.Value ?? "");
        return [.. (styles.CellFormats?.Elements<CellFormat>() ?? []).Select(format => Shape(format.NumberFormatId?.Value ?? 0, formats))];
    }

    /// <summary>Numbers of 14 to 22 and 45 to 47 are days everywhere (18.8.30), 27 to 36 and 50 to 58 in Chinese workbooks.</summary>
    private static NumberShape Shape(uint id, Dictionary<uint, string> formats) =>
        id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) ? new(NumberKind.Day, "")
        : formats.GetValueOrDefault(id) is not { Length: > 0 } code ? default
        : code.Trim('0').Length == 0 ? new(NumberKind.Padded, code)
        : new NumberFormat(code) is { IsValid: true, IsDateTimeFormat: true } ? new(NumberKind.Day, "")
        : default;

    /// <param name="Kind">What the format makes of a number.</param>
    /// <param name="Format">Of a number with leading zeros (00000), which are part of what it names.</param>
    private readonly record struct NumberShape(NumberKind Kind, string Format);
}
