using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// From where figures are looked at: the day they are read on, the period whose metrics are wanted, and the items that are known.
/// </summary>
/// <param name="ItemFor">The code under which a declared item is shown; null: its own. It bounds a sheet, whatever codes were
/// declared.</param>
internal sealed record Viewpoint(DateOnly Today, Period RatePeriod, Func<string, string>? ItemFor = null)
{
    /// <summary>Today, with the metrics of the year so far.</summary>
    public static Viewpoint On(DateOnly today, Func<string, string>? itemFor = null) => new(today, Period.OfYear(today), itemFor);

    /// <summary>The code under which a declared item is shown.</summary>
    public string Shown(string declared) => ItemFor is null ? declared : ItemFor(declared);
}

/// <summary>
/// The figures a view shows, ready to be added to others: per item and in all, counters by period and what stands open.
/// Adding sheets is what every sum is. A sheet is not changed once it is built: a later one shares every vector that is still the
/// same, so that what has not changed is neither copied, added nor described again.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class Sheet
{
    /// <summary>Where what stands open is kept beside the periods (see <see cref="Slots"/>); no period has this code.</summary>
    public const int Now = 0;

    /// <summary>
    /// Where the parts of metrics are kept, of the period whose metrics are wanted (see <see cref="Counters.PartIndex"/>).
    /// </summary>
    public const int Parts = 1;

    /// <summary>
    /// The greatest figure that can be shown, 2⁵³ − 1 (90 trillion yuan in fen): a browser counts no further. A figure beyond stands as
    /// this one, which a screen shows as “≥”, in its own view and as a part of every sum. So sums never wrap, stay the sum of what their
    /// parts show in any order of changes, and are right again as soon as the figure is.
    /// </summary>
    public const long Most = (1L << 53) - 1;

    /// <summary>Length of a period's vector: the counters that are shown.</summary>
    private const int Width = (int)Counter.DisclosureDone;

    private static readonly Sheet Empty = new();
    private static readonly Dictionary<int, long[]> None = [];

    /// <summary>Of all items: by period code.</summary>
    [Id(0)] public Dictionary<int, long[]> All { get; init; } = [];

    /// <summary>By item and period code. An item whose figures are all zero is not here.</summary>
    [Id(1)] public Dictionary<string, Dictionary<int, long[]>> Items { get; init; } = [];

    /// <summary>Whether it holds anything but registers: something counted in its window, or something open.</summary>
    public bool HasRecords => All.Keys.Any(static code => code > Parts)
        || (All.GetValueOrDefault(Now) is { } standing && standing.AsSpan(0, Slots.OfItem).ContainsAnyExcept(0));

    /// <summary>A figure as it is shown and added up.</summary>
    public static long Bounded(long figure) => Math.Clamp(figure, -Most, Most);

    /// <summary>What a screen shows: 31 days, 13 months and two years in all; the day, its month and its year by item.</summary>
    public static Sheet Of(Figures figures, Viewpoint at)
    {
        var sheet = new Sheet();
        Copy(figures, null, ShownPeriods.Window(at.Today), sheet.All);
        CopyParts(figures, null, at, sheet.All);
        foreach (var item in figures.Items)
        {
            sheet.CopyItem(figures, item, at.Shown(item), ShownPeriods.Present(at.Today));
        }

        sheet.CopyStanding(figures, at, null);
        return sheet;
    }

    /// <summary>The same, of some items only, as if they were all there are.</summary>
    public static Sheet Of(Figures figures, Viewpoint at, Func<string, bool> wanted)
    {
        var sheet = new Sheet();
        foreach (var item in figures.Items.Where(wanted))
        {
            Copy(figures, item, ShownPeriods.Window(at.Today), sheet.All);
            CopyParts(figures, item, at, sheet.All);
        }

        sheet.CopyStanding(figures, at, wanted);
        return sheet;
    }

    /// <summary>The same, and one period with its days or months; of some items only, or of all (null).</summary>
    public static Sheet Of(Figures figures, Viewpoint at, Period period, Func<string, bool>? wanted)
    {
        var sheet = new Sheet();
        foreach (var item in figures.Items.Where(wanted ?? (static _ => true)))
        {
            Copy(figures, item, ShownPeriods.Window(at.Today).Union(ShownPeriods.PartsOf(period)), sheet.All);
            CopyParts(figures, item, at, sheet.All);
            if (wanted is null)
            {
                sheet.CopyItem(figures, item, at.Shown(item), ShownPeriods.Present(at.Today).Union([period]));
            }
        }

        sheet.CopyStanding(figures, at, wanted);
        return sheet;
    }

    /// <summary>The sum of sheets.</summary>
    public static Sheet Sum(IEnumerable<Sheet> sheets) => sheets.Aggregate(Empty, static (sum, sheet) => sum.Replace(Empty, sheet));

    /// <summary>This sum with one part in place of an earlier version of it.</summary>
    public Sheet Replace(Sheet before, Sheet after)
    {
        var sum = new Sheet { All = new(All), Items = new(Items) };
        Replace(sum.All, before.All, after.All);
        foreach (var item in before.Items.Keys.Union(after.Items.Keys))
        {
            var (old, @new) = (before.Items.GetValueOrDefault(item, None), after.Items.GetValueOrDefault(item, None));
            if (!ReferenceEquals(old, @new))
            {
                var periods = new Dictionary<int, long[]>(Items.GetValueOrDefault(item, None));
                Replace(periods, old, @new);
                sum.Put(item, periods);
            }
        }

        return sum;
    }

    /// <summary>A team's sheet after some of its cells have changed, seen from the same viewpoint.</summary>
    public Sheet With(IEnumerable<KeyValuePair<Cell, long>> changes, Viewpoint at)
    {
        var sheet = new Sheet { All = new(All), Items = new(Items) };
        var (copiedVectors, copiedItems) = (new HashSet<long[]>(), new HashSet<string>());
        foreach (var (cell, amount) in changes)
        {
            var item = at.Shown(cell.Item);
            var periods = sheet.Items.GetValueOrDefault(item, None);
            if (copiedItems.Add(item) || ReferenceEquals(periods, None))
            {
                periods = new(periods);
            }

            if (Counters.IsStanding(cell.Counter))
            {
                foreach (var slot in Slots.Of(cell, at))
                {
                    Change(sheet.All, Now, slot, Slots.Count);
                    if (slot < Slots.OfItem)
                    {
                        Change(periods, Now, slot, Slots.OfItem);
                    }
                }
            }
            else if (!Counters.IsShown(cell.Counter))
            {
                if (at.RatePeriod.Contains(cell.Day))
                {
                    Change(sheet.All, Parts, Counters.PartIndex(cell.Counter), Counters.PartCount);
                }
            }
            else
            {
                foreach (var period in new[] { Period.OfDay(cell.Day), Period.OfMonth(cell.Day), Period.OfYear(cell.Day) })
                {
                    if (ShownPeriods.IsInWindow(period, at.Today))
                    {
                        Change(sheet.All, period.Code, (int)cell.Counter, Width);
                    }

                    if (period.Contains(at.Today))
                    {
                        Change(periods, period.Code, (int)cell.Counter, Width);
                    }
                }
            }

            sheet.Put(item, periods);

            void Change(Dictionary<int, long[]> vectors, int code, int index, int width)
            {
                if (!vectors.TryGetValue(code, out var vector) || !copiedVectors.Contains(vector))
                {
                    vector = vector is null ? new long[width] : [.. vector];
                    copiedVectors.Add(vector);
                    vectors[code] = vector;
                }

                vector[index] += amount;
                DropIfZero(vectors, code);
            }
        }

        return sheet;
    }

    /// <summary>A counter in a period, of all items.</summary>
    public long this[Period period, Counter counter] => Of(All, period, counter);

    /// <summary>
    /// What a metric's term comes to, of the period whose metrics the sheet holds, or whenever for one that says what is so now.
    /// </summary>
    /// <param name="period">The period, as its shown counters are kept.</param>
    public long this[Metrics.Term term, Period period, bool snapshot]
    {
        get
        {
            long sum = 0;
            foreach (var counter in term.Counters)
            {
                if (term.Standing != Metrics.Standing.None)
                {
                    var standing = All.GetValueOrDefault(Now);
                    var ofPeriod = !snapshot && !Counters.IsRegister(counter);
                    sum += standing is null ? 0
                        : (term.Standing == Metrics.Standing.Pending ? 0 : Bounded(standing[Slots.Of(counter, passed: true, ofPeriod)]))
                        + (term.Standing == Metrics.Standing.Due ? 0 : Bounded(standing[Slots.Of(counter, passed: false, ofPeriod)]));
                }
                else
                {
                    sum += Counters.IsShown(counter) ? Of(All, period, counter)
                        : Bounded(All.GetValueOrDefault(Parts)?[Counters.PartIndex(counter)] ?? 0);
                }
            }

            return term.Sign * sum;
        }
    }

    /// <summary>A counter of one item in a period.</summary>
    public long this[string item, Period period, Counter counter] =>
        Items.TryGetValue(item, out var periods) ? Of(periods, period, counter) : 0;

    private static long Of(Dictionary<int, long[]> periods, Period period, Counter counter)
    {
        if (!periods.TryGetValue(period.Code, out var vector))
        {
            return 0;
        }

        return Figure(vector, counter);
    }

    /// <summary>What a period's vector says of a shown counter.</summary>
    public static long Figure(long[] vector, Counter counter)
    {
        long sum = 0;
        foreach (var part in Counters.Parts(counter))
        {
            sum += Bounded(vector[(int)part]);
        }

        return Bounded(sum);
    }

    private static void Copy(Figures figures, string? item, IEnumerable<Period> periods, Dictionary<int, long[]> into)
    {
        var used = figures.Used(item).Where(Counters.IsShown).ToList();
        foreach (var period in periods)
        {
            foreach (var counter in used)
            {
                if (figures.Total(item, period, counter) is not 0 and var amount)
                {
                    Vector(into, period.Code, Width)[(int)counter] += amount;
                }
            }
        }
    }

    private static void CopyParts(Figures figures, string? item, Viewpoint at, Dictionary<int, long[]> into)
    {
        foreach (var counter in figures.Used(item))
        {
            if (!Counters.IsShown(counter) && figures.Total(item, at.RatePeriod, counter) is not 0 and var amount)
            {
                Vector(into, Parts, Counters.PartCount)[Counters.PartIndex(counter)] += amount;
            }
        }
    }

    private static long[] Vector(Dictionary<int, long[]> periods, int code, int width)
    {
        if (!periods.TryGetValue(code, out var vector))
        {
            periods[code] = vector = new long[width];
        }

        return vector;
    }

    private static void Replace(Dictionary<int, long[]> sum, Dictionary<int, long[]> before, Dictionary<int, long[]> after)
    {
        foreach (var code in before.Keys.Union(after.Keys))
        {
            var (old, @new) = (before.GetValueOrDefault(code), after.GetValueOrDefault(code));
            if (ReferenceEquals(old, @new))
            {
                continue;
            }

            var vector = sum.TryGetValue(code, out var present) ? [.. present] : new long[(old ?? @new)!.Length];
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] += Bounded(@new?[i] ?? 0) - Bounded(old?[i] ?? 0);
            }

            sum[code] = vector;
            DropIfZero(sum, code);
        }
    }

    private static void DropIfZero(Dictionary<int, long[]> periods, int code)
    {
        if (periods.TryGetValue(code, out var vector) && !vector.AsSpan().ContainsAnyExcept(0))
        {
            periods.Remove(code);
        }
    }

    private void CopyItem(Figures figures, string item, string shown, IEnumerable<Period> periods)
    {
        var counted = Items.GetValueOrDefault(shown) ?? [];
        Copy(figures, item, periods, counted);
        Put(shown, counted);
    }

    private void CopyStanding(Figures figures, Viewpoint at, Func<string, bool>? wanted)
    {
        foreach (var (cell, number) in figures.Standing)
        {
            if (wanted is not null && !wanted(cell.Item))
            {
                continue;
            }

            foreach (var slot in Slots.Of(cell, at))
            {
                Vector(All, Now, Slots.Count)[slot] += number;
                if (wanted is null && slot < Slots.OfItem)
                {
                    var item = at.Shown(cell.Item);
                    var periods = Items.GetValueOrDefault(item) ?? [];
                    Vector(periods, Now, Slots.OfItem)[slot] += number;
                    Items[item] = periods;
                }
            }
        }

        foreach (var item in Items.Keys.ToList())
        {
            DropIfZero(Items[item], Now);
            Put(item, Items[item]);
        }

        DropIfZero(All, Now);
    }

    private void Put(string item, Dictionary<int, long[]> periods)
    {
        if (periods.Count > 0)
        {
            Items[item] = periods;
        }
        else
        {
            Items.Remove(item);
        }
    }
}
