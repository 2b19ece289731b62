namespace Dashboard.Grains.Contracts;

/// <summary>How a document travels between processes: as its JSON.</summary>
[GenerateSerializer]
public struct DocumentSurrogate
{
    /// <summary>UTF-8 JSON.</summary>
    [Id(0)] public byte[] Utf8 { get; set; }
}

/// <summary>Turns documents into JSON and back at the edge of a process.</summary>
[RegisterConverter]
public sealed class DocumentConverter : IConverter<Document, DocumentSurrogate>
{
    /// <inheritdoc/>
    public Document ConvertFromSurrogate(in DocumentSurrogate surrogate) => Document.Parse(surrogate.Utf8);

    /// <inheritdoc/>
    public DocumentSurrogate ConvertToSurrogate(in Document value) => new() { Utf8 = value.ToUtf8() };
}
