namespace Dashboard.Grains.Contracts;

/// <summary>The mark some editors put before a text in UTF-8.</summary>
public static class ByteOrderMark
{
    /// <summary>A text without it; files put together have one where each began.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> text)
    {
        var mark = "\uFEFF"u8;
        return text.Span.StartsWith(mark) ? text[mark.Length..] : text;
    }
}
