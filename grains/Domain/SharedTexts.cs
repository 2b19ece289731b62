using System.IO.Hashing;
using System.Text;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Codes that repeat (sources, teams, items, certificates, words) as one string each. It holds so many and no more: a new one takes the
/// place of another, so that what upstream sends cannot fill the memory.
/// </summary>
internal static class SharedTexts
{
    private const int Places = 4096;
    private const int Longest = 40;
    private static readonly string?[] Held = new string?[Places];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest || !Ascii.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref Held[XxHash3.HashToUInt64(utf8) % Places];
        return place is { } held && Ascii.Equals(utf8, held) ? held : place = Encoding.ASCII.GetString(utf8);
    }
}
