using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Ingest;

/// <summary>
/// A sentence in two languages with places for values: <c>{0}</c> a value as it is, <c>{0!}</c> one that is said in words of its own.
/// </summary>
internal sealed partial class WordPattern
{
    private readonly Regex pattern;
    private readonly string chinese;
    private readonly string? begins;
    private readonly string ends;

    public WordPattern(string english, string chinese)
    {
        this.chinese = chinese;
        Weight = Place().Replace(english, "").Length;
        var (built, last) = (new StringBuilder("^"), 0);
        foreach (var place in Place().EnumerateMatches(english))
        {
            // The digit stands behind the brace.
            built.Append(Regex.Escape(english[last..place.Index])).Append($"(?<v{english[place.Index + 1]}>.*?)");
            begins ??= english[..place.Index];
            last = place.Index + place.Length;
        }

        (begins, ends) = (begins ?? english, english[last..]);
        pattern = new(built.Append(Regex.Escape(ends)).Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    /// <summary>How much of it is words: of two that fit, the one with more is meant.</summary>
    public int Weight { get; }

    /// <summary>The sentence in Chinese; null when it is another.</summary>
    /// <param name="words">Says a value that has words of its own.</param>
    public string? Chinese(string sentence, Func<string, string> words)
    {
        if (!sentence.StartsWith(begins!, StringComparison.Ordinal) || !sentence.EndsWith(ends, StringComparison.Ordinal)
            || pattern.Match(sentence) is not { Success: true } match)
        {
            return null;
        }

        return Place().Replace(chinese, place =>
        {
            var value = match.Groups[$"v{place.Groups["number"].Value}"].Value;
            return place.Groups["said"].Success ? words(value) : value;
        });
    }

    [GeneratedRegex(@"\{(?<number>[0-9])(?<said>!)?\}")]
    private static partial Regex Place();
}
