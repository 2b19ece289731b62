using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// Rules about how many acts lie within some time of each other: each act counts until it is too old, and the level follows the number.
/// </summary>
internal static class Windows
{
    /// <summary>The warning of a number that rises with each act and falls as acts leave; null when it never reaches a level.</summary>
    /// <param name="acts">What is counted, with the instant from which it counts and what it counts as.</param>
    /// <param name="leaves">The first day on which an act of this day counts no more.</param>
    /// <param name="levelOf">The level of the acts that lie in the window; None for none.</param>
    public static Warning? Judge<T>(WarningRule rule, IEnumerable<(DateTimeOffset At, T Act)> acts, Func<DateOnly, DateOnly> leaves,
        Func<IReadOnlyCollection<T>, Level> levelOf)
    {
        var turns = new List<(DateTimeOffset At, bool Enters, T Act)>();
        foreach (var (at, act) in acts)
        {
            turns.Add((at, true, act));
            turns.Add((Shanghai.Midnight(leaves(Shanghai.Day(at))), false, act));
        }

        var (inside, steps) = (new List<T>(), new List<Step>());
        foreach (var at in turns.OrderBy(turn => turn.At).GroupBy(turn => turn.At))
        {
            foreach (var (_, enters, act) in at)
            {
                if (enters)
                {
                    inside.Add(act);
                }
                else
                {
                    inside.Remove(act);
                }
            }

            var level = levelOf(inside);
            if (level != (steps.Count > 0 ? steps[^1].Level : Level.None))
            {
                steps.Add(new(at.Key, level));
            }
        }

        return steps.Count == 0 ? null : new(rule.Number, null, [.. steps]);
    }
}
