namespace Dashboard.Grains.Domain;

/// <summary>Unified social credit code, 18 characters with a check character (GB 32100-2015 §5).</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

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
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
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
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static bool LooksLikeOne(string? text)
    {
        if (text is not { Length: 18 })
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
}
