using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// W57: a source is back that was silent for so long that W28 stood. It says since when it was silent and how much came late with it, and
/// goes by itself after the hours its rule sets, or when the source falls silent again.
/// </summary>
internal static class SourceReturn
{
    private const string Rule = "W57";

    /// <summary>The last return of a source, when it had been missed; at most one a source.</summary>
    /// <param name="law">By which silence is judged.</param>
    /// <param name="spells">When each source was heard from, in order of time.</param>
    public static IEnumerable<(string Source, Watch Watch, long Late, long SilentSince)> Judge(
        Law law, IEnumerable<(string Source, IReadOnlyList<Spell> Spells)> spells)
    {
        foreach (var (source, heard) in spells)
        {
            if (heard.Count < 2 || Missed(law, source, heard[^1].To) is not { } missedAgain)
            {
                continue;
            }

            var back = heard.Count - 1;
            while (back > 0 && !(Missed(law, source, heard[back - 1].To) <= Watch.Seconds(heard[back].From)))
            {
                back--;
            }

            if (back > 0 && law.Rules.At(Shanghai.Day(heard[back].From)).Warnings.TryGetValue(Rule, out var rule)
                && rule.ClearsAfter is { } hours)
            {
                var since = Watch.Seconds(heard[back].From);
                var gone = Math.Min(since + (hours * 3600L), missedAgain);
                yield return (source, new(rule.Number, null, [(since, Level.Blue), (gone, Level.None)], null),
                    heard.Skip(back).Sum(static spell => spell.Late), Watch.Seconds(heard[back - 1].To));
            }
        }
    }

    /// <summary>The second at which a source that sends nothing more after an instant is missed; null when it never is.</summary>
    private static long? Missed(Law law, string source, DateTimeOffset last) =>
        Silence.Judge(law, new Dictionary<string, DateTimeOffset> { [source] = last })
            .Select(static silent => silent.Watch.Steps is [var first, ..] ? first.At : (long?)null)
            .FirstOrDefault();
}
