using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>Of which periods a view shows figures.</summary>
internal static class ShownPeriods
{
    /// <summary>The day, its month and its year.</summary>
    public static IEnumerable<Period> Present(DateOnly today) => [Period.OfDay(today), Period.OfMonth(today), Period.OfYear(today)];

    /// <summary>31 days, 13 months and two years, up to today.</summary>
    public static IEnumerable<Period> Window(DateOnly today)
    {
        for (var back = 0; back < 31; back++)
        {
            yield return Period.OfDay(today.AddDays(-back));
        }

        var month = new DateOnly(today.Year, today.Month, 1);
        for (var back = 0; back < 13; back++)
        {
            yield return Period.OfMonth(month.AddMonths(-back));
        }

        yield return Period.OfYear(today);
        yield return Period.OfYear(today.AddYears(-1));
    }

    /// <summary>Whether the period is one of <see cref="Window"/>.</summary>
    public static bool IsInWindow(Period period, DateOnly today) => period.First <= today
        && (period.IsYear ? period.First.Year >= today.Year - 1
            : period.First > (period.IsMonth ? today.AddMonths(-13) : today.AddDays(-31)));

    /// <summary>The period, and its months or days.</summary>
    public static IEnumerable<Period> PartsOf(Period period)
    {
        yield return period;
        if (period.IsYear)
        {
            for (var month = period.First; month <= period.Last; month = month.AddMonths(1))
            {
                yield return Period.OfMonth(month);
            }
        }
        else if (period.IsMonth)
        {
            for (var day = period.First; day <= period.Last; day = day.AddDays(1))
            {
                yield return Period.OfDay(day);
            }
        }
    }
}
