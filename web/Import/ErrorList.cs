using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Dashboard.Web.Access;

namespace Dashboard.Web.Import;

/// <summary>
/// All row errors and quarantined events of an import as a CSV that a spreadsheet opens (UTF-8 with its mark): 行, 类别 (行错误 or
/// 隔离), 事件, 编码, 说明. The file comes into being with its first line.
/// </summary>
/// <param name="most">So many are written; the rest is counted.</param>
/// <param name="inBoth">Each sentence stands in Chinese and in English.</param>
/// <param name="path">Where; when it cannot be written there, it is written to the folder for temporary files.</param>
internal sealed class ErrorList(string path, long most = long.MaxValue, bool inBoth = false) : IDisposable
{
    private static readonly string[] _columns = ["行", "类别", "事件", "编码", "说明"];
    private static readonly string[] _columnsInBoth = ["行 line", "类别 kind", "事件 event", "编码 code", "说明", "explanation"];

    /// <summary>A spreadsheet would work out a field that begins with = or +.</summary>
    private static CsvConfiguration Safe => new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    private CsvWriter? _writer;

    /// <summary>Where it stands.</summary>
    public string Path { get; private set; } = path;

    public long Count { get; private set; }

    public void Add(long line, string kind, string? id, string? code, Said sentence)
    {
        _writer ??= Open();
        Count++;
        if (Count <= most)
        {
            Write([$"{line}", kind, id ?? "", code ?? "", sentence.Chinese, .. inBoth ? [sentence.English] : Array.Empty<string>()]);
        }
    }

    /// <summary>The row of a watermark, for a list in both languages.</summary>
    public static string Row(Watermark mark)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Safe))
        {
            foreach (var field in (string[])["", "导出 export", "", "", mark.Chinese, mark.English])
            {
                csv.WriteField(field);
            }

            csv.NextRecord();
        }

        return text.ToString();
    }

    public void Dispose() => _writer?.Dispose();

    private CsvWriter Open()
    {
        StreamWriter file;
        try
        {
            file = new(Path, append: false, Encoding.UTF8);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetFileName(Path));
            file = new(Path, append: false, Encoding.UTF8);
        }

        _writer = new(file, Safe);
        Write(inBoth ? _columnsInBoth : _columns);
        return _writer;
    }

    private void Write(string[] fields)
    {
        foreach (var field in fields)
        {
            _writer!.WriteField(field);
        }

        _writer!.NextRecord();
    }
}
