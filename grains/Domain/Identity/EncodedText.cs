using System.Buffers.Text;
using System.Text;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>Texts that are the base64 of another text with digits in it.</summary>
internal static class EncodedText
{
    /// <summary>Longer ones are attachments.</summary>
    private const int Longest = 1_024;

    /// <summary>Three digits are four characters in base64, the first of them M, N or O; so many stand in a row in 15 digits.</summary>
    private const int Groups = 4, Group = 4;

    /// <summary>Whether a text may hide a number: seen at a few of its characters.</summary>
    public static bool MayHoldNumber(ReadOnlySpan<byte> utf8)
    {
        for (var place = Group * (Groups - 1); place < utf8.Length; place += Group * Groups)
        {
            if (!IsOfDigits(utf8[place]))
            {
                continue;
            }

            var groups = 1;
            for (var before = place - Group; before >= 0 && IsOfDigits(utf8[before]); before -= Group)
            {
                groups++;
            }

            for (var after = place + Group; after < utf8.Length && IsOfDigits(utf8[after]); after += Group)
            {
                groups++;
            }

            if (groups >= Groups)
            {
                return utf8.Length <= Longest;
            }
        }

        return false;
    }

    private static bool IsOfDigits(byte character) => character is >= (byte)'M' and <= (byte)'O';

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
