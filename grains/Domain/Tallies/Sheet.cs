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
    internal const int Width = (int)Counter.DisclosureDone;

    private static readonly Sheet Empty = new();

    /// <summary>Of all items.</summary>
    [Id(0)] public PeriodFigures All { get; init; } = PeriodFigures.None;

    /// <summary>By item. An item whose figures are all zero is not here.</summary>
    [Id(1)] public Dictionary<string, PeriodFigures> Items { get; init; } = [];

    /// <summary>Whether it holds anything but registers: something counted in its window, or something open.</summary>
    public bool HasRecords => (!All.IsEmpty && All.Codes[^1] > Parts) || All[Now]?.HasAnyBefore(Slots.OfItem) == true;

    /// <summary>A figure as it is shown and added up.</summary>
    public static long Bounded(long figure) => Math.Clamp(figure, -Most, Most);

    /// <summary>What a screen shows: 31 days, 13 months and two years in all; the day, its month and its year by item.</summary>
    public static Sheet Of(Figures figures, Viewpoint at)
    {
        var draft = new Draft(Empty);
        Copy(figures, null, ShownPeriods.Window(at.Today), draft.All);
        CopyParts(figures, null, at, draft.All);
        foreach (var item in figures.Items)
        {
            Copy(figures, item, ShownPeriods.Present(at.Today), draft.Of(at.Shown(item)));
        }

        CopyStanding(figures, at, null, draft);
        return draft.Build();
    }

    /// <summary>The same, of some items only, as if they were all there are.</summary>
    public static Sheet Of(Figures figures, Viewpoint at, Func<string, bool> wanted)
    {
        var draft = new Draft(Empty);
        foreach (var item in figures.Items.Where(wanted))
        {
            Copy(figures, item, ShownPeriods.Window(at.Today), draft.All);
            CopyParts(figures, item, at, draft.All);
        }

        CopyStanding(figures, at, wanted, draft);
        return draft.Build();
    }

    /// <summary>The same, and one period with its days or months; of some items only, or of all (null).</summary>
    public static Sheet Of(Figures figures, Viewpoint at, Period period, Func<string, bool>? wanted)
    {
        var draft = new Draft(Empty);
        foreach (var item in figures.Items.Where(wanted ?? (static _ => true)))
        {
            Copy(figures, item, ShownPeriods.Window(at.Today).Union(ShownPeriods.PartsOf(period)), draft.All);
            CopyParts(figures, item, at, draft.All);
            if (wanted is null)
            {
                Copy(figures, item, ShownPeriods.Present(at.Today).Union([period]), draft.Of(at.Shown(item)));
            }
        }

        CopyStanding(figures, at, wanted, draft);
        return draft.Build();
    }

    /// <summary>The sum of sheets.</summary>
    public static Sheet Sum(IEnumerable<Sheet> sheets) => sheets.Aggregate(Empty, static (sum, sheet) => sum.Replace(Empty, sheet));

    /// <summary>This sum with one part in place of an earlier version of it.</summary>
    public Sheet Replace(Sheet before, Sheet after)
    {
        var items = new Dictionary<string, PeriodFigures>(Items);
        foreach (var item in before.Items.Keys.Union(after.Items.Keys))
        {
            Put(items, item, items.GetValueOrDefault(item, PeriodFigures.None).Replace(
                before.Items.GetValueOrDefault(item, PeriodFigures.None), after.Items.GetValueOrDefault(item, PeriodFigures.None)));
        }

        return new() { All = All.Replace(before.All, after.All), Items = items };
    }

    /// <summary>A team's sheet after some of its cells have changed, seen from the same viewpoint.</summary>
    public Sheet With(IEnumerable<KeyValuePair<Cell, long>> changes, Viewpoint at)
    {
        var draft = new Draft(this);
        foreach (var (cell, amount) in changes)
        {
            if (Counters.IsStanding(cell.Counter))
            {
                draft.AddStanding(cell, amount, at, isByItem: true);
            }
            else if (!Counters.IsShown(cell.Counter))
            {
                if (at.RatePeriod.Contains(cell.Day))
                {
                    draft.All.Add(Parts, Counters.PartIndex(cell.Counter), amount);
                }
            }
            else
            {
                foreach (var period in new[] { Period.OfDay(cell.Day), Period.OfMonth(cell.Day), Period.OfYear(cell.Day) })
                {
                    if (ShownPeriods.IsInWindow(period, at.Today))
                    {
                        draft.All.Add(period.Code, (int)cell.Counter, amount);
                    }

                    if (period.Contains(at.Today))
                    {
                        draft.Of(at.Shown(cell.Item)).Add(period.Code, (int)cell.Counter, amount);
                    }
                }
            }
        }

        return draft.Build();
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
                    var standing = All[Now];
                    var ofPeriod = !snapshot && !Counters.IsRegister(counter);
                    sum += standing is null ? 0
                        : (term.Standing == Metrics.Standing.Pending ? 0 : Bounded(standing[Slots.Of(counter, passed: true, ofPeriod)]))
                        + (term.Standing == Metrics.Standing.Due ? 0 : Bounded(standing[Slots.Of(counter, passed: false, ofPeriod)]));
                }
                else
                {
                    sum += Counters.IsShown(counter) ? Of(All, period, counter)
                        : Bounded(All[Parts]?[Counters.PartIndex(counter)] ?? 0);
                }
            }

            return term.Sign * sum;
        }
    }

    /// <summary>A counter of one item in a period.</summary>
    public long this[string item, Period period, Counter counter] =>
        Items.TryGetValue(item, out var periods) ? Of(periods, period, counter) : 0;

    private static long Of(PeriodFigures periods, Period period, Counter counter) =>
        periods[period.Code] is { } vector ? Figure(vector, counter) : 0;

    /// <summary>What a period's vector says of a shown counter.</summary>
    public static long Figure(FigureVector vector, Counter counter)
    {
        long sum = 0;
        foreach (var part in Counters.Parts(counter))
        {
            sum += Bounded(vector[(int)part]);
        }

        return Bounded(sum);
    }

    private static void Copy(Figures figures, string? item, IEnumerable<Period> periods, PeriodFigures.Draft into)
    {
        var used = figures.Used(item).Where(Counters.IsShown).ToList();
        foreach (var period in periods)
        {
            foreach (var counter in used)
            {
                if (figures.Total(item, period, counter) is not 0 and var amount)
                {
                    into.Add(period.Code, (int)counter, amount);
                }
            }
        }
    }

    private static void CopyParts(Figures figures, string? item, Viewpoint at, PeriodFigures.Draft into)
    {
        foreach (var counter in figures.Used(item))
        {
            if (!Counters.IsShown(counter) && figures.Total(item, at.RatePeriod, counter) is not 0 and var amount)
            {
                into.Add(Parts, Counters.PartIndex(counter), amount);
            }
        }
    }

    private static void CopyStanding(Figures figures, Viewpoint at, Func<string, bool>? wanted, Draft into)
    {
        foreach (var (cell, number) in figures.Standing)
        {
            if (wanted is null || wanted(cell.Item))
            {
                into.AddStanding(cell, number, at, isByItem: wanted is null);
            }
        }
    }

    private static void Put(Dictionary<string, PeriodFigures> items, string item, PeriodFigures figures)
    {
        if (figures.IsEmpty)
        {
            items.Remove(item);
        }
        else
        {
            items[item] = figures;
        }
    }

    /// <summary>A sheet while it is being built from an earlier one.</summary>
    private sealed class Draft(Sheet from)
    {
        private readonly Dictionary<string, PeriodFigures.Draft> items = [];

        public PeriodFigures.Draft All { get; } = new(from.All);

        /// <summary>The figures of an item, by the code under which it is shown.</summary>
        public PeriodFigures.Draft Of(string item)
        {
            if (!items.TryGetValue(item, out var figures))
            {
                items[item] = figures = new(from.Items.GetValueOrDefault(item, PeriodFigures.None));
            }

            return figures;
        }

        /// <summary>Adds what stands open.</summary>
        public void AddStanding(Cell cell, long amount, Viewpoint at, bool isByItem)
        {
            foreach (var slot in Slots.Of(cell, at))
            {
                All.Add(Now, slot, amount);
                if (isByItem && slot < Slots.OfItem)
                {
                    Of(at.Shown(cell.Item)).Add(Now, slot, amount);
                }
            }
        }

        public Sheet Build()
        {
            var all = new Dictionary<string, PeriodFigures>(from.Items);
            foreach (var (item, figures) in items)
            {
                Put(all, item, figures.Build());
            }

            return new() { All = All.Build(), Items = all };
        }
    }
}
