using System.Collections.Concurrent;
using Dashboard.Grains;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Screens;

/// <summary>The feeds of this host: one per watched view, let go a minute after its last screen has left.</summary>
internal sealed class ViewFeeds(
    IGrainFactory grains, IHubContext<DashboardHub, IDashboardClient> hub, TimeProvider clock, IOptions<DashboardOptions> options, DemoMark demo, ScreenMetrics metrics, ILogger<ViewFeed> log)
    : BackgroundService
{
    private const int MostFeeds = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Lazy<ViewFeed>> feeds = [];

    /// <summary>The feed of a view; started if need be.</summary>
    /// <exception cref="HubException">There can be no such view, or too many are watched.</exception>
    public ViewFeed Of(string? view)
    {
        if (grains.Find(view) is null)
        {
            throw new HubException("A view is jurisdiction/{code}, team/{id}, item/{code} or enterprise/{uscc}.");
        }

        if (feeds.Count >= MostFeeds && !feeds.ContainsKey(view!))
        {
            throw new HubException("This host watches too many views already.");
        }

        return feeds.GetOrAdd(view!, name => new(() => new(name, grains, hub, clock, TimeSpan.FromMilliseconds(options.Value.Push.TickMs), demo, metrics, log))).Value;
    }

    /// <summary>Takes a screen off all feeds.</summary>
    public void Leave(string connection)
    {
        foreach (var feed in feeds.Values)
        {
            feed.Value.Leave(connection);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Patience, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (name, feed) in feeds)
            {
                if (feed.Value.EmptySince is { } since && clock.GetElapsedTime(since) > Patience && feeds.TryRemove(name, out _))
                {
                    await feed.Value.DisposeAsync();
                }
            }
        }
    }
}
