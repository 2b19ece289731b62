using System.Collections;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// Values in their order, each once, in runs of some hundreds that lie beside each other: to add or take away costs the logarithm of their
/// number and moves some hundreds. A tree has an object for each value, and with a million of them the collector of memory had little else
/// to go through.
/// </summary>
internal sealed class SortedRuns<T>(IComparer<T> order) : IEnumerable<T>
{
    private const int Longest = 512;

    private readonly List<List<T>> runs = [];

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value unless its equal is there.</summary>
    public void Add(T value)
    {
        if (runs.Count == 0)
        {
            runs.Add([value]);
            Count = 1;
            return;
        }

        var index = RunOf(value);
        var run = runs[index];
        var place = run.BinarySearch(value, order);
        if (place >= 0)
        {
            return;
        }

        run.Insert(~place, value);
        Count++;
        if (run.Count > Longest)
        {
            runs.Insert(index + 1, run[(Longest / 2)..]);
            run.RemoveRange(Longest / 2, run.Count - (Longest / 2));
            run.TrimExcess();
        }
    }

    /// <summary>Takes a value away if it is there.</summary>
    public void Remove(T value)
    {
        if (runs.Count == 0)
        {
            return;
        }

        var index = RunOf(value);
        if (runs[index].BinarySearch(value, order) is >= 0 and var place)
        {
            runs[index].RemoveAt(place);
            Count--;
            if (runs[index].Count == 0)
            {
                runs.RemoveAt(index);
            }
        }
    }

    /// <summary>Takes the least memory until something is added.</summary>
    public void TrimExcess()
    {
        runs.ForEach(static run => run.TrimExcess());
        runs.TrimExcess();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => runs.SelectMany(static run => run).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The first run whose last value is not before this one; the last where there is none.</summary>
    private int RunOf(T value)
    {
        var (low, high) = (0, runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (order.Compare(runs[middle][^1], value) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
