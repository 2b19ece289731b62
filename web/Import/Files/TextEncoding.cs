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

    private static readonly Encoding[] _byteOrderMarks = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="stream">From its beginning; is read to its end.</param>
    /// <param name="named">By the map; null: to be found out.</param>
    /// <exception cref="MapException">There is no encoding of that name, or none can be found that the file is in.</exception>
    public static (Encoding Encoding, string Remark) Of(Stream stream, string? named)
    {
        var first = new byte[4];
        var read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var marked = Array.Find(_byteOrderMarks, known => first.AsSpan(0, read).StartsWith(known.Preamble));
        stream.Position = 0;
        var (encoding, why) = marked is not null ? (marked, "字节顺序标记") : named is not null ? Named(named, stream) : Found(stream);
        return (encoding, $"按 {encoding.WebName.ToUpperInvariant()} 编码读取（{why}）。");
    }

    /// <summary>A reader in which <see cref="DecodedLines.Broken"/> stands for bytes that are none of the encoding.</summary>
    public static TextReader Reader(Stream stream, Encoding encoding) => encoding.GetByteCount("\n") == 1
        ? new DecodedLines(stream, encoding)
        : new StreamReader(stream, Marking(encoding), detectEncodingFromByteOrderMarks: false);

    /// <summary>The encoding, with <see cref="DecodedLines.Broken"/> for what it cannot decode.</summary>
    public static Encoding Marking(Encoding encoding) => Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback,
        new DecoderReplacementFallback($"{DecodedLines.Broken}"));

    /// <summary>The encoding of a name, unless the file is plainly in another: every name in it would be garbled.</summary>
    private static (Encoding Encoding, string Why) Named(string name, Stream stream)
    {
        Encoding encoding;
        try
        {
            encoding = Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new MapException($"映射写的编码“{name}”不认识；可写 utf-8、gb18030 或 big5。", unknown);
        }

        var census = Utf8Census.Of(stream);
        return encoding.CodePage == Encoding.UTF8.CodePage
            ? census.IsUtf8 ? (encoding, "映射写明") : throw new MapException($"映射写的编码是 {name}，文件却不是 UTF-8。")
            : census.IsOtherText ? throw new MapException($"映射写的编码是 {name}，文件却是 UTF-8。") : (encoding, "映射写明");
    }

    private static (Encoding Encoding, string Why) Found(Stream stream)
    {
        var census = Utf8Census.Of(stream);
        if ((census.Zeros.Even + census.Zeros.Odd) * 10 > stream.Length)
        {
            // Digits and commas in two bytes each, without the mark that should stand before them.
            return (census.Zeros.Odd > census.Zeros.Even ? Encoding.Unicode : Encoding.BigEndianUnicode, "由内容识别");
        }

        if (census.IsUtf8)
        {
            return (Encoding.UTF8, census.IllFormed == 0 ? "由内容识别" : $"由内容识别；有 {census.IllFormed} 处字节不合，所在行不读");
        }

        stream.Position = 0;
        var usual = DoubleBytes.Of(stream);
        if (Math.Abs(usual.ShareInGb - usual.ShareInBig5) >= Clear)
        {
            return (Encoding.GetEncoding(usual.ShareInGb > usual.ShareInBig5 ? "gb18030" : "big5"), "由内容识别");
        }

        stream.Position = 0;
        return Detected(CharsetDetector.DetectFromStream(stream).Detected, usual);
    }

    /// <summary>What the library takes it for, which knows more languages and how often their characters follow each other.</summary>
    private static (Encoding Encoding, string Why) Detected(DetectionDetail? detected, DoubleBytes usual) => detected switch
    {
        { EncodingName: "gb18030" or "gb2312" or "gbk" } => (Encoding.GetEncoding("gb18030"), "由内容识别"),
        { EncodingName: "big5" } => (Encoding.GetEncoding("big5"), "由内容识别"),
        _ when Math.Max(usual.ShareInGb, usual.ShareInBig5) >= Chinese =>
            (Encoding.GetEncoding(usual.ShareInGb >= usual.ShareInBig5 ? "gb18030" : "big5"), "由内容识别"),
        { Encoding: { } other } => (other, "由内容推测；若不对，请在映射中写 \"encoding\""),
        _ => throw new MapException(
            "看不出文件的编码：既不是 UTF-8，也不像 GB18030、Big5 或别的文字。请另存为 UTF-8，或在映射中写 \"encoding\"。"),
    };
}
