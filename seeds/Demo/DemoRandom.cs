namespace Dashboard.Seeds.Demo;

/// <summary>Integer-only pseudo-random numbers (SplitMix64): the same story on every machine and runtime.</summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of numbers of its own for one part of one year.</summary>
    public static DemoRandom For(ulong seed, int year, string part)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var unit in part)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return new((hash ^ (ulong)year) * 1099511628211UL);
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(int min, int max) => min + (int)(Bits() % (ulong)(max - min + 1));

    public bool Percent(int chance) => Between(1, 100) <= chance;

    public bool PerMille(int chance) => Between(1, 1000) <= chance;

    public T Pick<T>(IReadOnlyList<T> list) => list[Between(0, list.Count - 1)];

    /// <summary>Like <see cref="Between"/>, but the higher the power the nearer to <paramref name="min"/>.</summary>
    public int Skewed(int min, int max, int power)
    {
        long share = 1, whole = 1;
        var drawn = Between(0, 999);
        for (var i = 0; i < power; i++)
        {
            share *= drawn;
            whole *= 1000;
        }

        return min + (int)((max - min + 1) * share / whole);
    }

    /// <summary>Picks by relative weight.</summary>
    public T Weighted<T>(IReadOnlyList<T> list, Func<T, int> weight)
    {
        var left = Between(1, list.Sum(weight));
        foreach (var entry in list)
        {
            left -= weight(entry);
            if (left <= 0)
            {
                return entry;
            }
        }

        throw new ArgumentException("No entry has a weight.", nameof(list));
    }

    private ulong Bits()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
