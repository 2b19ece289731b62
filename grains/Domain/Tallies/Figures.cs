using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// The figures of one team: every counter by item and by day, month and year, and what stands open now.
/// Work per change is constant; memory follows the cells that are not zero.
/// </summary>
internal sealed class Figures
{
    /// <summary>The index under which all items together are kept.</summary>
    public const ushort AllItems = 0;

    private const int DayMask = 0xFFFFF;

    private readonly PackedCells totals = new();
    private readonly PackedCells standing = new();
    private readonly List<string> items = [""];
    private readonly Dictionary<string, ushort> itemIndex = [];
    private readonly List<List<Counter>> used = [[]];

    /// <summary>Items that ever had a figure here.</summary>
    public IEnumerable<string> Items => items.Skip(1);

    /// <summary>The period counters an item (or all, <c>null</c>) ever had a figure in.</summary>
    public IReadOnlyList<Counter> Used(string? item) =>
        item is null ? used[AllItems] : itemIndex.TryGetValue(item, out var index) ? used[index] : [];

    /// <summary>How many cells are kept, for measuring memory.</summary>
    public int CellCount => totals.Count + standing.Count;

    public void Add(Cell cell, long amount)
    {
        var item = IndexOf(cell.Item);
        if (Counters.IsStanding(cell.Counter))
        {
            standing.Add(StandingKey(item, cell), amount);
            return;
        }

        Use(item, cell.Counter);
        Use(AllItems, cell.Counter);
        var (day, month, year) = (Period.OfDay(cell.Day).Code, Period.OfMonth(cell.Day).Code, Period.OfYear(cell.Day).Code);
        totals.Add(Key(item, day, cell.Counter), amount);
        totals.Add(Key(item, month, cell.Counter), amount);
        totals.Add(Key(item, year, cell.Counter), amount);
        totals.Add(Key(AllItems, day, cell.Counter), amount);
        totals.Add(Key(AllItems, month, cell.Counter), amount);
        totals.Add(Key(AllItems, year, cell.Counter), amount);
    }

    public void Add(IEnumerable<KeyValuePair<Cell, long>> delta)
    {
        foreach (var (cell, amount) in delta)
        {
            Add(cell, amount);
        }
    }

    /// <summary>A stored counter of one item (or of all, <c>null</c>) in a period.</summary>
    public long Total(string? item, Period period, Counter counter)
    {
        var index = AllItems;
        return item is not null && !itemIndex.TryGetValue(item, out index)
            ? 0
            : totals[Key(index, period.Code, counter)];
    }

    /// <summary>Everything that stands open: item, day, counter, due day, number.</summary>
    public IEnumerable<KeyValuePair<Cell, long>> Standing =>
        standing.All().Select(entry => KeyValuePair.Create(
            new Cell(
                items[(ushort)(entry.Key >> 48)],
                DateOnly.FromDayNumber((int)(entry.Key >> 28) & DayMask),
                (Counter)(byte)entry.Key,
                DateOnly.FromDayNumber((int)(entry.Key >> 8) & DayMask)),
            entry.Value));

    /// <summary>Takes the least memory from now on, until something changes.</summary>
    public void Rest()
    {
        totals.Rest();
        standing.Rest();
    }

    /// <summary>All cells by day: enough to rebuild everything (snapshot, proof).</summary>
    public IEnumerable<KeyValuePair<Cell, long>> Cells()
    {
        foreach (var (key, amount) in totals.All())
        {
            var (item, period) = ((ushort)(key >> 48), (int)(key >> 8) & 0x7FFFFFFF);
            if (item != AllItems && period % 100 != 0)
            {
                yield return new(new(items[item], Period.FromCode(period).First, (Counter)(byte)key), amount);
            }
        }

        foreach (var entry in Standing)
        {
            yield return entry;
        }
    }

    private void Use(ushort item, Counter counter)
    {
        if (!used[item].Contains(counter))
        {
            used[item].Add(counter);
        }
    }

    private ushort IndexOf(string item)
    {
        if (!itemIndex.TryGetValue(item, out var index))
        {
            index = checked((ushort)items.Count);
            items.Add(item);
            used.Add([]);
            itemIndex.Add(item, index);
        }

        return index;
    }

    /// <summary>Both days of a standing cell as numbers of days, which up to 2870 take 20 bits.</summary>
    private static ulong StandingKey(ushort item, Cell cell) =>
        ((ulong)item << 48) | ((ulong)(cell.Day.DayNumber & DayMask) << 28)
            | ((ulong)(Math.Min(cell.Due.DayNumber, DayMask) & DayMask) << 8) | (byte)cell.Counter;

    private static ulong Key(ushort item, int when, Counter counter) => ((ulong)item << 48) | ((ulong)when << 8) | (byte)counter;
}
