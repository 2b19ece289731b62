using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Views;

/// <summary>
/// Shows one grain's view to the web hosts that watch it, each at the pace at which it takes them: a host that is slow or gone holds up no
/// other. Used inside the grain's turns only.
/// </summary>
internal sealed partial class ViewPublisher(TimeProvider clock, ILogger log, Func<View?> view)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private readonly Dictionary<IViewWatcher, Watching> watchers = [];

    /// <summary>Somebody is watching.</summary>
    public bool Watched => watchers.Values.Any(watching => clock.GetElapsedTime(watching.RenewedAt) < Lease);

    /// <summary>Starts or renews a watch; the watcher is shown the view if it has not seen this version.</summary>
    public long? Watch(IViewWatcher watcher)
    {
        if (!watchers.TryGetValue(watcher, out var watching))
        {
            watching = new(watching => ShowAsync(watcher, watching));
            watchers.Add(watcher, watching);
        }

        watching.RenewedAt = clock.GetTimestamp();
        var version = view()?.Version;
        if (version != watching.Shown)
        {
            watching.Relay.Signal();
        }

        return version;
    }

    /// <summary>Ends a watch; completes when nothing is on its way to the watcher any more, so that it may be gone then.</summary>
    public Task UnwatchAsync(IViewWatcher watcher) =>
        watchers.Remove(watcher, out var watching) ? watching.Relay.Sending : Task.CompletedTask;

    /// <summary>The view has changed.</summary>
    public void Changed()
    {
        foreach (var (watcher, watching) in watchers)
        {
            if (clock.GetElapsedTime(watching.RenewedAt) > Lease)
            {
                watchers.Remove(watcher);
            }
            else
            {
                watching.Relay.Signal();
            }
        }
    }

    private async Task ShowAsync(IViewWatcher watcher, Watching watching)
    {
        try
        {
            if (watchers.GetValueOrDefault(watcher) == watching && view() is { } shown && shown.Version != watching.Shown)
            {
                await watcher.Show(shown);
                watching.Shown = shown.Version;
            }
        }
        catch (Exception problem)
        {
            // A web host that comes back renews its watch and is shown the newest version then.
            if (watchers.GetValueOrDefault(watcher) == watching)
            {
                watchers.Remove(watcher);
            }

            LogLost(problem.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "A web host could not be shown a view; it will be again when it renews its watch. {Reason}")]
    private partial void LogLost(string reason);

    private sealed class Watching
    {
        public Watching(Func<Watching, Task> show) => Relay = new("view", () => show(this));

        public Relay Relay { get; }

        /// <summary>A timestamp: a clock that is set back prolongs no lease.</summary>
        public long RenewedAt { get; set; }

        public long Shown { get; set; }
    }
}
