using System.Buffers.Text;
using System.Text;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>Texts that are the base64 of another text with digits in it.</summary>
internal static class EncodedText
{
    /// <summary>Longer ones are attachments.</summary>
    private const int Longest = 1_024;

    /// <summary>In base64 three digits are four characters of which the first is one of these.</summary>
    private const string OfDigits = "MNO";

    /// <summary>Groups of three digits that stand in a row in any number of 15 or more.</summary>
    private const int MostGroups = 4;

    /// <summary>Whether a text may hide a number: seen without reading it.</summary>
    public static bool MayHoldNumber(ReadOnlySpan<byte> utf8)
    {
        var groups = 0;
        for (var place = 0; place < utf8.Length && groups < MostGroups; place += 4)
        {
            groups = OfDigits.Contains((char)utf8[place], StringComparison.Ordinal) ? groups + 1 : 0;
        }

        return groups == MostGroups && utf8.Length <= Longest;
    }

    /// <summary>The text it is the base64 of; null when it is none that may hold a number.</summary>
    public static string? Read(string text)
    {
        if (text.Length is 0 or > Longest || !Ascii.IsValid(text))
        {
            return null;
        }

        var utf8 = Encoding.ASCII.GetBytes(text);
        if (!MayHoldNumber(utf8))
        {
            return null;
        }

        Span<byte> plain = stackalloc byte[Longest];
        return Base64.DecodeFromUtf8(utf8, plain, out _, out var length) == System.Buffers.OperationStatus.Done
            ? Encoding.Latin1.GetString(plain[..length])
            : null;
    }
}
