using System.IO.Compression;
using System.Security;
using System.Text;

namespace Dashboard.Tests.Import;

/// <summary>
/// Writes XLSX files cell by cell as programs of all kinds do, also ones no library would write (a wrong dimension, a formula without its
/// value). Rows and cells are XML of ECMA-376 part 1, 18.3.
/// </summary>
internal sealed class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private readonly List<string> _formats = [];

    /// <summary>The workbook counts days from 1904.</summary>
    public bool From1904 { get; init; }

    /// <summary>A text in the cell.</summary>
    public static string Text(string text) =>
        $"""<c t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(text)}</t></is></c>""";

    /// <summary>A number in the cell, in a format by its index (see <see cref="Format"/>).</summary>
    public static string Number(string number, int style = 0) => $"""<c s="{style}"><v>{number}</v></c>""";

    /// <summary>A row of cells.</summary>
    public static string Row(params string[] cells) => $"<row>{string.Concat(cells)}</row>";

    /// <summary>A row of texts.</summary>
    public static string Texts(params string[] texts) => Row([.. texts.Select(Text)]);

    /// <summary>Adds a number format; a number is one of the built-in ones, else it is a format code. Answers its index.</summary>
    public int Format(string format)
    {
        _formats.Add(format);
        return _formats.Count;
    }

    /// <summary>Adds a sheet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">XML of its rows.</param>
    /// <param name="state">visible, hidden or veryHidden.</param>
    /// <param name="before">XML before the rows.</param>
    /// <param name="after">XML after the rows.</param>
    public XlsxWriter Sheet(string name, IEnumerable<string> rows, string state = "visible", string before = "", string after = "")
    {
        _sheets.Add((name, state,
            $"""<worksheet xmlns="{Main}">{before}<sheetData>{string.Concat(rows)}</sheetData>{after}</worksheet>"""));
        return this;
    }

    /// <summary>Writes the workbook.</summary>
    public string Save(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Write("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            {Part("workbook.xml", "sheet.main")}{Part("styles.xml", "styles")}{Each(at => Part($"worksheets/sheet{at}.xml", "worksheet"))}
            </Types>
            """);
        Write("_rels/.rels", Relations(Related("rId1", "officeDocument", "xl/workbook.xml")));
        Write("xl/_rels/workbook.xml.rels", Relations(Related("styles", "styles", "styles.xml")
            + Each(at => Related($"rId{at}", "worksheet", $"worksheets/sheet{at}.xml"))));
        Write("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Relation}"><workbookPr date1904="{(From1904 ? 1 : 0)}"/>
            <sheets>{Each(Listed)}</sheets></workbook>
            """);
        var formats = _formats.Select((code, at) => (code, Id: code.Length < 4 && int.TryParse(code, out var id) ? id : 200 + at)).ToList();
        var codes = formats.Where(format => format.Id >= 200)
            .Select(format => $"""<numFmt numFmtId="{format.Id}" formatCode="{SecurityElement.Escape(format.code)}"/>""");
        var styles = formats.Select(format => $"""<xf numFmtId="{format.Id}"/>""");
        Write("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts>{string.Concat(codes)}</numFmts>
            <cellXfs><xf numFmtId="0"/>{string.Concat(styles)}</cellXfs></styleSheet>
            """);
        foreach (var (at, sheet) in _sheets.Index())
        {
            Write($"xl/worksheets/sheet{at + 1}.xml", sheet.Xml);
        }

        return path;

        void Write(string name, string xml)
        {
            using var entry = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
            entry.Write($"""<?xml version="1.0" encoding="UTF-8"?>{xml.Trim()}""");
        }

        string Each(Func<int, string> xml) => string.Concat(Enumerable.Range(1, _sheets.Count).Select(xml));

        string Listed(int at) =>
            $"""<sheet name="{_sheets[at - 1].Name}" sheetId="{at}" state="{_sheets[at - 1].State}" r:id="rId{at}"/>""";
    }

    private static string Part(string name, string kind) =>
        $"""<Override PartName="/xl/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>""";

    private static string Related(string id, string kind, string target) =>
        $"""<Relationship Id="{id}" Type="{Relation}/{kind}" Target="{target}"/>""";

    private static string Relations(string each) => $"""<Relationships xmlns="{Package}/relationships">{each}</Relationships>""";
}
