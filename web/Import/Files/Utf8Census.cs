using System.Buffers;
using System.Text;

namespace Dashboard.Web.Import.Files;

/// <summary>How much of some bytes is well-formed UTF-8 (Unicode 15, D92): what is not ASCII, counted.</summary>
/// <param name="WellFormed">Characters of two to four bytes.</param>
/// <param name="Long">Of them, those of three or four, as Chinese ones are.</param>
/// <param name="IllFormed">Places where the bytes are none of UTF-8.</param>
/// <param name="Zeros">Zero bytes, which no text in a byte encoding holds, at even and odd places.</param>
internal readonly record struct Utf8Census(long WellFormed, long Long, long IllFormed, (long Even, long Odd) Zeros)
{
    /// <summary>
    /// Not of the file's encoding although its bytes may pass for it: two Chinese characters of UTF-8 stand in no text of another
    /// encoding whose bytes are all well-formed UTF-8.
    /// </summary>
    public bool IsOtherText => IllFormed == 0 && Long >= 2;

    /// <summary>
    /// UTF-8 but for a few bytes. Text of another encoding has, by chance, some characters of two bytes, and hardly any of three.
    /// </summary>
    public bool IsUtf8 => IllFormed == 0 || Long > IllFormed || WellFormed > 4 * IllFormed;

    public static Utf8Census Of(ReadOnlySpan<byte> bytes) => Of(bytes, isEnd: true, out _);

    /// <summary>Of a stream, from where it stands to its end.</summary>
    public static Utf8Census Of(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        var (sum, kept, place) = (default(Utf8Census), 0, 0L);
        for (var read = 1; read > 0;)
        {
            read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var bytes = buffer.AsSpan(0, kept + read);
            var part = Of(bytes, isEnd: read == 0, out var rest);
            sum = sum.Plus(part, oddPlace: place % 2 == 1);
            place += bytes.Length - rest;
            bytes[^rest..].CopyTo(buffer);
            kept = rest;
        }

        return sum;
    }

    /// <param name="bytes">From the beginning of a character.</param>
    /// <param name="isEnd">Nothing follows them.</param>
    /// <param name="rest">How many at the end may be the beginning of a character and were not counted.</param>
    private static Utf8Census Of(ReadOnlySpan<byte> bytes, bool isEnd, out int rest)
    {
        var (well, @long, ill, even, odd) = (0L, 0L, 0L, 0L, 0L);
        var at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] is > 0 and < 0x80)
            {
                at++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var length);
            if (status == OperationStatus.NeedMoreData && !isEnd)
            {
                break;
            }

            if (bytes[at] == 0)
            {
                (even, odd) = at % 2 == 0 ? (even + 1, odd) : (even, odd + 1);
            }
            else if (status == OperationStatus.Done)
            {
                (well, @long) = (well + 1, @long + (length > 2 ? 1 : 0));
            }
            else
            {
                ill++;
            }

            at += length;
        }

        rest = bytes.Length - at;
        return new(well, @long, ill, (even, odd));
    }

    private Utf8Census Plus(Utf8Census other, bool oddPlace)
    {
        var zeros = oddPlace ? (Even: other.Zeros.Odd, Odd: other.Zeros.Even) : other.Zeros;
        return new(WellFormed + other.WellFormed, Long + other.Long, IllFormed + other.IllFormed,
            (Zeros.Even + zeros.Even, Zeros.Odd + zeros.Odd));
    }
}
