using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// Rules about how many acts lie within some time of each other: each act counts until it is too old, and the level follows the number.
/// </summary>
internal static class Windows
{
    /// <summary>The warning of a number that rises with each act and falls as acts leave; null when it never reaches a level.</summary>
    /// <param name="acts">How many acts there are on each day; they count from its midnight.</param>
    /// <param name="leaves">The first day on which an act of this day counts no more; of a later day never earlier.</param>
    /// <param name="levelOf">The level of so many acts, the newest of which is of this day.</param>
    public static Warning? Judge(WarningRule rule, DayCounts acts, Func<DateOnly, DateOnly> leaves, Func<int, DateOnly, Level> levelOf)
    {
        var days = acts.Days;
        var (steps, number) = (new List<Step>(), 0);
        for (int entered = 0, left = 0; left < days.Length;)
        {
            var leaving = leaves(days[left].Day);
            var at = entered < days.Length && days[entered].Day <= leaving ? days[entered].Day : leaving;
            while (left < days.Length && leaves(days[left].Day) == at && left < entered)
            {
                number -= days[left++].Number;
            }

            if (entered < days.Length && days[entered].Day == at)
            {
                number += days[entered++].Number;
            }

            Turn(steps, at, number == 0 ? Level.None : levelOf(number, days[entered - 1].Day));
        }

        return steps.Count == 0 ? null : new(rule.Number, null, [.. steps]);
    }

    /// <summary>The warning of how many have acted within some days; null when it never reaches a level.</summary>
    /// <param name="actors">The days on which each of them acted.</param>
    public static Warning? JudgePresence(WarningRule rule, IEnumerable<DayCounts> actors, int window, Func<int, Level> levelOf)
    {
        var turns = new List<(DateOnly At, int Change)>();
        foreach (var actor in actors)
        {
            DateOnly? until = null;
            foreach (var (day, _) in actor.Days)
            {
                if (until is { } ended && ended < day)
                {
                    turns.Add((ended, -1));
                }

                if (until is not { } present || present < day)
                {
                    turns.Add((day, 1));
                }

                until = day.AddDays(window);
            }

            if (until is { } last)
            {
                turns.Add((last, -1));
            }
        }

        turns.Sort();
        var (steps, number) = (new List<Step>(), 0);
        for (var i = 0; i < turns.Count;)
        {
            var at = turns[i].At;
            for (; i < turns.Count && turns[i].At == at; i++)
            {
                number += turns[i].Change;
            }

            Turn(steps, at, number == 0 ? Level.None : levelOf(number));
        }

        return steps.Count == 0 ? null : new(rule.Number, null, [.. steps]);
    }

    private static void Turn(List<Step> steps, DateOnly at, Level level)
    {
        if (level != (steps.Count > 0 ? steps[^1].Level : Level.None))
        {
            steps.Add(new(Shanghai.Midnight(at), level));
        }
    }
}
