using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// A text file of rows after RFC 4180 with a header line; quoted fields may hold quotes and line breaks. Where the map names no
/// delimiter, the one with which the header fits is taken.
/// </summary>
internal sealed class CsvFile : TableFile
{
    // A quote that is never closed would otherwise draw the rest of the file into memory.
    private const int FieldLimit = 1024 * 1024;

    private static readonly (string Delimiter, string Name, string English)[] _delimiters =
        [(",", ",", ","), (";", ";", ";"), ("\t", "制表符", "tab"), ("|", "|", "|")];

    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly long _length;
    private double _position;

    /// <exception cref="MapException">The encoding is not known, or cannot be found out.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CsvFile(string path, ImportMap map) : base(map)
    {
        _path = path;
        using var stream = Open();
        _length = stream.Length;
        (_encoding, var remark) = TextEncoding.Of(stream, map.Shape.Encoding);
        Remark(remark);
    }

    public override double? Progress => _length == 0 ? 1 : _position / _length;

    protected override bool IsPartedByDelimiter => true;

    public override void Dispose()
    {
        // Each reading closes its own stream.
    }

    public override ValueTask<IReadOnlyList<Table>> TablesAsync(CancellationToken cancellation)
    {
        var usual = _path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "\t" : ",";
        var delimiters = Map.Shape.Delimiter is { } said
            ? [(Delimiter: said, Name: said, English: said)]
            : _delimiters.OrderByDescending(known => known.Delimiter == usual).ToArray();
        return ValueTask.FromResult<IReadOnlyList<Table>>([.. delimiters.Select(known =>
            new Table(new($"以“{known.Name}”分隔的各列", $"columns parted by “{known.English}”"), known.Delimiter == usual,
                () => RowsAsync(known.Delimiter, cancellation)))]);
    }

    private FileStream Open() => new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);

    private async IAsyncEnumerable<RawRow> RowsAsync(string delimiter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = Open();
        var badQuotes = false;
        using var parser = new CsvParser(TextEncoding.Reader(stream, _encoding), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            MaxFieldSize = FieldLimit,
            BadDataFound = bad => badQuotes |= !IsTextOfDigits(bad.Field),
        });
        var lastLine = 0;
        while (await NextAsync())
        {
            cancellation.ThrowIfCancellationRequested();
            _position = stream.Position;
            yield return new(Line(parser), [.. parser.Record!.Select(Cell)], Defect());
        }

        async Task<bool> NextAsync()
        {
            badQuotes = false;
            try
            {
                var read = await parser.ReadAsync();
                lastLine = parser.RawRow;
                return read;
            }
            catch (MaxFieldSizeException tooLong)
            {
                throw new ImportStoppedException($"第 {lastLine + 1} 行附近有一格超过 {FieldLimit} 个字符，多半是引号没有成对。",
                    $"Near line {lastLine + 1} a cell is longer than {FieldLimit} characters; most likely a quote is not closed.", tooLong);
            }
        }

        Said? Defect() => parser.RawRecord.Contains(DecodedLines.Broken)
            ? new($"这一行有不属于 {_encoding.WebName.ToUpperInvariant()} 编码的字节",
                $"this line has bytes that are not {_encoding.WebName.ToUpperInvariant()}")
            : badQuotes ? new("引号用得不对（值里的引号要写两遍，整个值再加引号）",
                "quotes are wrong (a quote within a value is written twice, and the whole value stands in quotes)") : null;
    }

    private static Cell Cell(string field) => IsTextOfDigits(field) ? field.Trim()[2..^1] : field;

    /// <summary>As programs write numbers of many digits so that a spreadsheet takes them for text: ="2026112300001871".</summary>
    private static bool IsTextOfDigits(string field) =>
        field.Trim() is ['=', '"', .. var digits, '"'] && !digits.Contains('"');

    /// <summary>The parser knows the last line of a record; the first is as many earlier as the record has line breaks inside.</summary>
    private static long Line(CsvParser parser) => parser.RawRow - LineBreaks(parser.RawRecord.AsSpan().TrimEnd("\r\n"));

    private static int LineBreaks(ReadOnlySpan<char> text)
    {
        var breaks = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && !(at + 1 < text.Length && text[at + 1] == '\n')))
            {
                breaks++;
            }
        }

        return breaks;
    }
}
