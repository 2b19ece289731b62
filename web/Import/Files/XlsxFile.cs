using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using MiniExcelLibs;

namespace Dashboard.Web.Import.Files;

/// <summary>One sheet of an XLSX file, whose first row that is not blank names the columns; the "line" is the sheet's row number.</summary>
internal sealed class XlsxFile(string path, ImportMap map) : IRowFile
{
    private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
    private long _line;
    private long _lines;

    public double? Progress => _lines == 0 ? null : Math.Min(1, (double)_line / _lines);

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var rows = await OpenAsync(cancellation);
        Header? header = null;
        while (Next(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            _line++;
            var fields = rows.Current.Values.Select(Text).ToList();
            if (fields.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (header is null)
            {
                header = new(fields, _line, map);
                continue;
            }

            // Cells at the end of a row that hold nothing need not stand in the file.
            while (fields.Count > header.Count && string.IsNullOrWhiteSpace(fields[^1]))
            {
                fields.RemoveAt(fields.Count - 1);
            }

            while (fields.Count < header.Count)
            {
                fields.Add("");
            }

            yield return header.Row(_line, fields);
        }

        if (header is null)
        {
            throw new MapException("The sheet is empty; its first row should name the columns.");
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task<IEnumerator<IDictionary<string, object?>>> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            var sheets = MiniExcel.GetSheetNames(_stream);
            if (map.Sheet is { } sheet && !sheets.Contains(sheet))
            {
                throw new MapException($"{path} has no sheet “{sheet}”; it has {string.Join(", ", sheets.Select(name => $"“{name}”"))}.");
            }

            var sizes = MiniExcel.GetSheetDimensions(_stream);
            var at = map.Sheet is { } named ? sheets.IndexOf(named) : 0;
            _lines = at < sizes.Count ? sizes[at].Rows.Count : 0;
            var rows = await MiniExcel.QueryAsync(_stream, useHeaderRow: false, sheetName: map.Sheet, excelType: ExcelType.XLSX,
                cancellationToken: cancellation);
            return rows.Cast<IDictionary<string, object?>>().GetEnumerator();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException)
        {
            throw new MapException($"{path} is not a sheet that can be read: {broken.Message}", broken);
        }
    }

    private bool Next(IEnumerator<IDictionary<string, object?>> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException)
        {
            throw new ImportStoppedException($"{path} cannot be read after row {_line}: {broken.Message}", broken);
        }
    }

    /// <summary>
    /// A cell as text: dates in ISO form, numbers as they are shown (15 digits, as a spreadsheet keeps), never with an exponent.
    /// </summary>
    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e28 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };
}
