using System.Text;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// A change of cells and of what is watched, and its stored form. Adding deltas is all that ever happens to figures, so they may be added
/// in any order; of what is watched the newest revision of each subject holds.
/// Stored: count of watched subjects (left out with a leading count of items from 0), each with its watches, count of items, each item
/// (length, UTF-8), then per cell item index, day number, counter, due day where the counter has one, amount; all as variable-length
/// integers.
/// </summary>
internal sealed class Delta
{
    [ThreadStatic] private static VarIntWriter? room;

    private readonly Dictionary<Cell, long> cells = [];

    public IReadOnlyDictionary<Cell, long> Cells => cells;

    /// <summary>Subjects whose open warnings are others now, none included.</summary>
    public List<WatchedSubject> Watched { get; } = [];

    public bool IsEmpty => cells.Count == 0 && Watched.Count == 0;

    /// <summary>Adds an amount; a cell that comes to zero is gone.</summary>
    public void Add(Cell cell, long amount)
    {
        ref var value = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(cells, cell, out _);
        value += amount;
        if (value == 0)
        {
            cells.Remove(cell);
        }
    }

    /// <summary>Adds what a subject counts in, or takes it back (<paramref name="sign"/> −1).</summary>
    public void Add(SubjectCounts counts, int sign)
    {
        foreach (var count in counts.Counts)
        {
            Add(new(counts.Item, count.Day, count.Counter, count.Due), sign * count.Amount);
        }
    }

    /// <summary>Adds what a subject counts in now and did not before: cells that stay the same are passed over.</summary>
    public void Replace(SubjectCounts before, SubjectCounts after)
    {
        if (before.Item != after.Item)
        {
            Add(before, -1);
            Add(after, 1);
            return;
        }

        var (old, @new) = (before.Counts, after.Counts);
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
        {
            var order = i == old.Length ? 1 : j == @new.Length ? -1 : SubjectCounts.Compare(old[i], @new[j]);
            var count = order <= 0 ? old[i] : @new[j];
            var amount = (order >= 0 ? @new[j].Amount : 0) - (order <= 0 ? old[i].Amount : 0);
            if (amount != 0)
            {
                Add(new(after.Item, count.Day, count.Counter, count.Due), amount);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }

    public byte[] Encode()
    {
        if (IsEmpty)
        {
            return [];
        }

        var bytes = new VarIntWriter(128 + (cells.Count * 8));
        if (Watched.Count > 0)
        {
            bytes.Write(-Watched.Count);
            foreach (var subject in Watched)
            {
                subject.Write(bytes);
            }
        }

        WriteCells(bytes, cells.Keys.Select(static cell => cell.Item), cells);
        return bytes.ToArray();
    }

    /// <summary>Many cells as a stored change holds them, written as they come.</summary>
    /// <param name="items">Every item that one of them is of.</param>
    public static byte[] Encode(IEnumerable<string> items, IEnumerable<KeyValuePair<Cell, long>> cells)
    {
        // All of a team's cells are a large array, and large arrays have all generations collected: the room is kept.
        var bytes = room ??= new(1024);
        bytes.Clear();
        WriteCells(bytes, items, cells);
        return bytes.ToArray();
    }

    /// <summary>One cell as a stored change holds it.</summary>
    /// <param name="item">Place of its item among the items written before.</param>
    public static void WriteCell(VarIntWriter bytes, int item, Cell cell, long amount)
    {
        bytes.Write(item);
        bytes.Write(cell.Day.DayNumber);
        bytes.Write((int)cell.Counter);
        if (Counters.HasDue(cell.Counter))
        {
            bytes.Write(cell.Due.DayNumber);
        }

        bytes.Write(amount);
    }

    private static void WriteCells(VarIntWriter bytes, IEnumerable<string> items, IEnumerable<KeyValuePair<Cell, long>> cells)
    {
        var places = new OrderedDictionary<string, int>();
        foreach (var item in items)
        {
            places.TryAdd(item, places.Count);
        }

        bytes.Write(places.Count);
        foreach (var item in places.Keys)
        {
            bytes.Write(item);
        }

        foreach (var (cell, amount) in cells)
        {
            WriteCell(bytes, places[cell.Item], cell, amount);
        }
    }

    /// <summary>Reads a stored delta cell by cell, without building one.</summary>
    public static IEnumerable<KeyValuePair<Cell, long>> Decode(byte[] stored)
    {
        if (stored.Length == 0)
        {
            yield break;
        }

        var reader = new VarIntReader(stored);
        var first = reader.Read();
        if (first < 0)
        {
            for (; first < 0; first++)
            {
                WatchedSubject.Read(reader);
            }

            first = reader.Read();
        }

        var items = new string[first];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = reader.ReadText();
        }

        while (!reader.AtEnd)
        {
            var item = items[reader.Read()];
            var day = DateOnly.FromDayNumber((int)reader.Read());
            var counter = (Counter)reader.Read();
            var due = Counters.HasDue(counter) ? DateOnly.FromDayNumber((int)reader.Read()) : default;
            yield return new(new(item, day, counter, due), reader.Read());
        }
    }

    /// <summary>The watched subjects of a stored delta.</summary>
    public static IReadOnlyList<WatchedSubject> DecodeWatched(byte[] stored)
    {
        var watched = new List<WatchedSubject>();
        if (stored.Length > 0)
        {
            var reader = new VarIntReader(stored);
            for (var left = reader.Read(); left < 0; left++)
            {
                watched.Add(WatchedSubject.Read(reader));
            }
        }

        return watched;
    }
}

/// <summary>Writes signed integers in as few bytes as they need (zig-zag, base 128).</summary>
internal sealed class VarIntWriter(int capacity)
{
    private const int LongestInteger = 10;
    private byte[] bytes = new byte[capacity];
    private int length;

    /// <summary>What was written, until more is.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    /// <summary>Begins anew in the same memory.</summary>
    public void Clear() => length = 0;

    public void Write(long value)
    {
        Reserve(LongestInteger);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            bytes[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        bytes[length++] = (byte)rest;
    }

    public void Write(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        Write(size);
        Reserve(size);
        length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
    }

    public void Write(byte[] written)
    {
        Reserve(written.Length);
        written.CopyTo(bytes, length);
        length += written.Length;
    }

    public byte[] ToArray() => Written.ToArray();

    private void Reserve(int more)
    {
        if (bytes.Length - length < more)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
        }
    }
}

/// <summary>Reads what <see cref="VarIntWriter"/> wrote.</summary>
internal sealed class VarIntReader(byte[] bytes, int start = 0)
{
    private int at = start;

    public bool AtEnd => at >= bytes.Length;

    /// <summary>How many bytes were read.</summary>
    public int Position => at;

    public long Read()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }
    }

    /// <summary>Reads an integer at the beginning of some bytes, which are fewer by it afterwards.</summary>
    public static long Read(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        var length = 0;
        do
        {
            value |= (ulong)(bytes[length] & 0x7F) << (7 * length);
        }
        while (bytes[length++] >= 0x80);

        bytes = bytes[length..];
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>What was read since a position, as it stands there.</summary>
    public byte[] Since(int position) => bytes[position..at];

    public string ReadText()
    {
        var length = (int)Read();
        at += length;
        return Encoding.UTF8.GetString(bytes, at - length, length);
    }

    public void SkipText()
    {
        var length = (int)Read();
        at += length;
    }

    /// <summary>A text that repeats, as one string for all.</summary>
    public string ReadShared()
    {
        var length = (int)Read();
        at += length;
        return SharedTexts.Of(bytes.AsSpan(at - length, length));
    }
}
