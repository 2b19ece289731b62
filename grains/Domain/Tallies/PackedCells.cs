using System.Runtime.InteropServices;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Many numbers by key in little memory: sorted arrays, 16 bytes a cell, beside a small table of what changed since they were packed.
/// A cell that is zero is not kept.
/// </summary>
internal sealed class PackedCells
{
    private const int LeastChanged = 64;
    [ThreadStatic] private static List<ulong>? mergedKeys;
    [ThreadStatic] private static List<long>? mergedValues;
    private readonly Dictionary<ulong, long> changed = [];
    private ulong[] keys = [];
    private long[] values = [];

    /// <summary>How many cells are not zero.</summary>
    public int Count
    {
        get
        {
            Pack();
            return keys.Length;
        }
    }

    /// <summary>The number under a key; 0 when there is none.</summary>
    public long this[ulong key]
    {
        get
        {
            var at = Array.BinarySearch(keys, key);
            return (at < 0 ? 0 : values[at]) + changed.GetValueOrDefault(key);
        }
    }

    /// <summary>Adds to a cell.</summary>
    public void Add(ulong key, long amount)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(changed, key, out _) += amount;
        if (changed.Count > LeastChanged + (keys.Length / 4))
        {
            Pack();
        }
    }

    /// <summary>All cells that are not zero, by key, as they are at this moment.</summary>
    public IEnumerable<KeyValuePair<ulong, long>> All()
    {
        var (fresh, amounts) = (changed.Keys.ToArray(), changed.Values.ToArray());
        Array.Sort(fresh, amounts);
        return Merged(keys, values, fresh, amounts);
    }

    /// <summary>Takes the least memory from now on, until something changes.</summary>
    public void Rest()
    {
        Pack();
        changed.TrimExcess();
    }

    /// <summary>Merges what changed into the arrays.</summary>
    private void Pack()
    {
        if (changed.Count == 0)
        {
            return;
        }

        var (newKeys, newValues) = (mergedKeys ??= [], mergedValues ??= []);
        newKeys.Clear();
        newValues.Clear();
        foreach (var (key, value) in All())
        {
            newKeys.Add(key);
            newValues.Add(value);
        }

        (keys, values) = ([.. newKeys], [.. newValues]);
        changed.Clear();
    }

    /// <summary>Two sorted lists of cells added up, without those that come to zero.</summary>
    private static IEnumerable<KeyValuePair<ulong, long>> Merged(ulong[] keys, long[] values, ulong[] fresh, long[] amounts)
    {
        for (int old = 0, next = 0; old < keys.Length || next < fresh.Length;)
        {
            var isOld = next == fresh.Length || (old < keys.Length && keys[old] <= fresh[next]);
            var (key, value) = isOld ? (keys[old], values[old++]) : (fresh[next], 0L);
            value += next < fresh.Length && fresh[next] == key ? amounts[next++] : 0;
            if (value != 0)
            {
                yield return new(key, value);
            }
        }
    }
}
