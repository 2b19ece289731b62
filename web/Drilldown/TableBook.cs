using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Web.Drilldown;

/// <summary>
/// A table to be taken away: a row of heads, then rows of texts, numbers (a decimal is shown with two places) and nothing.
/// </summary>
internal sealed record TakenTable(string Name, string[] Heads, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Sentences below the rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Writes tables as a workbook (XLSX). Every sheet says below its rows, and at the foot of each printed page, whose copy it is. Texts are
/// written as texts, so that a spreadsheet works none of them out.
/// </summary>
internal static class TableBook
{
    private const uint Plain = 0, Bold = 1, Whole = 2, Decimal = 3, Hundredth = 4;
    private const int Narrowest = 8, Widest = 60;

    public static byte[] Write(IEnumerable<TakenTable> tables, string[] mark)
    {
        using var bytes = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            book.Workbook = new();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheets = book.Workbook.AppendChild(new Sheets());
            foreach (var (at, table) in tables.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = Sheet(table, mark);
                sheets.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)at + 1, Name = table.Name });
            }
        }

        return bytes.ToArray();
    }

    private static Worksheet Sheet(TakenTable table, string[] mark)
    {
        var frozen = new SheetView(new Pane
        {
            VerticalSplit = 1,
            TopLeftCell = "A2",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        }) { WorkbookViewId = 0 };
        var rows = new SheetData(new Row(table.Heads.Select(static head => Cell(head, Bold))));
        rows.Append(table.Rows.Select(static row => new Row(row.Select(static value => Cell(value)))));
        rows.Append(new Row());
        rows.Append(table.Notes.Concat(mark).Select(static line => new Row(Cell(line))));
        var texts = table.Rows.Prepend(table.Heads).Select(static row => Array.ConvertAll(row, Text)).ToList();
        return new(
            new SheetViews(frozen),
            new Columns(Enumerable.Range(0, table.Heads.Length)
                .Select(at => Column(at, texts.Select(row => row.ElementAtOrDefault(at) ?? "")))),
            rows,
            new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0 },
            // An ampersand begins a code there.
            new HeaderFooter(new OddFooter($"&C&8{string.Join(" · ", mark).Replace("&", "&&")}")));
    }

    private static Column Column(int at, IEnumerable<string> texts) => new()
    {
        Min = (uint)at + 1,
        Max = (uint)at + 1,
        CustomWidth = true,
        // A Chinese character is as wide as two digits.
        Width = Math.Clamp(texts.Max(static text => text.Sum(static letter => letter > '\u2e7f' ? 2 : 1)) + 2, Narrowest, Widest),
    };

    private static Cell Cell(object? value, uint style = Plain) => value switch
    {
        long or int => new(new CellValue(Text(value))) { DataType = CellValues.Number, StyleIndex = Whole },
        double => new(new CellValue(Text(value))) { DataType = CellValues.Number, StyleIndex = Decimal },
        decimal => new(new CellValue(Text(value))) { DataType = CellValues.Number, StyleIndex = Hundredth },
        string => new(new InlineString(new Text(Text(value)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
            StyleIndex = style,
        },
        _ => new(),
    };

    /// <summary>
    /// As it is written; what no XML may hold is left out, and so is what is neither text nor number: a member of a document that is null.
    /// </summary>
    private static string Text(object? value) => value is string or long or int or double or decimal
        ? string.Concat(Convert.ToString(value, CultureInfo.InvariantCulture)!.Where(System.Xml.XmlConvert.IsXmlChar))
        : "";

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "0.0" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));
}
