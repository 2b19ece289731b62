using System.Text;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// The text of a file, decoded line by line, so that bytes that are none of the encoding spoil the line on which they stand and no other
/// (a broken double byte would swallow the line's end). <see cref="Broken"/> stands in their place.
/// </summary>
/// <param name="stream">From its beginning.</param>
/// <param name="encoding">One in which line ends are the bytes of ASCII, and no part of another character.</param>
internal sealed class DecodedLines(Stream stream, Encoding encoding) : TextReader
{
    /// <summary>No character of Unicode, so it stands in no text.</summary>
    public const char Broken = '\uFFFF';

    private const int LineLimit = 8 * 1024 * 1024;

    /// <summary>What editors of old put at the end of a text (Ctrl+Z).</summary>
    private const byte EndOfText = 0x1A;

    private readonly Encoding _encoding = TextEncoding.Marking(encoding);
    private readonly bool _isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage;

    private byte[] _bytes = new byte[64 * 1024];
    private int _begin;
    private int _end;
    private long _line;
    private bool _ended;
    private char[] _characters = [];
    private int _at;
    private int _count;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        // As full as can be: readers of CSV look at the next character more easily within what they were given.
        var filled = 0;
        while (filled < buffer.Length && (_at < _count || Decode()))
        {
            var length = Math.Min(buffer.Length - filled, _count - _at);
            _characters.AsSpan(_at, length).CopyTo(buffer[filled..]);
            _at += length;
            filled += length;
        }

        return filled;
    }

    public override int Read() => _at == _count && !Decode() ? -1 : _characters[_at++];

    public override int Peek() => _at == _count && !Decode() ? -1 : _characters[_at];

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => Task.FromResult(Read(buffer, index, count));

    public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Decodes the next line; false at the end.</summary>
    private bool Decode()
    {
        var line = NextLine();
        if (line.Length == 0)
        {
            return false;
        }

        // Without its end, which a broken double byte before it would take for its second half.
        var content = line.TrimEnd("\r\n"u8);
        var most = _encoding.GetMaxCharCount(content.Length) + 2;
        _characters = _characters.Length < most ? new char[most] : _characters;
        _at = 0;
        _count = _encoding.GetChars(content, _characters);
        if (!_isUtf8 && Utf8Census.Of(content).IsOtherText)
        {
            _characters[_count++] = Broken;
        }

        if (content.Length < line.Length)
        {
            _characters[_count++] = (char)line[^1];
        }

        return true;
    }

    /// <summary>The bytes up to and with the next line end; empty at the end of the file.</summary>
    private ReadOnlySpan<byte> NextLine()
    {
        for (var searched = _begin; ;)
        {
            var found = _bytes.AsSpan(searched, _end - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (found >= 0)
            {
                return Take(searched + found + 1);
            }

            searched = _end;
            if (_ended)
            {
                return Take(_end);
            }

            searched -= MakeRoom();
            var read = stream.Read(_bytes, _end, _bytes.Length - _end);
            _ended = read == 0;
            _end += read;
            if (_ended)
            {
                _end = _begin + _bytes.AsSpan(_begin, _end - _begin).TrimEnd(EndOfText).Length;
                searched = Math.Min(searched, _end);
            }
        }
    }

    private ReadOnlySpan<byte> Take(int end)
    {
        var line = _bytes.AsSpan(_begin, end - _begin);
        _begin = end;
        return _line++ == 0 && line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
    }

    /// <summary>Moves what is not taken yet to the front, or widens the buffer; answers how far it was moved.</summary>
    private int MakeRoom()
    {
        if (_end < _bytes.Length)
        {
            return 0;
        }

        if (_begin == 0)
        {
            Array.Resize(ref _bytes, _bytes.Length < LineLimit ? _bytes.Length * 2
                : throw new ImportStoppedException($"第 {_line + 1} 行超过 {LineLimit >> 20} MiB，不像是文本表格。",
                    $"Line {_line + 1} is longer than {LineLimit >> 20} MiB; this is no table of text."));
            return 0;
        }

        var moved = _begin;
        _bytes.AsSpan(_begin, _end - _begin).CopyTo(_bytes);
        (_begin, _end) = (0, _end - _begin);
        return moved;
    }
}
