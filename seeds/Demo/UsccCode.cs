namespace Dashboard.Seeds.Demo;

/// <summary>Unified social credit codes (GB 32100-2015).</summary>
internal static class UsccCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Adds the check character to the first 17 characters.</summary>
    public static string Complete(string first17)
    {
        int sum = 0, weight = 1;
        foreach (var character in first17)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return first17 + Alphabet[(31 - sum % 31) % 31];
    }
}
