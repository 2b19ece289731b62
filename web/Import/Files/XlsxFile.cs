using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// One sheet of an XLSX workbook; the "line" is the sheet's row number. Sheets that are hidden are taken only when the map names them;
/// hidden rows are read unless the map says not to. Costs what stands in the file, whatever its dimension says.
/// </summary>
internal sealed class XlsxFile : TableFile
{
    private readonly string _path;
    private readonly FileStream _stream;
    private SpreadsheetDocument? _document;
    private Workbook? _workbook;
    private long _read;
    private long _rows;
    private long _hiddenRows;

    public XlsxFile(string path, ImportMap map) : base(map) =>
        (_path, _stream) = (path, new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024));

    /// <summary>All sheets in their order; known once the tables were asked for.</summary>
    public IReadOnlyList<(string Name, bool IsHidden)> Sheets { get; private set; } = [];

    public override double? Progress => _rows == 0 ? null : Math.Min(1, (double)_read / _rows);

    protected override bool IsPartedByDelimiter => false;

    public override void Dispose()
    {
        _document?.Dispose();
        _stream.Dispose();
    }

    public override ValueTask<IReadOnlyList<Table>> TablesAsync(CancellationToken cancellation)
    {
        try
        {
            _document = SpreadsheetDocument.Open(_stream, isEditable: false);
            var part = _document.WorkbookPart ?? throw new MapException($"{_path} 里没有工作簿。", $"{_path} holds no workbook.");
            _workbook = new(part);
            var sheets = (part.Workbook?.Sheets?.Elements<Sheet>() ?? [])
                .Where(sheet => sheet.Id?.Value is { } id && part.TryGetPartById(id, out var found) && found is WorksheetPart)
                .ToList();
            Sheets = [.. sheets.Select(sheet => (sheet.Name?.Value ?? "", IsHidden(sheet)))];
            var taken = sheets.Where(IsTaken).ToList();
            if (taken.Count == 0)
            {
                var all = string.Join('、', sheets.Select(Named));
                throw Map.Shape.Sheet is { } named
                    ? new MapException($"{_path} 里没有工作表“{named}”；有{all}。", $"{_path} has no sheet “{named}”; it has {all}.")
                    : new MapException($"{_path} 里的工作表都是隐藏的：{all}；要读哪一张，请在映射中写 \"sheet\"。",
                        $"All sheets of {_path} are hidden: {all}; the map says by \"sheet\" which one is to be read.");
            }

            var others = sheets.Select(Named).ToList();
            return ValueTask.FromResult<IReadOnlyList<Table>>([.. taken.Select(sheet => new Table(
                new($"工作表{Named(sheet)}{Besides(sheet, others, "（未读：", "）")}",
                    $"sheet {Named(sheet)}{Besides(sheet, others, " (not read: ", ")")}"), IsPlain: false,
                RowsOf((WorksheetPart)part.GetPartById(sheet.Id!.Value!))) { Sheet = sheet.Name?.Value })]);

            Func<IAsyncEnumerable<RawRow>> RowsOf(WorksheetPart sheet)
            {
                var outline = new Lazy<SheetOutline>(() => Outline(sheet));
                return () => Rows(sheet, outline.Value, cancellation).ToAsyncEnumerable();
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new MapException($"{_path} 不是可读的表格文件：{broken.Message}", $"{_path} is no workbook that can be read: {broken.Message}",
                broken);
        }
    }

    protected override void RemarkEnd()
    {
        if (_hiddenRows > 0)
        {
            Remark(Map.Shape.SkipsHiddenRows
                ? new($"有 {_hiddenRows} 行是隐藏的，没有读。", $"{_hiddenRows} rows are hidden and were not read.")
                : new($"其中 {_hiddenRows} 行是隐藏的，也读了；不要读，请在映射中写 \"hiddenRows\": \"skip\"。",
                    $"{_hiddenRows} hidden rows were read too; if they should not be, the map says \"hiddenRows\": \"skip\"."));
        }
    }

    private bool IsTaken(Sheet sheet) => Map.Shape.Sheet is { } named ? sheet.Name?.Value == named : !IsHidden(sheet);

    private static bool IsHidden(Sheet sheet) => sheet.State?.Value is { } state && state != SheetStateValues.Visible;

    private static string Named(Sheet sheet) => $"“{sheet.Name?.Value}”{(IsHidden(sheet) ? "（隐藏）" : "")}";

    private static string Besides(Sheet sheet, List<string> all, string before, string after) =>
        all.Count == 1 ? "" : before + string.Join('、', all.Where(other => other != Named(sheet))) + after;

    /// <summary>A file that is broken inside makes the library throw whatever it stumbles over; what is ours is let through.</summary>
    private static bool IsBroken(Exception exception) =>
        exception is not (MapException or ImportStoppedException or OperationCanceledException);

    private SheetOutline Outline(WorksheetPart part)
    {
        using var sheet = part.GetStream(FileMode.Open, FileAccess.Read);
        return Guarded(() => SheetOutline.Read(sheet));
    }

    private IEnumerable<RawRow> Rows(WorksheetPart part, SheetOutline outline, CancellationToken cancellation)
    {
        (_rows, _read, _hiddenRows) = (outline.Rows, 0, 0);
        var merged = new MergedCells(outline, Map.Shape.CarriesMergedDown);
        using var reader = OpenXmlReader.Create(part);
        var line = 0L;
        while (Guarded(() => Next(reader)) is { } row)
        {
            cancellation.ThrowIfCancellationRequested();
            _read++;
            line = row.RowIndex?.Value ?? line + 1;
            var cells = merged.Apply(line, Guarded(() => Cells(row)));
            if (row.Hidden?.Value is true)
            {
                _hiddenRows++;
                if (Map.Shape.SkipsHiddenRows)
                {
                    continue;
                }
            }

            yield return new(line, cells);
        }
    }

    private static Row? Next(OpenXmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                return (Row?)reader.LoadCurrentElement();
            }
        }

        return null;
    }

    private List<Cell> Cells(Row row)
    {
        var cells = new List<Cell>();
        foreach (var cell in row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>())
        {
            var at = cell.CellReference?.Value is { } reference ? SheetOutline.Column(reference) : cells.Count;
            var read = _workbook!.Read(cell);
            if (read.IsBlank || at < 0)
            {
                // A cell that is only coloured may stand far away.
                continue;
            }

            while (cells.Count <= at)
            {
                cells.Add("");
            }

            cells[at] = read;
        }

        return cells;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new ImportStoppedException($"{_path} 读到第 {_read} 行之后读不下去了：{broken.Message}",
                $"{_path} cannot be read further than row {_read}: {broken.Message}", broken);
        }
    }
}
