using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// How many of something on each day, in order of days. Not changed once made: a later one is a copy, whose size follows the days and not
/// the number, so that a firm with 10,000 visits costs what a small one costs.
/// </summary>
internal sealed class DayCounts
{
    private readonly (DateOnly Day, int Number)[] days;
    private Memory? memory;

    private DayCounts((DateOnly Day, int Number)[] days) => this.days = days;

    public static DayCounts None { get; } = new([]);

    public ReadOnlySpan<(DateOnly Day, int Number)> Days => days;

    public bool IsEmpty => days.Length == 0;

    public DateOnly First => days[0].Day;

    public DateOnly Last => days[^1].Day;

    /// <summary>Adds to a day, or takes off it. A day that comes to zero is gone.</summary>
    public DayCounts With(DateOnly day, int number)
    {
        var at = Array.BinarySearch(days, (day, 0), ByDay.Instance);
        if (at >= 0)
        {
            var sum = days[at].Number + number;
            if (sum == 0)
            {
                return days.Length == 1 ? None : new([.. days.AsSpan(0, at), .. days.AsSpan(at + 1)]);
            }

            var changed = ((DateOnly, int)[])days.Clone();
            changed[at] = (day, sum);
            return new(changed);
        }

        return number == 0 ? this : new([.. days.AsSpan(0, ~at), (day, number), .. days.AsSpan(~at)]);
    }

    /// <summary>Those of a day and later.</summary>
    public DayCounts From(DateOnly day)
    {
        if (IsEmpty || First >= day)
        {
            return this;
        }

        var at = Array.BinarySearch(days, (day, 0), ByDay.Instance);
        return new(days[(at < 0 ? ~at : at)..]);
    }

    /// <summary>The day of the n-th one, counted from 0; null when there are not so many.</summary>
    public DateOnly? DayOf(int index)
    {
        foreach (var (day, number) in days)
        {
            if (index < number)
            {
                return day;
            }

            index -= number;
        }

        return null;
    }

    /// <summary>A timetable that follows from these days and a rule: made once while both stay the same.</summary>
    public Warning? Once(WarningRule rule, int window, Func<DayCounts, Warning?> make)
    {
        if (memory is { } known && known.Rule == rule && known.Window == window)
        {
            return known.Timetable;
        }

        memory = new(rule, window, make(this));
        return memory.Timetable;
    }

    private sealed record Memory(WarningRule Rule, int Window, Warning? Timetable);

    private sealed class ByDay : IComparer<(DateOnly Day, int Number)>
    {
        public static readonly ByDay Instance = new();

        public int Compare((DateOnly Day, int Number) left, (DateOnly Day, int Number) right) => left.Day.CompareTo(right.Day);
    }
}
