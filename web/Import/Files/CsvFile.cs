using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dashboard.Web.Import.Files;

/// <summary>A CSV file after RFC 4180 with a header line; quoted fields may hold quotes and line breaks.</summary>
internal sealed class CsvFile : IRowFile
{
    // A quote that is never closed would otherwise draw the rest of the file into memory.
    private const int FieldLimit = 1024 * 1024;

    private readonly FileStream _stream;
    private readonly CsvParser _parser;
    private readonly ImportMap _map;
    private bool _badQuotes;
    private int _lastLine;

    public CsvFile(string path, ImportMap map)
    {
        _map = map;
        _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        var encoding = map.Encoding is { } name ? TextEncoding.Named(name) : TextEncoding.Detect(_stream);
        _stream.Position = 0;
        var delimiter = map.Delimiter == "," && path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "\t" : map.Delimiter;
        _parser = new(new StreamReader(_stream, encoding), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            MaxFieldSize = FieldLimit,
            BadDataFound = _ => _badQuotes = true,
        });
    }

    public double? Progress => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!await NextAsync())
        {
            throw new MapException("The file is empty; its first line should name the columns.");
        }

        var header = new Header(_parser.Record!, Line(), _map);
        while (await NextAsync())
        {
            cancellation.ThrowIfCancellationRequested();
            var fields = _parser.Record!;
            yield return _badQuotes ? SourceRow.Unreadable(Line(),
                "a quote stands where none may (a quote in a field is written twice, and the field in quotes)")
                : header.Row(Line(), fields);
        }
    }

    public void Dispose() => _parser.Dispose();

    private async Task<bool> NextAsync()
    {
        _badQuotes = false;
        try
        {
            var read = await _parser.ReadAsync();
            _lastLine = _parser.RawRow;
            return read;
        }
        catch (MaxFieldSizeException tooLong)
        {
            throw new ImportStoppedException(
                $"The field that begins near line {_lastLine + 1} is longer than {FieldLimit} characters, so probably a quote there is " +
                    "not closed.", tooLong);
        }
    }

    /// <summary>The parser knows the last line of a record; the first is as many earlier as the record has line breaks inside.</summary>
    private long Line() => _parser.RawRow - LineBreaks(_parser.RawRecord.AsSpan().TrimEnd("\r\n"));

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
