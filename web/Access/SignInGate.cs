using System.Collections.Concurrent;

namespace Dashboard.Web.Access;

/// <summary>
/// Holds up guessing: after five failures under one name within five minutes, or fifty from one address, nothing more is tried for a while.
/// A name nobody has is held up like any other, so that the answer does not tell which names there are.
/// </summary>
internal sealed class SignInGate(TimeProvider clock)
{
    private const int PerName = 5, PerAddress = 50, MostKept = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Queue<long>> failures = [];

    /// <summary>How long nothing more is tried; null when it may be.</summary>
    public TimeSpan? Closed(string name, string? address) =>
        Closed(OfName(name), PerName) is { } byName ? byName : Closed(OfAddress(address), PerAddress);

    public void Fail(string name, string? address)
    {
        if (failures.Count > MostKept)
        {
            failures.Clear();
        }

        foreach (var key in (string[])[OfName(name), OfAddress(address)])
        {
            var times = failures.GetOrAdd(key, static _ => new());
            lock (times)
            {
                times.Enqueue(clock.GetTimestamp());
            }
        }
    }

    /// <summary>The name was signed in: what failed before is forgotten.</summary>
    public void Pass(string name) => failures.TryRemove(OfName(name), out _);

    private TimeSpan? Closed(string key, int most)
    {
        if (!failures.TryGetValue(key, out var times))
        {
            return null;
        }

        lock (times)
        {
            while (times.TryPeek(out var first) && clock.GetElapsedTime(first) > Window)
            {
                times.Dequeue();
            }

            return times.Count < most ? null : Window - clock.GetElapsedTime(times.Peek());
        }
    }

    private static string OfName(string name) => "name " + name.Trim().ToUpperInvariant();

    private static string OfAddress(string? address) => "address " + address;
}
