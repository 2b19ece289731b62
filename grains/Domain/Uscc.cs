namespace Dashboard.Grains.Domain;

/// <summary>Unified social credit code, 18 characters with a check character (GB 32100-2015 §5).</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Value of each ASCII character; -1 where it has none.</summary>
    private static readonly sbyte[] Values =
        [.. Enumerable.Range(0, 128).Select(character => (sbyte)Alphabet.IndexOf((char)character, StringComparison.Ordinal))];

    /// <summary>True when the code has 18 characters of the alphabet and its check character fits.</summary>
    public static bool IsValid(string? code)
    {
        if (code is not { Length: 18 })
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = code[i] < Values.Length ? Values[code[i]] : -1;
            if (value < 0)
            {
                return false;
            }

            sum += value * Weights[i];
        }

        return code[17] == Alphabet[(31 - (sum % 31)) % 31];
    }
}

/// <summary>Recognises a citizen's identity number (GB 11643), so that none is stored by mistake.</summary>
internal static class CitizenId
{
    public const int Length = 18;

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static bool LooksLikeOne(string? text)
    {
        if (text is not { Length: Length })
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            sum += (text[i] - '0') * Weights[i];
        }

        return char.ToUpperInvariant(text[17]) == "10X98765432"[sum % 11];
    }

    /// <summary>
    /// Where in a text, from a place on, the next identity number stands with a possible date of birth and a right check character;
    /// -1 where none does. A firm's credit code that looks like one is none.
    /// </summary>
    public static int IndexIn(ReadOnlySpan<byte> utf8, int from = 0)
    {
        // 17 digits in a row cover one of every 17 places, so nearly no text needs more than a look at a few of its bytes.
        for (var place = from + Length - 2; place < utf8.Length; place += Length - 1)
        {
            if (!char.IsAsciiDigit((char)utf8[place]))
            {
                continue;
            }

            var first = utf8[..place].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
            var digits = utf8[first..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            digits = digits < 0 ? utf8.Length - first : digits;
            if (digits is Length - 1 or Length && utf8.Length >= first + Length && IsOne(utf8.Slice(first, Length)))
            {
                return first;
            }

            place = first + digits - 1;
        }

        return -1;
    }

    private static bool IsOne(ReadOnlySpan<byte> utf8)
    {
        var text = System.Text.Encoding.Latin1.GetString(utf8);
        return LooksLikeOne(text) && text[0] != '0' && text.AsSpan(6, 2) is "19" or "20" && !Uscc.IsValid(text)
            && int.Parse(text.AsSpan(10, 2)) is >= 1 and <= 12 && int.Parse(text.AsSpan(12, 2)) is >= 1 and <= 31;
    }
}
