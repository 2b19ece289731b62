using System.Collections.Frozen;
using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// Reads and checks the members of one object of a rule set at once. It never throws for bad data: the first problem of the whole rule
/// set is kept as a sentence, and neutral values are returned. An absent or null member is no problem where nothing else is said.
/// </summary>
/// <param name="data">The object.</param>
/// <param name="where">How a sentence names it: <c>data.limits PEN-03</c>.</param>
/// <param name="findings">Where the first problem is kept.</param>
internal readonly struct RuleMembers(Document data, string where, RuleFindings findings)
{
    /// <summary>Days that rules may begin on; acts of other days are refused at the edge.</summary>
    public const int FirstYear = 1990, LastYear = 2100;

    private const double MostExact = 1L << 53;

    /// <summary>A whole number, also one written <c>4.0</c>; null where there is none.</summary>
    public long? Whole(string name, long least, long most)
    {
        if (data[name] is not { } value || IsNull(value))
        {
            return null;
        }

        if (AsWhole(value) is { } number && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"must be a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>The same as a number of days, hours or the like.</summary>
    public int? Count(string name, int least, int most) => (int?)Whole(name, least, most);

    public DateOnly? Day(string name)
    {
        if (Text(name, 10) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= FirstYear and <= LastYear)
        {
            return day;
        }

        Refuse(name, $"must be a date as yyyy-MM-dd between {FirstYear} and {LastYear}.");
        return null;
    }

    public TimeOnly? Time(string name)
    {
        if (Text(name, 5) is not { } text)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        Refuse(name, $"must be a time of day as HH:mm.");
        return null;
    }

    public string? Text(string name, int most)
    {
        switch (data[name])
        {
            case string text when text.Length <= most:
                return text;
            case { } value when !IsNull(value):
                Refuse(name, $"must be a text of at most {most} characters.");
                return null;
            default:
                return null;
        }
    }

    /// <summary>One of some words.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name, 40) is not { } text || words.Contains(text))
        {
            return data[name] as string;
        }

        Refuse(name, $"must be {string.Join(", ", words[..^1])} or {words[^1]}.");
        return null;
    }

    public bool Flag(string name)
    {
        if (data[name] is { } value and not bool && !IsNull(value))
        {
            Refuse(name, $"must be true or false.");
        }

        return data[name] is true;
    }

    public string[] Texts(string name, int mostEntries, int mostCharacters)
    {
        switch (data[name])
        {
            case IEnumerable<object> entries when entries.Count() <= mostEntries
                && entries.All(entry => entry is string { Length: > 0 } text && text.Length <= mostCharacters):
                return [.. entries.Cast<string>()];
            case { } value when !IsNull(value):
                Refuse(name, $"must be a list of at most {mostEntries} texts of 1 to {mostCharacters} characters.");
                return [];
            default:
                return [];
        }
    }

    /// <summary>Whole numbers by name: <c>{"S14": 20}</c>.</summary>
    public FrozenDictionary<string, int> Numbers(string name, int least, int most)
    {
        switch (data[name])
        {
            case Document named when named.Members.All(member => AsWhole(member.Value) is { } number && number >= least && number <= most):
                return named.Members.ToFrozenDictionary(member => member.Key, member => (int)AsWhole(member.Value)!.Value);
            case { } value when !IsNull(value):
                Refuse(name, $"must be an object of whole numbers from {least} to {most}.");
                return FrozenDictionary<string, int>.Empty;
            default:
                return FrozenDictionary<string, int>.Empty;
        }
    }

    public bool IsList(string name) => data[name] is IEnumerable<object>;

    public void Refuse(string name, string sentence) => findings.Refuse($"{where}.{name} {sentence}");

    private static long? AsWhole(object value) => value switch
    {
        long number => number,
        double number when Math.Abs(number) <= MostExact && number == Math.Truncate(number) => (long)number,
        _ => null,
    };

    /// <summary>A document keeps null as a value of its own, which is none of the others.</summary>
    private static bool IsNull(object value) => value is not (long or double or bool or string or Document or IEnumerable<object>);
}

/// <summary>The first thing wrong with a rule set, as a sentence; null while nothing is.</summary>
internal sealed class RuleFindings
{
    public string? First { get; private set; }

    public void Refuse(string sentence) => First ??= sentence;
}
