using System.IO.Compression;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>A document with its JSON, written once however many screens get it.</summary>
public sealed class EncodedDocument(Document document)
{
    /// <summary>Below so many bytes packing saves a screen less than unpacking costs it.</summary>
    private const int WorthPacking = 2048;

    private byte[]? utf8;
    private byte[]? packed;

    /// <summary>Nothing changed.</summary>
    public static EncodedDocument Empty { get; } = new(new());

    /// <summary>The document.</summary>
    public Document Document => document;

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8 ??= document.ToUtf8();

    /// <summary>The JSON in the zlib format (RFC 1950), about a quarter of it; null where that is not worth it.</summary>
    public byte[]? Packed => Utf8.Length < WorthPacking ? null : packed ??= Pack();

    private byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using (var packing = new ZLibStream(bytes, CompressionLevel.Fastest))
        {
            packing.Write(Utf8);
        }

        return bytes.ToArray();
    }
}
