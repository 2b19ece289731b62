namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Many numbers by key in little memory: sorted arrays, 16 bytes a cell, beside a small table of what changed since they were packed.
/// A cell that is zero is not kept.
/// </summary>
internal sealed class PackedCells
{
    private const int LeastChanged = 64;
    private ulong[] keys = [];
    private long[] values = [];
    private Dictionary<ulong, long> changed = [];

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
        changed[key] = changed.GetValueOrDefault(key) + amount;
        if (changed.Count > LeastChanged + (keys.Length / 4))
        {
            Pack();
        }
    }

    /// <summary>All cells that are not zero, by key.</summary>
    public IEnumerable<KeyValuePair<ulong, long>> All()
    {
        Pack();
        var (packedKeys, packedValues) = (keys, values);
        for (var i = 0; i < packedKeys.Length; i++)
        {
            yield return new(packedKeys[i], packedValues[i]);
        }
    }

    /// <summary>Merges what changed into the arrays.</summary>
    public void Pack()
    {
        if (changed.Count == 0)
        {
            return;
        }

        var sorted = changed.Where(static cell => cell.Value != 0).OrderBy(static cell => cell.Key).ToArray();
        var (newKeys, newValues, count) = (new ulong[keys.Length + sorted.Length], new long[keys.Length + sorted.Length], 0);
        for (int old = 0, fresh = 0; old < keys.Length || fresh < sorted.Length;)
        {
            var (key, value) = fresh == sorted.Length || (old < keys.Length && keys[old] <= sorted[fresh].Key)
                ? (keys[old], values[old])
                : (sorted[fresh].Key, 0L);
            old += old < keys.Length && keys[old] == key ? 1 : 0;
            value += fresh < sorted.Length && sorted[fresh].Key == key ? sorted[fresh++].Value : 0;
            if (value != 0)
            {
                (newKeys[count], newValues[count++]) = (key, value);
            }
        }

        Array.Resize(ref newKeys, count);
        Array.Resize(ref newValues, count);
        (keys, values, changed) = (newKeys, newValues, []);
    }
}
