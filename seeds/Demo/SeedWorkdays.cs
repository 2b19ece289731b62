namespace Dashboard.Seeds.Demo;

/// <summary>Working days of the seed calendar, so that the demo acts on the days on which a bureau works.</summary>
internal sealed class SeedWorkdays
{
    private readonly HashSet<DateOnly> off;
    private readonly HashSet<DateOnly> makeUp;

    public SeedWorkdays(SeedCalendar calendar)
    {
        off = [.. calendar.OffDays.Select(day => day.Date)];
        makeUp = [.. calendar.MakeUpWorkDays.Select(day => day.Date)];
    }

    public bool IsWorkday(DateOnly day) =>
        makeUp.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(day));

    /// <summary>
    /// The n-th working day after <paramref name="day"/>; for n = 0 the day itself, or the next working day when it is off.
    /// </summary>
    public DateOnly Add(DateOnly day, int n)
    {
        if (n == 0)
        {
            return OnOrAfter(day);
        }

        for (var left = n; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkday(day) ? 1 : 0;
        }

        return day;
    }

    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    public IReadOnlyList<DateOnly> Workdays(int year) => [.. Days(year).Where(IsWorkday)];

    public IReadOnlyList<DateOnly> DaysOff(int year) => [.. Days(year).Where(day => !IsWorkday(day))];

    private static IEnumerable<DateOnly> Days(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);
}
