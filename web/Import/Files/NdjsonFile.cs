using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// A file with one JSON object per line, in UTF-8. Its members are the columns; a member of a member is named with a dot
/// (<c>party.name</c>), null is empty, a list is its JSON text.
/// </summary>
internal sealed class NdjsonFile(string path) : IRowFile
{
    private const int LineLimit = 1024 * 1024;

    private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);

    public IReadOnlyList<Said> Remarks => [];

    public double? Progress => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(_stream, new(bufferSize: 64 * 1024, leaveOpen: true));
        for (var number = 1L; ; number++)
        {
            var (line, end) = await LineAsync(reader, number, cancellation);
            if (Row(number, line) is { } row)
            {
                yield return row;
            }

            if (end)
            {
                yield break;
            }
        }
    }

    public void Dispose() => _stream.Dispose();

    private static async Task<(byte[] Line, bool End)> LineAsync(PipeReader reader, long number, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } newline)
            {
                var line = buffer.Slice(0, newline).ToArray();
                reader.AdvanceTo(buffer.GetPosition(1, newline));
                return (line, false);
            }

            if (buffer.Length > LineLimit)
            {
                throw new ImportStoppedException($"第 {number} 行超过 {LineLimit} 字节；NDJSON 每行是一个对象。",
                    $"Line {number} is longer than {LineLimit} bytes; NDJSON has one object per line.");
            }

            if (result.IsCompleted)
            {
                var line = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return (line, true);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static SourceRow? Row(long number, ReadOnlyMemory<byte> line)
    {
        if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        if (line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return SourceRow.Unreadable(number, new("这一行不是 JSON 对象", "this line is no JSON object"));
            }

            var values = new Dictionary<string, Cell>(StringComparer.Ordinal);
            Flatten(document.RootElement, "", values);
            return new(number, values);
        }
        catch (JsonException broken)
        {
            return SourceRow.Unreadable(number, new($"这一行不是 JSON（第 {broken.BytePositionInLine} 字节处）",
                $"this line is not JSON (at byte {broken.BytePositionInLine})"));
        }
    }

    private static void Flatten(JsonElement element, string prefix, Dictionary<string, Cell> values)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(member.Value, $"{prefix}{member.Name}.", values);
            }
            else
            {
                values[prefix + member.Name] = member.Value.ValueKind switch
                {
                    JsonValueKind.Null => "",
                    JsonValueKind.String => member.Value.GetString()!,
                    _ => member.Value.GetRawText(),
                };
            }
        }
    }
}
