using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// What one subject counts in: every counter, day and due day once, in order, none of them zero. So two of them compare cell by cell.
/// Stored as <see cref="Delta"/> stores a change.
/// </summary>
/// <param name="Item">The item under which all of it stands.</param>
internal sealed record SubjectCounts(string Item, Count[] Counts)
{
    [ThreadStatic] private static List<Count>? gathered;

    public static SubjectCounts None { get; } = new("", []);

    /// <summary>What a subject that is set aside counts in: how many there are, whatever is known of it.</summary>
    public static SubjectCounts SetAside { get; } = new(RosterItem.Unclassified, [new(Counter.SetAside, DateOnly.MinValue, 1)]);

    /// <summary>The first and the last day on which it counts; null when it counts nowhere.</summary>
    public (DateOnly First, DateOnly Last)? Span
    {
        get
        {
            if (Counts.Length == 0)
            {
                return null;
            }

            var (first, last) = (Counts[0].Day, Counts[0].Day);
            foreach (var count in Counts)
            {
                first = count.Day < first ? count.Day : first;
                last = count.Day > last ? count.Day : last;
            }

            return (first, last);
        }
    }

    /// <summary>Sorts counts in any order, adds up those of one cell, and leaves out what comes to zero.</summary>
    public static SubjectCounts Of(string item, IEnumerable<Count> counts)
    {
        var all = gathered ??= [];
        all.Clear();
        all.AddRange(counts);
        all.Sort(Compare);
        var kept = 0;
        for (var i = 0; i < all.Count;)
        {
            var count = all[i++];
            for (; i < all.Count && Compare(all[i], count) == 0; i++)
            {
                count = count with { Amount = checked(count.Amount + all[i].Amount) };
            }

            if (count.Amount != 0)
            {
                all[kept++] = count;
            }
        }

        return kept == 0 ? None : new(item, [.. System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all)[..kept]]);
    }

    /// <summary>The day on which it counts in a counter; the first of several, null when it does not.</summary>
    public DateOnly? DayOf(Counter counter) => Find(counter)?.Day;

    /// <summary>What it counts in a counter: the first of several days, null when it does not.</summary>
    public Count? Find(Counter counter)
    {
        foreach (var count in Counts)
        {
            if (count.Counter == counter)
            {
                return count;
            }
        }

        return null;
    }

    public byte[] Encode()
    {
        if (Counts.Length == 0)
        {
            return [];
        }

        var bytes = new VarIntWriter(8 + Item.Length + (Counts.Length * 12));
        bytes.Write(1);
        bytes.Write(Item);
        foreach (var count in Counts)
        {
            Delta.WriteCell(bytes, 0, new(Item, count.Day, count.Counter, count.Due), count.Amount);
        }

        return bytes.ToArray();
    }

    public static SubjectCounts Decode(byte[] stored)
    {
        if (stored.Length == 0)
        {
            return None;
        }

        var (item, counts) = ("", new List<Count>(stored.Length / 6));
        foreach (var (cell, amount) in Delta.Decode(stored))
        {
            item = cell.Item;
            counts.Add(new(cell.Counter, cell.Day, amount, cell.Due));
        }

        counts.Sort(Compare);
        return new(item, [.. counts]);
    }

    /// <summary>In which order counts stand, whatever their amounts.</summary>
    public static int Compare(Count left, Count right)
    {
        // An enum's own comparison makes an object of each side.
        var order = (int)left.Counter - (int)right.Counter;
        order = order != 0 ? order : left.Day.CompareTo(right.Day);
        return order != 0 ? order : left.Due.CompareTo(right.Due);
    }
}
