namespace Dashboard.Grains.Domain;

/// <summary>Unified social credit code, 18 characters with a check character (GB 32100-2015 §5).</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Value of each ASCII character; -1 where it has none.</summary>
    private static readonly sbyte[] Values =
        [.. Enumerable.Range(0, 128).Select(character => (sbyte)Alphabet.IndexOf((char)character, StringComparison.Ordinal))];

    /// <summary>The code as registers write it: half width, upper case, without blanks and dashes.</summary>
    public static string Normalise(string code)
    {
        var folded = Folded.Of(code);
        return folded.Contains('-', StringComparison.Ordinal) ? folded.Replace("-", "", StringComparison.Ordinal) : folded;
    }

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

    /// <summary>
    /// True when besides its check character all parts of the code are as nearly all firms have them: registered as an enterprise, a public
    /// institution or a society, in a province, with the organisation's own check character (GB 11714). Nearly no citizen's number is.
    /// </summary>
    public static bool IsWhole(string code) =>
        IsValid(code) && (code[0], code[1]) is ('1' or '5' or '9', '1' or '2' or '3' or '9')
        && (code.AsSpan(2, 2) is "10" || IsProvince(code.AsSpan(2))) && code[16] == OrganisationCheck(code.AsSpan(8, 8));

    /// <summary>A text begins with the two digits of a province, a municipality or a special region (GB/T 2260).</summary>
    public static bool IsProvince(ReadOnlySpan<char> region) =>
        (region[0] - '0', region[1] - '0') is (1, >= 1 and <= 5) or (2 or 8, >= 1 and <= 3) or (3, >= 1 and <= 7) or (4, >= 1 and <= 6)
            or (5, >= 0 and <= 4) or (6, >= 1 and <= 5) or (7, 1);

    private static char OrganisationCheck(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            sum += (char.IsAsciiDigit(number[i]) ? number[i] - '0' : number[i] - 'A' + 10) * OrganisationWeights[i];
        }

        return "0X987654321"[sum % 11];
    }
}
