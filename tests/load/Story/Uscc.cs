namespace Dashboard.Load.Story;

/// <summary>Unified social credit codes with a valid check character (GB 32100-2015).</summary>
internal static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Completes 17 characters by their check character.</summary>
    public static string Complete(string seventeen)
    {
        var sum = 0;
        var weight = 1;
        foreach (var character in seventeen)
        {
            sum += Alphabet.IndexOf(character) * weight;
            weight = weight * 3 % 31;
        }

        return seventeen + Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>The valid code of an invented enterprise of the district.</summary>
    public static string Of(int number) => Complete($"91330203MA{number:D7}");
}
