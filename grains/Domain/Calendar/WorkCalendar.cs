using System.Collections.Immutable;

namespace Dashboard.Grains.Domain.Calendar;

/// <summary>One published year: days off beside weekends, and weekend days worked instead (调休).</summary>
/// <param name="Provisional">Only statutory days: the State Council's notice for the year is not out yet (暂定).</param>
/// <param name="Source">Address of the notice; empty where none is known.</param>
internal sealed record CalendarYear(int Year, ImmutableDictionary<DateOnly, string> Off, ImmutableHashSet<DateOnly> MakeUp,
    bool Provisional, string Source = "")
{
    /// <summary>Every day is of the same kind by both.</summary>
    public bool SaysTheSameAs(CalendarYear other) =>
        MakeUp.SetEquals(other.MakeUp) && Off.Count == other.Off.Count && Off.Keys.All(other.Off.ContainsKey);
}

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

/// <summary>
/// Working days by the State Council's yearly notices. Years without a notice count weekdays and are provisional. Whole for every day:
/// between the first and the last day any notice names the working days are numbered, before and after them weekdays are counted.
/// </summary>
internal sealed class WorkCalendar
{
    /// <summary>No limit ends later, however long it is: what would is taken to end on this day.</summary>
    private static readonly DateOnly Latest = new(2999, 12, 31);

    private readonly ImmutableDictionary<int, CalendarYear> years;
    private readonly Dictionary<DateOnly, (DayKind Kind, string Name)> named = [];
    private readonly bool[] published = new bool[DateOnly.MaxValue.Year + 1];

    /// <summary>The first numbered day, as a day number.</summary>
    private readonly int first;

    /// <summary>By day since <see cref="first"/>: how many working days there are up to and with it.</summary>
    private readonly int[] upTo;

    /// <summary>The numbered working days, as day numbers.</summary>
    private readonly List<int> workdays = [];

    /// <summary>By how much there are more working days than weekdays after the last numbered day.</summary>
    private readonly int drift;

    public WorkCalendar(ImmutableDictionary<int, CalendarYear> years)
    {
        this.years = years;
        foreach (var year in Years)
        {
            published[year.Year] = !year.Provisional;
            Name(year, day => day.Year == year.Year);
        }

        // A notice may move days of the neighbouring years; what those years' own notices say comes first.
        foreach (var year in Years)
        {
            Name(year, day => day.Year != year.Year && IsAbout(year.Year, day));
        }

        first = named.Count == 0 ? 0 : named.Keys.Min().DayNumber;
        upTo = new int[named.Count == 0 ? 0 : named.Keys.Max().DayNumber - first + 1];
        var count = Weekdays(first - 1);
        for (var i = 0; i < upTo.Length; i++)
        {
            if (KindOf(DateOnly.FromDayNumber(first + i)) is DayKind.Workday or DayKind.MakeUp)
            {
                workdays.Add(first + i);
                count++;
            }

            upTo[i] = count;
        }

        drift = count - Weekdays(first + upTo.Length - 1);

        void Name(CalendarYear year, Func<DateOnly, bool> concerns)
        {
            foreach (var day in year.MakeUp.Where(concerns))
            {
                named.TryAdd(day, (DayKind.MakeUp, ""));
            }

            foreach (var (day, name) in year.Off.Where(off => concerns(off.Key)))
            {
                named.TryAdd(day, (DayKind.Holiday, name));
            }
        }
    }

    public static WorkCalendar Empty { get; } = new(ImmutableDictionary<int, CalendarYear>.Empty);

    /// <summary>The years of which anything is known, published or provisional.</summary>
    public IEnumerable<CalendarYear> Years => years.Values.OrderBy(year => year.Year);

    /// <summary>A year's notice may name this day: it lies in the year, in the December before or in the January after.</summary>
    public static bool IsAbout(int year, DateOnly day) =>
        day.Year == year || (day.Year == year - 1 && day.Month == 12) || (day.Year == year + 1 && day.Month == 1);

    public DayKind KindOf(DateOnly day) =>
        named.TryGetValue(day, out var known) ? known.Kind
            : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend
            : DayKind.Workday;

    public bool IsWorkday(DateOnly day) => UpTo(day.DayNumber) > UpTo(day.DayNumber - 1);

    /// <summary>No notice has been published for the year of this day.</summary>
    public bool IsProvisional(DateOnly day) => !published[day.Year];

    /// <summary>Name of the holiday, or null.</summary>
    public string? HolidayName(DateOnly day) => named.TryGetValue(day, out var known) && known.Kind == DayKind.Holiday ? known.Name : null;

    /// <summary>The n-th working day after the trigger; the trigger day itself is not counted (DOMAIN.md §5.1).</summary>
    public DateOnly WorkdaysAfter(DateOnly trigger, int n) => n <= 0 ? trigger : Workday(UpTo(trigger.DayNumber) + (long)n);

    /// <summary>
    /// The n-th working day before a day, which itself is not counted: the latest day for what must be done at least n working days ahead.
    /// </summary>
    public DateOnly WorkdaysBefore(DateOnly day, int n) => n <= 0 ? day : Workday(UpTo(day.DayNumber - 1) - (long)n + 1);

    /// <summary>
    /// How many working days lie after <paramref name="from"/> up to and with <paramref name="to"/>; negative when it lies before.
    /// </summary>
    public int WorkdaysBetween(DateOnly from, DateOnly to) => UpTo(to.DayNumber) - UpTo(from.DayNumber);

    /// <summary>The first day from which at most n working days are left until and with <paramref name="due"/>.</summary>
    public DateOnly WhenLeft(DateOnly due, int n) => Workday(UpTo(due.DayNumber) - (long)n);

    /// <summary>The day itself, or the first working day after it when it is a day off.</summary>
    public DateOnly Roll(DateOnly day) => IsWorkday(day) ? day : Workday(UpTo(day.DayNumber) + 1L);

    /// <summary>
    /// When a limit of n units ends that was set off on a day (DOMAIN.md §5.1). Hours are no days: for them the day on which they end.
    /// </summary>
    public Deadline Due(DateOnly trigger, int n, LimitUnit unit)
    {
        var raw = unit switch
        {
            LimitUnit.Workdays => WorkdaysAfter(trigger, n),
            LimitUnit.Days => Day(trigger.DayNumber + (long)n),
            LimitUnit.Months => n > MonthsLeft(trigger) ? Latest : trigger.AddMonths(Math.Max(n, -MonthsSince(trigger))),
            _ => Day(trigger.DayNumber + ((n + 23L) / 24)),
        };
        var due = unit is LimitUnit.Days or LimitUnit.Months ? Roll(raw) : raw;
        // Only what counts working days, or ends on a day that may be off, hangs on a calendar.
        var hangsOn = unit == LimitUnit.Workdays ? trigger : raw;
        return new(raw, due, unit != LimitUnit.Hours && (IsProvisional(due) || IsProvisional(hangsOn)));
    }

    private static int MonthsLeft(DateOnly day) => ((Latest.Year - day.Year) * 12) + 12 - day.Month;

    private static int MonthsSince(DateOnly day) => ((day.Year - 1) * 12) + day.Month - 1;

    /// <summary>How many working days there are up to and with a day.</summary>
    private int UpTo(int day)
    {
        var index = day - first;
        return index < 0 ? Weekdays(day) : index < upTo.Length ? upTo[index] : Weekdays(day) + drift;
    }

    /// <summary>The working day of this number, counted from 1.</summary>
    private DateOnly Workday(long number)
    {
        var before = Weekdays(first - 1);
        return number <= before ? Weekday(number)
            : number - before <= workdays.Count ? DateOnly.FromDayNumber(workdays[(int)(number - before) - 1])
            : Weekday(number - drift);
    }

    /// <summary>How many Mondays to Fridays there are up to and with a day; day 0 is a Monday.</summary>
    private static int Weekdays(int day) => ((day + 1) / 7 * 5) + Math.Min((day + 1) % 7, 5);

    /// <summary>The Monday to Friday of this number, counted from 1.</summary>
    private static DateOnly Weekday(long number) => Day(((number - 1) / 5 * 7) + ((Math.Max(number, 1) - 1) % 5));

    private static DateOnly Day(long number) => DateOnly.FromDayNumber((int)Math.Clamp(number, 0, Latest.DayNumber));
}
