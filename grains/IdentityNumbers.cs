using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Grains;

/// <summary>Keeps citizens' identity numbers out of texts that belong to no event: sentences, names of files, a console.</summary>
public static class IdentityNumbers
{
    /// <summary>The text with every identity number masked to its first 3 and last 4 characters (DOMAIN.md §13).</summary>
    public static string Mask(string text) => IdentityNumber.Mask(text, NumberContext.OfText);

    /// <summary>Whether one was masked in a text.</summary>
    public static bool IsMasked(string text) => text.Contains(FoundNumber.Stars, StringComparison.Ordinal);
}
