using System.Text;
using UtfUnknown;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// Which encoding a text file is in, decided for the whole of it and said. A byte order mark is believed; a file that is UTF-8 but for a
/// few bytes is UTF-8, and those lines are errors; another is GB18030 or Big5, whichever its characters are usual in. Where that is not
/// clear, UTF.Unknown decides, also for other scripts; it is not asked first, because it gives up on short files and on one bad byte.
/// </summary>
internal static class TextEncoding
{
    /// <summary>By how much characters must be more usual in one encoding than in the other to settle it.</summary>
    private const double Clear = 0.2;

    /// <summary>The part of the characters that must be usual for a text to be Chinese at all.</summary>
    private const double Chinese = 0.5;

    private static readonly Said ByContent = new("由内容识别", "by its content");

    private static readonly Encoding[] _byteOrderMarks = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="stream">From its beginning; is read to its end.</param>
    /// <param name="named">By the map; null: to be found out.</param>
    /// <exception cref="MapException">There is no encoding of that name, or none can be found that the file is in.</exception>
    public static (Encoding Encoding, Said Remark) Of(Stream stream, string? named)
    {
        var first = new byte[4];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var marked = Array.Find(_byteOrderMarks, known => first.AsSpan(0, read).StartsWith(known.Preamble));
        stream.Position = 0;
        var (encoding, why) = marked is not null ? (marked, new Said("字节顺序标记", "byte order mark"))
            : named is not null ? Named(named, stream)
            : Found(stream);
        var name = encoding.WebName.ToUpperInvariant();
        return (encoding, new($"按 {name} 编码读取（{why.Chinese}）。", $"Read as {name} ({why.English})."));
    }

    /// <summary>A reader in which <see cref="DecodedLines.Broken"/> stands for bytes that are none of the encoding.</summary>
    public static TextReader Reader(Stream stream, Encoding encoding) => encoding.GetByteCount("\n") == 1
        ? new DecodedLines(stream, encoding)
        : new StreamReader(stream, Marking(encoding), detectEncodingFromByteOrderMarks: false);

    /// <summary>The encoding, with <see cref="DecodedLines.Broken"/> for what it cannot decode.</summary>
    public static Encoding Marking(Encoding encoding) => Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback,
        new DecoderReplacementFallback($"{DecodedLines.Broken}"));

    /// <summary>The encoding of a name, unless the file is plainly in another: every name in it would be garbled.</summary>
    private static (Encoding Encoding, Said Why) Named(string name, Stream stream)
    {
        Encoding encoding;
        try
        {
            encoding = Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new MapException($"映射写的编码“{name}”不认识；可写 utf-8、gb18030 或 big5。",
                $"The map's encoding “{name}” is not known; write utf-8, gb18030 or big5.", unknown);
        }

        var census = Utf8Census.Of(stream);
        var byMap = (encoding, new Said("映射写明", "by the map"));
        return encoding.CodePage == Encoding.UTF8.CodePage
            ? census.IsUtf8 ? byMap
                : throw new MapException($"映射写的编码是 {name}，文件却不是 UTF-8。", $"The map says {name}, but the file is not UTF-8.")
            : census.IsOtherText
                ? throw new MapException($"映射写的编码是 {name}，文件却是 UTF-8。", $"The map says {name}, but the file is UTF-8.")
            : byMap;
    }

    private static (Encoding Encoding, Said Why) Found(Stream stream)
    {
        var census = Utf8Census.Of(stream);
        if ((census.Zeros.Even + census.Zeros.Odd) * 10 > stream.Length)
        {
            // Digits and commas in two bytes each, without the mark that should stand before them.
            return (census.Zeros.Odd > census.Zeros.Even ? Encoding.Unicode : Encoding.BigEndianUnicode, ByContent);
        }

        if (census.IsUtf8)
        {
            return (Encoding.UTF8, census.IllFormed == 0 ? ByContent : new($"由内容识别；有 {census.IllFormed} 处字节不合，所在行不读",
                $"by its content; {census.IllFormed} places do not fit, and those lines are not read"));
        }

        stream.Position = 0;
        var usual = DoubleBytes.Of(stream);
        if (Math.Abs(usual.ShareInGb - usual.ShareInBig5) >= Clear)
        {
            return (Encoding.GetEncoding(usual.ShareInGb > usual.ShareInBig5 ? "gb18030" : "big5"), ByContent);
        }

        stream.Position = 0;
        return Detected(CharsetDetector.DetectFromStream(stream).Detected, usual);
    }

    /// <summary>What the library takes it for, which knows more languages and how often their characters follow each other.</summary>
    private static (Encoding Encoding, Said Why) Detected(DetectionDetail? detected, DoubleBytes usual) => detected switch
    {
        { EncodingName: "gb18030" or "gb2312" or "gbk" } => (Encoding.GetEncoding("gb18030"), ByContent),
        { EncodingName: "big5" } => (Encoding.GetEncoding("big5"), ByContent),
        _ when Math.Max(usual.ShareInGb, usual.ShareInBig5) >= Chinese =>
            (Encoding.GetEncoding(usual.ShareInGb >= usual.ShareInBig5 ? "gb18030" : "big5"), ByContent),
        { Encoding: { } other } => (other, new("由内容推测；若不对，请在映射中写 \"encoding\"",
            "guessed from its content; if it is wrong, the map says \"encoding\"")),
        _ => throw new MapException(
            "看不出文件的编码：既不是 UTF-8，也不像 GB18030、Big5 或别的文字。请另存为 UTF-8，或在映射中写 \"encoding\"。",
            "The encoding of the file cannot be told: neither UTF-8 nor like GB18030, Big5 or other text. Save it as UTF-8, or say "
                + "\"encoding\" in the map."),
    };
}
