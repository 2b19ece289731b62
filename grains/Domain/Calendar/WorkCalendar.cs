using System.Collections.Immutable;

namespace Dashboard.Grains.Domain.Calendar;

/// <summary>One published year: days off beside weekends, and weekend days worked instead (调休).</summary>
/// <param name="Provisional">Only statutory days: the State Council's notice for the year is not out yet (暂定).</param>
/// <param name="Source">Address of the notice; empty where none is known.</param>
internal sealed record CalendarYear(int Year, ImmutableDictionary<DateOnly, string> Off, ImmutableHashSet<DateOnly> MakeUp,
    bool Provisional, string Source = "");

/// <summary>What sort of day it is.</summary>
internal enum DayKind
{
    Workday,
    MakeUp,
    Weekend,
    Holiday,
}

/// <summary>Unit of a statutory limit.</summary>
internal enum LimitUnit : byte
{
    /// <summary>工作日.</summary>
    Workdays,

    /// <summary>Calendar days (日).</summary>
    Days,

    Hours,
    Months,
}

/// <summary>When a limit ends.</summary>
/// <param name="Raw">Counted without moving off days off.</param>
/// <param name="Due">The last day in time: <paramref name="Raw"/> moved to a working day (民事诉讼法 art. 85).</param>
/// <param name="Provisional">A year it was counted through has no published calendar yet (暂定).</param>
internal readonly record struct Deadline(DateOnly Raw, DateOnly Due, bool Provisional);

/// <summary>Working days by the State Council's yearly notices. Years without a notice count weekdays and are provisional.</summary>
internal sealed class WorkCalendar
{
    private static readonly DateOnly First = new(1990, 1, 1);
    private static readonly DateOnly Last = new(2112, 12, 31);

    private readonly ImmutableDictionary<int, CalendarYear> years;
    private readonly List<int> workdays = [];
    /// <summary>By day since <see cref="First"/>: how many working days there are up to and with it.</summary>
    private readonly int[] upTo = new int[Last.DayNumber - First.DayNumber + 1];

    public WorkCalendar(ImmutableDictionary<int, CalendarYear> years)
    {
        this.years = years;
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            if (KindOf(day) is DayKind.Workday or DayKind.MakeUp)
            {
                workdays.Add(day.DayNumber);
            }

            upTo[day.DayNumber - First.DayNumber] = workdays.Count;
        }
    }

    public static WorkCalendar Empty { get; } = new(ImmutableDictionary<int, CalendarYear>.Empty);

    /// <summary>The years of which anything is known, published or provisional.</summary>
    public IEnumerable<CalendarYear> Years => years.Values.OrderBy(year => year.Year);

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

    public bool IsWorkday(DateOnly day) => UpTo(day) > UpTo(day.AddDays(-1));

    /// <summary>No notice has been published for the year of this day.</summary>
    public bool IsProvisional(DateOnly day) => years.GetValueOrDefault(day.Year) is not { Provisional: false };

    /// <summary>Name of the holiday, or null.</summary>
    public string? HolidayName(DateOnly day) => years.GetValueOrDefault(day.Year)?.Off.GetValueOrDefault(day);

    /// <summary>The n-th working day after the trigger; the trigger day itself is not counted (DOMAIN.md §5.1).</summary>
    public DateOnly WorkdaysAfter(DateOnly trigger, int n) => n <= 0 ? trigger : Workday(UpTo(trigger) + n);

    /// <summary>
    /// The n-th working day before a day, which itself is not counted: the latest day for what must be done at least n working days ahead.
    /// </summary>
    public DateOnly WorkdaysBefore(DateOnly day, int n) => n <= 0 ? day : Workday(UpTo(day.AddDays(-1)) - n + 1);

    /// <summary>
    /// How many working days lie after <paramref name="from"/> up to and with <paramref name="to"/>; negative when it lies before.
    /// </summary>
    public int WorkdaysBetween(DateOnly from, DateOnly to) => UpTo(to) - UpTo(from);

    /// <summary>The first day from which at most n working days are left until and with <paramref name="due"/>.</summary>
    public DateOnly WhenLeft(DateOnly due, int n) => Workday(UpTo(due) - n);

    /// <summary>The day itself, or the first working day after it when it is a day off.</summary>
    public DateOnly Roll(DateOnly day) => IsWorkday(day) ? day : Workday(UpTo(day) + 1);

    /// <summary>
    /// When a limit of n units ends that was set off on a day (DOMAIN.md §5.1). Hours are no days: for them the day on which they end.
    /// </summary>
    public Deadline Due(DateOnly trigger, int n, LimitUnit unit)
    {
        var raw = unit switch
        {
            LimitUnit.Workdays => WorkdaysAfter(trigger, n),
            LimitUnit.Days => trigger.AddDays(n),
            LimitUnit.Months => trigger.AddMonths(n),
            _ => trigger.AddDays((n + 23) / 24),
        };
        var due = unit is LimitUnit.Days or LimitUnit.Months ? Roll(raw) : raw;
        // Only what counts working days, or ends on a day that may be off, hangs on a calendar.
        var hangsOn = unit == LimitUnit.Workdays ? trigger : raw;
        return new(raw, due, unit != LimitUnit.Hours && (IsProvisional(due) || IsProvisional(hangsOn)));
    }

    private int UpTo(DateOnly day) => upTo[Math.Clamp(day.DayNumber - First.DayNumber, 0, upTo.Length - 1)];

    /// <summary>The working day of this number, counted from 1.</summary>
    private DateOnly Workday(int number) => DateOnly.FromDayNumber(workdays[Math.Clamp(number, 1, workdays.Count) - 1]);
}
