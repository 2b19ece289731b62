using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Views;

/// <summary>
/// Shows one grain's view to the web hosts that watch it, each at its own pace: a host that is slow or gone holds up no other.
/// Used inside the grain's turns only.
/// </summary>
internal sealed partial class ViewPublisher(TimeProvider clock, ILogger log, Func<View?> view)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    /// <summary>Hosts pace their frames themselves (<c>Dashboard:Push:TickMs</c>); two ticks in a row would add up.</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<IViewWatcher, Watching> watchers = [];

    /// <summary>Somebody is watching.</summary>
    public bool Watched => watchers.Values.Any(watching => watching.Until > clock.GetUtcNow());

    /// <summary>Starts or renews a watch; the watcher is shown the view if it has not seen this version.</summary>
    public long? Watch(IViewWatcher watcher)
    {
        if (!watchers.TryGetValue(watcher, out var watching))
        {
            watching = new();
            watching.Pace = new(clock, LeastPause, LongestTick, () => ShowAsync(watcher, watching));
            watchers.Add(watcher, watching);
        }

        watching.Until = clock.GetUtcNow() + Lease;
        var version = view()?.Version;
        if (version != watching.Shown)
        {
            watching.Pace!.Signal();
        }

        return version;
    }

    public void Unwatch(IViewWatcher watcher) => watchers.Remove(watcher);

    /// <summary>The view has changed.</summary>
    public void Changed()
    {
        var now = clock.GetUtcNow();
        foreach (var (watcher, watching) in watchers)
        {
            if (watching.Until < now)
            {
                watchers.Remove(watcher);
            }
            else
            {
                watching.Pace!.Signal();
            }
        }
    }

    private async Task ShowAsync(IViewWatcher watcher, Watching watching)
    {
        try
        {
            if (view() is { } shown && shown.Version != watching.Shown)
            {
                await watcher.Show(shown);
                watching.Shown = shown.Version;
            }
        }
        catch (Exception problem)
        {
            // A web host that comes back renews its watch and is shown the newest version then.
            watchers.Remove(watcher);
            LogLost(problem.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A web host could not be shown a view; it will be again when it renews its watch. {Reason}")]
    private partial void LogLost(string reason);

    private sealed class Watching
    {
        public DateTimeOffset Until { get; set; }

        public long Shown { get; set; }

        public Pace? Pace { get; set; }
    }
}
