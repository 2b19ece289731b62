using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>
/// Tells the texts that cannot hold an identity number from the few that are worth reading. It is on the way in of every event, so it looks
/// at bytes, sixteen at once, and takes nothing from the heap.
/// </summary>
internal static class NumberScreen
{
    private const int Fewest = 15;

    /// <summary>Full-width digits are <c>EF BC 90</c> to <c>EF BC 99</c>.</summary>
    private const byte WideLead = 0xEF, WideNext = 0xBC, WideZero = 0x90;

    /// <summary>Whether a text is worth reading: it has 15 digits in a row, parted by marks at most, or is base64 of such.</summary>
    public static bool MayHold(ReadOnlySpan<byte> utf8) =>
        utf8.Length >= Fewest && ((Digits(utf8) >= Fewest && HasRow(utf8)) || EncodedText.MayHoldNumber(utf8));

    /// <summary>How many bytes are digits or end as full-width digits do; more than there are digits, never fewer.</summary>
    private static int Digits(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < Vector128<byte>.Count)
        {
            return utf8.Length;
        }

        var count = 0;
        for (var at = 0; at < utf8.Length; at += Vector128<byte>.Count)
        {
            // The last sixteen overlap those before; what was counted is shifted out.
            var from = Math.Min(at, utf8.Length - Vector128<byte>.Count);
            var bytes = Vector128.LoadUnsafe(in MemoryMarshal.GetReference(utf8), (nuint)from);
            var digits = Within(bytes, (byte)'0') | Within(bytes, WideZero);
            count += BitOperations.PopCount(digits.ExtractMostSignificantBits() >> (at - from));
        }

        return count;

        static Vector128<byte> Within(Vector128<byte> bytes, byte zero) =>
            Vector128.LessThanOrEqual(bytes - Vector128.Create(zero), Vector128.Create((byte)9));
    }

    /// <summary>Letters and brackets end a row; marks, blanks and whatever is not ASCII may stand in it.</summary>
    private static bool HasRow(ReadOnlySpan<byte> utf8)
    {
        var row = 0;
        for (var at = 0; at < utf8.Length && row < Fewest; at++)
        {
            var isWide = utf8[at] == WideLead && at + 2 < utf8.Length && utf8[at + 1] == WideNext
                && utf8[at + 2] is >= WideZero and < WideZero + 10;
            row = isWide || utf8[at] is >= (byte)'0' and <= (byte)'9' ? row + 1
                : utf8[at] is > 0x7F or <= (byte)' ' or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'/' ? row
                : 0;
        }

        return row >= Fewest;
    }
}
