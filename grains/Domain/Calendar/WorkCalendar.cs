using System.Collections.Immutable;

namespace Dashboard.Grains.Domain.Calendar;

/// <summary>One published year: days off beside weekends, and weekend days worked instead (调休).</summary>
internal sealed record CalendarYear(int Year, ImmutableDictionary<DateOnly, string> Off, ImmutableHashSet<DateOnly> MakeUp, bool Provisional);

/// <summary>What sort of day it is.</summary>
internal enum DayKind
{
    Workday,
    MakeUp,
    Weekend,
    Holiday,
}

/// <summary>Working days by the State Council's yearly notices. Years without a notice count weekdays and are provisional.</summary>
internal sealed class WorkCalendar(ImmutableDictionary<int, CalendarYear> years)
{
    public static WorkCalendar Empty { get; } = new(ImmutableDictionary<int, CalendarYear>.Empty);

    public DayKind KindOf(DateOnly day)
    {
        var year = years.GetValueOrDefault(day.Year);
        if (year is not null && year.MakeUp.Contains(day))
        {
            return DayKind.MakeUp;
        }

        if (year is not null && year.Off.ContainsKey(day))
        {
            return DayKind.Holiday;
        }

        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
    }

    public bool IsWorkday(DateOnly day) => KindOf(day) is DayKind.Workday or DayKind.MakeUp;

    /// <summary>Name of the holiday, or null.</summary>
    public string? HolidayName(DateOnly day) => years.GetValueOrDefault(day.Year)?.Off.GetValueOrDefault(day);

    /// <summary>The n-th working day after the trigger; the trigger day itself is not counted (DOMAIN.md §5.1).</summary>
    public DateOnly WorkdaysAfter(DateOnly trigger, int n)
    {
        var day = trigger;
        while (n > 0)
        {
            day = day.AddDays(1);
            n -= IsWorkday(day) ? 1 : 0;
        }

        return day;
    }
}
