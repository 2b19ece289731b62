using System.Collections.Concurrent;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Screens;

/// <summary>One link that watches a view.</summary>
/// <param name="Unpacks">What is great is sent to it packed.</param>
internal readonly record struct Watcher(string Connection, bool Unpacks);

/// <summary>The feeds of this host: one per watched view and mask, let go a minute after its last screen has left.</summary>
internal sealed class ViewFeeds(
    IGrainFactory grains, IRoster known, IHubContext<DashboardHub, IDashboardClient> hub, TimeProvider clock,
    IOptions<DashboardOptions> options, DemoMark demo, ScreenMetrics metrics, SiloLosses losses, Round round,
    ILogger<ViewFeed> feedLog, ILogger<ViewFeeds> log)
    : RecurringWork(Interval, clock, log)
{
    private const int MostFeeds = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), Interval = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Lazy<ViewFeed>> feeds = [];
    private readonly PushBudget budget = new(clock, TimeSpan.FromMilliseconds(options.Value.Push.TickMs), Environment.ProcessorCount);

    /// <summary>Adds a screen to the feed of a view, which is started if need be, and answers with what the screen misses.</summary>
    /// <exception cref="HubException">There is no such view, or too many are watched; no feed was made.</exception>
    /// <exception cref="TimeoutException">The cluster does not answer.</exception>
    public async Task<Frame> JoinAsync(string view, Mask mask, Watcher watcher, long? since)
    {
        var group = GroupOf(view, mask);
        var (kind, key) = ViewNames.Split(view);
        if (!mask.Admits(kind, key))
        {
            throw new HubException($"There is no view {view}.");
        }

        while (true)
        {
            if (!feeds.TryGetValue(group, out var feed))
            {
                await RequireAsync(view);
                feed = feeds.GetOrAdd(group, _ => new(() => new(
                    view, mask, grains, hub, Clock, budget, demo, metrics, losses, () => round.MissingSince, feedLog)));
            }

            try
            {
                if (await feed.Value.JoinAsync(watcher, since) is { } frame)
                {
                    return frame;
                }

                // It was closed at this moment; the next one is another.
                await Task.Yield();
            }
            finally
            {
                await DropAsync(group, feed);
            }
        }
    }

    /// <summary>Takes a screen off a feed, if there is one.</summary>
    public void Leave(string view, Mask mask, Watcher watcher)
    {
        if (feeds.TryGetValue(GroupOf(view, mask), out var feed))
        {
            feed.Value.Leave(watcher);
        }
    }

    /// <summary>Screens of one view that are shown the same of it, in the same form.</summary>
    public static string GroupOf(string view, Mask mask, bool unpacks = false) =>
        (unpacks ? "packed " : "") + (mask.Key.Length == 0 ? view : $"{view} {mask.Key}");

    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        foreach (var (group, feed) in feeds)
        {
            await DropAsync(group, feed);
        }
    }

    /// <summary>Lets a feed go that has no screens and had none for long, or never had a version.</summary>
    private async Task DropAsync(string group, Lazy<ViewFeed> feed)
    {
        if (feed.Value.TryClose(Patience) && feeds.TryRemove(KeyValuePair.Create(group, feed)))
        {
            await feed.Value.DisposeAsync();
        }
    }

    private async Task RequireAsync(string view)
    {
        var (kind, key) = ViewNames.Split(view);
        if (grains.Find(view) is not { } grain)
        {
            throw new HubException("A view is jurisdiction/{code}, team/{id}, item/{code} or enterprise/{uscc}.");
        }

        var isThere = kind == "enterprise" ? await grain.Get(null) is not null
            : (kind == "jurisdiction" && key == options.Value.Jurisdiction) || await known.KnowsAsync(kind, key);
        if (!isThere)
        {
            throw new HubException($"There is no view {view}.");
        }

        if (feeds.Count >= MostFeeds)
        {
            throw new HubException("This host watches too many views already.");
        }
    }
}
