using System.Globalization;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>What is known of a number beside its digits.</summary>
/// <param name="Named">What the name of its field says it is.</param>
/// <param name="Today">Nobody is born later.</param>
/// <param name="HappenedOn">The day of the event it stands in.</param>
internal readonly record struct NumberContext(Named Named, DateOnly Today, DateOnly HappenedOn)
{
    /// <summary>A text that belongs to no event: a sentence, the name of a file.</summary>
    public static NumberContext OfText { get; } = new(Named.Nothing, DateOnly.MaxValue, DateOnly.MaxValue);

    /// <summary>A text on a wall: what may be a number by its form alone is none to be shown.</summary>
    public static NumberContext OfWall { get; } = OfText with { Named = Named.Person };

    /// <summary>Numbers that the event gives as those of its case, document or act; texts may repeat them.</summary>
    public IReadOnlySet<string>? Registered { get; init; }
}

/// <summary>
/// Finds citizens' identity numbers in texts (GB 11643; residents of Hong Kong, Macao and Taiwan and foreigners with permanent residence
/// have numbers of the same make), in whatever digits, however parted, and whatever stands around them.
/// <para>
/// The check character alone decides nothing: one citizen's number in 31 passes as a firm's code, one number of region, day and serial in
/// 11 as a citizen's (DOMAIN.md §1.20). So the region must exist, somebody must be born on the day, and what the words at the number say
/// counts: where they name a register, the holder must be of an age to be a party (Administrative Penalty Law art. 30: from 14 years), else
/// the day is the one on which the register gave the number out; where they name a person's card, an old number of 15 digits and one with
/// a wrong check character count too.
/// </para>
/// </summary>
internal static class IdentityNumber
{
    /// <summary>Characters of the number; the old one has 15.</summary>
    public const int Length = 18;

    /// <summary>Characters of a number given out before 1999, without century and check character.</summary>
    private const int OldLength = 15;

    /// <summary>Blanks or dashes in a row that part a number and do not end it.</summary>
    private const int MostBetween = 3;

    /// <summary>Years from which one can be a party.</summary>
    private const int AgeOfParties = 14;

    private const string CheckCharacters = "10X98765432";

    /// <summary>What is taken for the check character X, in capitals: Latin, full width, Cyrillic, Greek, Roman ten, times.</summary>
    private const string Xs = "XＸХΧⅩ×";

    /// <summary>Parts numbers in print.</summary>
    private const string Marks = "-_./·•・‐‑‒–—―−－﹣．";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>
    /// The next identity number in a text from a place on, or null. A text in base64 is read, and is one number as a whole.
    /// </summary>
    public static FoundNumber? Find(string text, in NumberContext context, int from = 0)
    {
        if (from == 0 && EncodedText.Read(text) is { } encoded && Find(encoded, context with { Named = Named.Nothing }) is not null)
        {
            return new(0, text.Length, "", FoundNumber.Stars);
        }

        for (var start = from; start + OldLength <= text.Length; start++)
        {
            if (char.IsDigit(text[start]) && Match(text, start, context) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The text with every identity number masked to its first 3 and last 4 characters; itself when there is none.</summary>
    public static string Mask(string text, in NumberContext context)
    {
        for (var from = 0; Find(text, context, from) is { } number; from = number.Start + number.Masked.Length)
        {
            text = $"{text.AsSpan(0, number.Start)}{number.Masked}{text.AsSpan(number.End)}";
        }

        return text;
    }

    private static FoundNumber? Match(string text, int start, in NumberContext context)
    {
        Span<char> digits = stackalloc char[Length];
        var (count, between, isParted, oldEnd, end) = (0, 0, false, 0, start);
        for (var at = start; at < text.Length && count < Length; at++)
        {
            if (DigitOf(text[at], count) is var digit && digit != '\0')
            {
                digits[count++] = digit;
                (between, end) = (0, at + 1);
                oldEnd = count == OldLength ? end : oldEnd;
                if (count == 3 && !IsRegion(digits))
                {
                    return null;
                }
            }
            else if (IsInvisible(text[at]))
            {
            }
            else if (between++ < MostBetween && (char.IsWhiteSpace(text[at]) || Marks.Contains(text[at], StringComparison.Ordinal)))
            {
                isParted = true;
            }
            else
            {
                break;
            }
        }

        if (count == Length && (!isParted || StandsAlone(text, start, end)) && IsOne(digits, text, start, context))
        {
            return new(start, end, digits);
        }

        return oldEnd > 0 && StandsAlone(text, start, oldEnd) && BornOn($"19{digits[6..12]}") is not null && OfPerson(text, start, context)
            ? new(start, oldEnd, digits[..OldLength])
            : null;
    }

    private static bool IsOne(ReadOnlySpan<char> digits, string text, int start, in NumberContext context)
    {
        if (BornOn(digits[6..14]) is not { } born || born > context.Today)
        {
            return false;
        }

        if (digits[^1] != CheckCharacterOf(digits))
        {
            return OfPerson(text, start, context);
        }

        var number = digits.ToString();
        if ((context.Named == Named.Firm || digits[0] == '9') && Uscc.IsWhole(number))
        {
            return false;
        }

        var named = NumberWords.Before(text, start) is not Named.Nothing and var said ? said : context.Named;
        return context.Named == Named.Person || named == Named.Person
            || !((named == Named.Register && born > context.HappenedOn.AddYears(-AgeOfParties))
                || (context.Registered?.Contains(number) ?? false));
    }

    private static bool OfPerson(string text, int start, in NumberContext context) =>
        context.Named == Named.Person || NumberWords.Before(text, start) == Named.Person;

    /// <summary>The digit a character stands for, an X in the last place; else a zero character.</summary>
    private static char DigitOf(char character, int place) =>
        CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit ? (char)('0' + digit)
            : place == Length - 1 && Xs.Contains(char.ToUpperInvariant(character), StringComparison.Ordinal) ? 'X'
            : '\0';

    /// <summary>Formatting characters: joiners, marks of direction, the soft hyphen, the byte order mark.</summary>
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !char.IsDigit(text[start - 1])) && (end == text.Length || !char.IsDigit(text[end]));

    /// <summary>The first digits name a province (GB/T 2260), or after a 9 that of a foreigner's permanent residence.</summary>
    private static bool IsRegion(ReadOnlySpan<char> digits) =>
        Uscc.IsProvince(digits) || (digits[0] == '9' && Uscc.IsProvince(digits[1..]));

    private static DateOnly? BornOn(ReadOnlySpan<char> day) =>
        day[..2] is "19" or "20" && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            ? born
            : null;

    private static char CheckCharacterOf(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var place = 0; place < Weights.Length; place++)
        {
            sum += (digits[place] - '0') * Weights[place];
        }

        return CheckCharacters[sum % CheckCharacters.Length];
    }
}
