using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Access;

/// <summary>
/// Holds up guessing: after so many failures under one name, or from one host whatever the names (a spray of one password over all of
/// them), nothing more is tried for a while; how many, <see cref="RateLimits"/> says. Each try counts as a failure until it has succeeded,
/// so that many at once are no way around. A name nobody has is held up like any other, so that the answer does not tell which names
/// there are.
/// </summary>
internal sealed class SignInGate(Settings settings, TimeProvider clock)
{
    private const int MostKept = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly int perName = settings.Limits[RateLimits.FailuresOfName.Name];
    private readonly int perHost = settings.Limits[RateLimits.FailuresOfHost.Name];
    private readonly ConcurrentDictionary<string, Queue<long>> failures = [];

    /// <summary>Begins a try; or says how long nothing is tried.</summary>
    /// <param name="name">Null where no name is asked for.</param>
    /// <param name="host">Address of the host; null where it does not matter, since the caller is known.</param>
    public TimeSpan? Begin(string? name, string? host)
    {
        if (failures.Count > MostKept)
        {
            failures.Clear();
        }

        // A host that is held up adds no names: else it could make up so many that all is forgotten.
        return (host is null ? null : Take(OfHost(host), perHost, isTry: false))
            ?? (name is null ? null : Take(OfName(name), perName))
            ?? (host is null ? null : Take(OfHost(host), perHost));
    }

    /// <summary>The try has succeeded: what failed before under this name is forgotten, what failed from this host is not.</summary>
    public void Pass(string? name, string? host)
    {
        if (name is not null)
        {
            failures.TryRemove(OfName(name), out _);
        }

        if (host is not null && failures.TryGetValue(OfHost(host), out var times))
        {
            lock (times)
            {
                times.TryDequeue(out _);
            }
        }
    }

    /// <param name="isTry">False: only how long nothing is tried is asked.</param>
    private TimeSpan? Take(string key, int most, bool isTry = true)
    {
        if (most == 0)
        {
            return null;
        }

        var times = failures.GetOrAdd(key, static _ => new());
        lock (times)
        {
            while (times.TryPeek(out var first) && clock.GetElapsedTime(first) > Window)
            {
                times.Dequeue();
            }

            if (times.Count >= most)
            {
                return Window - clock.GetElapsedTime(times.Peek());
            }

            if (isTry)
            {
                times.Enqueue(clock.GetTimestamp());
            }

            return null;
        }
    }

    /// <summary>As short as any, however long a name somebody makes up.</summary>
    private static string OfName(string name) =>
        "name " + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToUpperInvariant())));

    private static string OfHost(string address) => "host " + address;
}
