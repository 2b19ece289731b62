namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// The figures a view shows, ready to be added to others: per item and in all, counters by period, and what stands open.
/// Adding sheets is what every sum is.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class Sheet
{
    /// <summary>Length of a vector of counters: every stored counter below the standing ones.</summary>
    private const int Width = (int)Counter.OpenFiled;

    /// <summary>Of all items: by period code.</summary>
    [Id(0)] public Dictionary<int, long[]> All { get; init; } = [];

    /// <summary>By item and period code.</summary>
    [Id(1)] public Dictionary<string, Dictionary<int, long[]>> Items { get; init; } = [];

    /// <summary>What stands open.</summary>
    [Id(2)] public List<StandingCell> Standing { get; init; } = [];

    /// <summary>What a screen shows on a day: 31 days, 13 months and two years in all, and that day, its month and its year by item.</summary>
    public static Sheet Of(Figures figures, DateOnly today)
    {
        var sheet = new Sheet();
        Copy(figures, null, Window(today), sheet.All);
        foreach (var item in figures.Items)
        {
            sheet.AddItem(figures, item, Now(today));
        }

        sheet.AddStanding(figures, static _ => true);
        return sheet;
    }

    /// <summary>The same, of some items only, as if they were all there are.</summary>
    public static Sheet Of(Figures figures, DateOnly today, Func<string, bool> wanted)
    {
        var sheet = new Sheet();
        foreach (var item in figures.Items.Where(wanted))
        {
            Copy(figures, item, Window(today), sheet.All);
        }

        sheet.AddStanding(figures, wanted);
        return sheet;
    }

    /// <summary>The same, and one period with its days or months; of some items only, or of all (null).</summary>
    public static Sheet Of(Figures figures, Period period, DateOnly today, Func<string, bool>? wanted)
    {
        var sheet = new Sheet();
        foreach (var item in figures.Items.Where(wanted ?? (static _ => true)))
        {
            Copy(figures, item, Window(today).Union(Parts(period)), sheet.All);
            if (wanted is null)
            {
                sheet.AddItem(figures, item, Now(today).Union([period]));
            }
        }

        sheet.AddStanding(figures, wanted ?? (static _ => true));
        return sheet;
    }

    /// <summary>The sum of sheets.</summary>
    public static Sheet Sum(IEnumerable<Sheet> sheets)
    {
        var sum = new Sheet();
        var standing = new Dictionary<Cell, long>();
        foreach (var sheet in sheets)
        {
            Add(sum.All, sheet.All);
            foreach (var (item, periods) in sheet.Items)
            {
                Add(sum.Of(item), periods);
            }

            foreach (var cell in sheet.Standing)
            {
                var key = new Cell(cell.Item, cell.Day, cell.Counter);
                standing[key] = standing.GetValueOrDefault(key) + cell.Number;
            }
        }

        sum.Standing.AddRange(standing.Select(cell => new StandingCell(cell.Key.Item, cell.Key.Day, cell.Key.Counter, cell.Value)));
        return sum;
    }

    /// <summary>A counter in a period, of all items.</summary>
    public long this[Period period, Counter counter] => Of(All, period, counter);

    /// <summary>A counter of one item in a period.</summary>
    public long this[string item, Period period, Counter counter] => Items.TryGetValue(item, out var periods) ? Of(periods, period, counter) : 0;

    private static long Of(Dictionary<int, long[]> periods, Period period, Counter counter)
    {
        if (!periods.TryGetValue(period.Code, out var vector))
        {
            return 0;
        }

        long sum = 0;
        foreach (var part in Counters.Parts(counter))
        {
            sum += vector[(int)part];
        }

        return sum;
    }

    private static IEnumerable<Period> Now(DateOnly today) => [Period.OfDay(today), Period.OfMonth(today), Period.OfYear(today)];

    private static IEnumerable<Period> Window(DateOnly today)
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

    private static IEnumerable<Period> Parts(Period period)
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

    private static void Copy(Figures figures, string? item, IEnumerable<Period> periods, Dictionary<int, long[]> into)
    {
        var used = figures.Used(item);
        foreach (var period in periods)
        {
            foreach (var counter in used)
            {
                if (figures.Total(item, period, counter) is not 0 and var amount)
                {
                    if (!into.TryGetValue(period.Code, out var vector))
                    {
                        into[period.Code] = vector = new long[Width];
                    }

                    vector[(int)counter] += amount;
                }
            }
        }
    }

    private static void Add(Dictionary<int, long[]> into, Dictionary<int, long[]> periods)
    {
        foreach (var (code, vector) in periods)
        {
            if (!into.TryGetValue(code, out var sum))
            {
                into[code] = sum = new long[Width];
            }

            for (var i = 0; i < Width; i++)
            {
                sum[i] += vector[i];
            }
        }
    }

    private Dictionary<int, long[]> Of(string item)
    {
        if (!Items.TryGetValue(item, out var periods))
        {
            Items[item] = periods = [];
        }

        return periods;
    }

    /// <summary>An item all of whose figures were taken back is not in the sheet, as if it had never had any.</summary>
    private void AddItem(Figures figures, string item, IEnumerable<Period> periods)
    {
        var counted = new Dictionary<int, long[]>();
        Copy(figures, item, periods, counted);
        if (counted.Count > 0)
        {
            Items[item] = counted;
        }
    }

    private void AddStanding(Figures figures, Func<string, bool> wanted)
    {
        foreach (var (cell, number) in figures.Standing)
        {
            if (wanted(cell.Item))
            {
                Standing.Add(new(cell.Item, cell.Day, cell.Counter, number));
            }
        }
    }
}

/// <summary>So many subjects of an item stand open in this way since this day.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct StandingCell(
    [property: Id(0)] string Item, [property: Id(1)] DateOnly Day, [property: Id(2)] Counter Counter, [property: Id(3)] long Number);
