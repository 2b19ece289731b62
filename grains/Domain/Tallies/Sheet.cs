namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// The figures a view shows, ready to be added to others: per item and in all, counters by period, and what stands open.
/// Adding sheets is what every sum is. A sheet is not changed once it is built: a later one shares every vector that is still the
/// same, so that what has not changed is neither copied, added nor described again.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class Sheet
{
    /// <summary>Length of a vector of counters: every stored counter below the standing ones.</summary>
    private const int Width = (int)Counter.OpenFiled;

    private static readonly Sheet Empty = new();
    private static readonly Dictionary<int, long[]> None = [];
    private static readonly long[] Zero = new long[Width];

    /// <summary>Of all items: by period code.</summary>
    [Id(0)] public Dictionary<int, long[]> All { get; init; } = [];

    /// <summary>By item and period code.</summary>
    [Id(1)] public Dictionary<string, Dictionary<int, long[]>> Items { get; init; } = [];

    [Id(2)] private readonly Dictionary<Cell, long> standing = [];

    /// <summary>What stands open.</summary>
    public IEnumerable<StandingCell> Standing => standing.Select(static cell => new StandingCell(cell.Key.Item, cell.Key.Day, cell.Key.Counter, cell.Value));

    private Sheet(Dictionary<Cell, long> standing) => this.standing = standing;

    public Sheet()
    {
    }

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
    public static Sheet Sum(IEnumerable<Sheet> sheets) => sheets.Aggregate(Empty, static (sum, sheet) => sum.Replace(Empty, sheet));

    /// <summary>This sum with one part in place of an earlier version of it.</summary>
    public Sheet Replace(Sheet before, Sheet after)
    {
        var sum = new Sheet(ReferenceEquals(before.standing, after.standing) ? standing : new(standing)) { All = new(All), Items = new(Items) };
        Replace(sum.All, before.All, after.All);
        foreach (var item in before.Items.Keys.Union(after.Items.Keys))
        {
            var (old, @new) = (before.Items.GetValueOrDefault(item, None), after.Items.GetValueOrDefault(item, None));
            if (!ReferenceEquals(old, @new))
            {
                sum.Items[item] = new(Items.GetValueOrDefault(item, None));
                Replace(sum.Items[item], old, @new);
                sum.DropIfEmpty(item);
            }
        }

        if (!ReferenceEquals(before.standing, after.standing))
        {
            foreach (var (cell, number) in before.standing)
            {
                Add(sum.standing, cell, -number);
            }

            foreach (var (cell, number) in after.standing)
            {
                Add(sum.standing, cell, number);
            }
        }

        return sum;
    }

    /// <summary>A team's sheet of a day after some of its cells have changed.</summary>
    public Sheet With(IEnumerable<KeyValuePair<Cell, long>> changes, DateOnly today)
    {
        var (sheet, window, now, copied) = (new Sheet(new(standing)) { All = new(All), Items = new(Items) }, WindowCodes(today), NowCodes(today), new HashSet<long[]>());
        foreach (var (cell, amount) in changes)
        {
            if (Counters.IsStanding(cell.Counter))
            {
                Add(sheet.standing, cell, amount);
                continue;
            }

            foreach (var period in new[] { Period.OfDay(cell.Day), Period.OfMonth(cell.Day), Period.OfYear(cell.Day) })
            {
                if (window.Contains(period.Code))
                {
                    Change(sheet.All, period.Code);
                }

                if (now.Contains(period.Code))
                {
                    if (!sheet.Items.TryGetValue(cell.Item, out var periods) || (Items.TryGetValue(cell.Item, out var shared) && ReferenceEquals(periods, shared)))
                    {
                        sheet.Items[cell.Item] = periods = new(periods ?? None);
                    }

                    Change(periods, period.Code);
                    sheet.DropIfEmpty(cell.Item);
                }
            }

            void Change(Dictionary<int, long[]> periods, int code)
            {
                if (!periods.TryGetValue(code, out var vector) || !copied.Contains(vector))
                {
                    vector = vector is null ? new long[Width] : [.. vector];
                    copied.Add(vector);
                    periods[code] = vector;
                }

                vector[(int)cell.Counter] += amount;
                if (!vector.AsSpan().ContainsAnyExcept(0))
                {
                    periods.Remove(code);
                }
            }
        }

        return sheet;
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

    private static HashSet<int> WindowCodes(DateOnly today) => [.. Window(today).Select(static period => period.Code)];

    private static HashSet<int> NowCodes(DateOnly today) => [.. Now(today).Select(static period => period.Code)];

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

    private static void Replace(Dictionary<int, long[]> sum, Dictionary<int, long[]> before, Dictionary<int, long[]> after)
    {
        foreach (var code in before.Keys.Union(after.Keys))
        {
            var (old, @new) = (before.GetValueOrDefault(code, Zero), after.GetValueOrDefault(code, Zero));
            if (ReferenceEquals(old, @new))
            {
                continue;
            }

            var vector = sum.TryGetValue(code, out var present) ? [.. present] : new long[Width];
            for (var i = 0; i < Width; i++)
            {
                vector[i] += @new[i] - old[i];
            }

            sum[code] = vector;
            if (!vector.AsSpan().ContainsAnyExcept(0))
            {
                sum.Remove(code);
            }
        }
    }

    private static void Add(Dictionary<Cell, long> cells, Cell cell, long number)
    {
        if ((cells[cell] = cells.GetValueOrDefault(cell) + number) == 0)
        {
            cells.Remove(cell);
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

    private void AddItem(Figures figures, string item, IEnumerable<Period> periods)
    {
        Copy(figures, item, periods, Of(item));
        DropIfEmpty(item);
    }

    private void DropIfEmpty(string item)
    {
        if (Items[item].Count == 0)
        {
            Items.Remove(item);
        }
    }

    private void AddStanding(Figures figures, Func<string, bool> wanted)
    {
        foreach (var (cell, number) in figures.Standing)
        {
            if (wanted(cell.Item))
            {
                standing.Add(cell, number);
            }
        }
    }
}

/// <summary>So many subjects of an item stand open in this way since this day.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct StandingCell(
    [property: Id(0)] string Item, [property: Id(1)] DateOnly Day, [property: Id(2)] Counter Counter, [property: Id(3)] long Number);
