using System.Text;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// Which encoding a text file is in. A byte order mark is believed; without one a file that is valid UTF-8 from end to end is UTF-8,
/// and any other is GB18030, in which Chinese offices' spreadsheets save CSV.
/// </summary>
internal static class TextEncoding
{
    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="stream">Read to its end; the caller goes back to the beginning.</param>
    public static Encoding Detect(Stream stream)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[64 * 1024];
        var characters = new char[bytes.Length + 1];
        var first = true;
        try
        {
            while (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) is > 0 and var read)
            {
                if (first && bytes.AsSpan(0, read) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                {
                    return Encoding.Unicode;
                }

                decoder.GetChars(bytes, 0, read, characters, 0, flush: false);
                first = false;
            }

            decoder.GetChars([], 0, 0, characters, 0, flush: true);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("gb18030");
        }
    }

    /// <exception cref="MapException">There is no encoding of that name.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException unknown)
        {
            throw new MapException($"The map names the encoding “{name}”, which is not known; try utf-8 or gb18030.", unknown);
        }
    }
}
