using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>A document with its JSON, written once however many screens get it.</summary>
public sealed class EncodedDocument(Document document)
{
    private byte[]? utf8;

    /// <summary>Nothing changed.</summary>
    public static EncodedDocument Empty { get; } = new(new());

    /// <summary>The document.</summary>
    public Document Document => document;

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8 ??= document.ToUtf8();
}
