using System.Diagnostics;
using Orleans.Runtime;

namespace Dashboard.Grains;

/// <summary>
/// The spans of one event's way: <c>intake</c>, <c>batch</c> of a team, <c>commit</c> of the ledger, <c>part</c> sent to a sum, <c>view</c>
/// shown to a web host, <c>sum</c>, <c>frame</c>, <c>send</c>, <c>seen</c>. They hang below what somebody asked for, and only there: work
/// that nobody's trace led to begins none. While nobody listens (<see cref="Telemetry"/>) nothing is made.
/// </summary>
internal static class Tracing
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Dashboard";

    /// <summary>The word under which Orleans hands a trace on.</summary>
    private const string Parent = "traceparent";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Where the caller stands in its trace; nothing when it is in none. Orleans hands a trace to what it calls in a web host only as the
    /// context of the request.
    /// </summary>
    public static ActivityContext Here =>
        !Source.HasListeners() ? default
        : Activity.Current is { Recorded: true } current ? current.Context
        : RequestContext.Get(Parent) is string told && ActivityContext.TryParse(told, null, isRemote: true, out var asked) ? asked
        : default;

    /// <summary>Begins a span below the caller's; null when there is none.</summary>
    public static Activity? Start(string name) => Start(name, Here);

    /// <summary>Begins a span below another, which may have ended.</summary>
    /// <param name="from">When it began; the default is now.</param>
    public static Activity? Start(string name, ActivityContext parent, DateTimeOffset from = default) =>
        parent == default ? null : Source.StartActivity(name, ActivityKind.Internal, parent, startTime: from);

    /// <summary>
    /// Begins a span of work that is done for several at once: below the first of them that is traced, linked to the others.
    /// </summary>
    public static Activity? Start(string name, IEnumerable<ActivityContext> parents)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var traced = parents.Where(static parent => parent != default).ToList();
        return traced.Count == 0 ? null
            : Source.StartActivity(name, ActivityKind.Internal, traced[0],
                links: traced.Skip(1).Select(static parent => new ActivityLink(parent)));
    }

    /// <summary>
    /// Work of its own begins here, which goes on after whoever began it has his answer: to be called first in an asynchronous method,
    /// whose caller stays in his trace.
    /// </summary>
    public static void Leave()
    {
        Activity.Current = null;
        RequestContext.Remove(Parent);
    }
}
