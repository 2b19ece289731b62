using System.Buffers;
using System.Globalization;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Texts that people take for one and the same are folded to one: full width and half, upper case and lower, brackets of every shape,
/// dashes of every length, with blanks and without. By hand, since the product runs without the tables of ICU.
/// </summary>
internal static class Folded
{
    /// <summary>What is longer is folded in memory of its own.</summary>
    private const int Usual = 256;

    /// <summary>Between the full-width forms of ASCII (U+FF01–FF5E) and ASCII itself.</summary>
    private const int Width = '！' - '!';

    private const string Opening = "[{〔【［｛〈《「『〖", Closing = "]}〕】］｝〉》」』〗";
    private const string Dashes = "‐‑‒–—―−﹘﹣－⁃";

    /// <summary>The dot between the parts of a plate, in its many forms.</summary>
    private const string Dots = "·•・‧∙⋅●";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/()._*:,#+&=%~@!?;|\\<>'\"");

    /// <summary>The folded text; the same object when there is nothing to fold.</summary>
    /// <param name="known">What the text was folded to before, so that the same need not be kept twice.</param>
    public static string Of(string text, string? known = null)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        Span<char> room = text.Length <= Usual ? stackalloc char[Usual] : new char[text.Length];
        var folded = room[..Into(room, text)];
        return folded.SequenceEqual(text) ? text : known is not null && folded.SequenceEqual(known) ? known : new(folded);
    }

    /// <summary>Folds into a room that is as long as the text, or longer.</summary>
    /// <returns>How many characters that took: never more than the text has.</returns>
    public static int Into(Span<char> room, ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var character in text)
        {
            if (Of(character) is not '\0' and var folded)
            {
                room[length++] = folded;
            }
        }

        return length;
    }

    /// <summary>A character folded; zero where it is left out.</summary>
    private static char Of(char character)
    {
        character = character is >= '！' and <= '～' ? (char)(character - Width) : character;
        return character switch
        {
            >= '0' and <= '9' or >= 'A' and <= 'Z' or '-' or '(' or ')' => character,
            >= 'a' and <= 'z' => (char)(character - 'a' + 'A'),
            >= '一' and <= '鿿' => character,
            _ when Opening.Contains(character, StringComparison.Ordinal) => '(',
            _ when Closing.Contains(character, StringComparison.Ordinal) => ')',
            _ when Dashes.Contains(character, StringComparison.Ordinal) => '-',
            _ when Dots.Contains(character, StringComparison.Ordinal) => '\0',
            _ when char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format => '\0',
            _ => char.ToUpperInvariant(character),
        };
    }
}
