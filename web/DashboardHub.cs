using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Screens;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web;

/// <summary>Every message a screen can get.</summary>
public interface IDashboardClient
{
#pragma warning disable IDE1006 // The name is what goes over the wire (CONTRACT.md §4).
    /// <summary>A new frame of a watched view.</summary>
    Task frame(Frame frame);

    /// <summary>Something a paired screen is to do; it answers with <c>Done</c>.</summary>
    /// <param name="arguments">JSON.</param>
    Task command(string id, string kind, string arguments);
#pragma warning restore IDE1006
}

/// <summary>Greets screens; the feeds push (CONTRACT.md §4). The calls of one connection come one after the other.</summary>
internal sealed class DashboardHub(
    ViewFeeds feeds, ScreenMetrics metrics, OpenConnections connections, ScreenLinks screens, IGrainFactory grains)
    : Hub<IDashboardClient>
{
    /// <summary>How many views one connection may watch at once.</summary>
    public const int MostViews = 64;

    private const int LongestResult = 500;

    /// <summary>Watches a view. Answers with the patches since a version, when they are still held, or with the whole document.</summary>
    public async Task<Frame> Watch(string? view, long? since)
    {
        if (string.IsNullOrEmpty(view))
        {
            throw new HubException("Name the view to watch: team/T01, for example.");
        }

        if (!Watched.Contains(view) && Watched.Count >= MostViews)
        {
            throw new HubException($"A screen may watch {MostViews} views at once; call Unwatch for one of them first.");
        }

        var (kind, key) = ViewNames.Split(view);
        if (!Mask.Admits(kind, key))
        {
            throw new HubException($"There is no view {view}.");
        }

        try
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, ViewFeeds.GroupOf(view, Mask, Unpacks), Context.ConnectionAborted);
            var frame = await feeds.JoinAsync(view, Mask, new(Context.ConnectionId, Unpacks), since);
            Watched.Add(view);
            if (Context.ConnectionAborted.IsCancellationRequested)
            {
                await LeaveAsync(view);
            }

            return frame;
        }
        catch (Exception problem)
        {
            await LeaveAsync(view);
            if (Busy.IsPassing(problem))
            {
                throw new HubException("The cluster does not answer yet; watch again.");
            }

            throw;
        }
    }

    /// <summary>Watches a view no longer.</summary>
    public Task Unwatch(string? view) => view is not null && Watched.Contains(view) ? LeaveAsync(view) : Task.CompletedTask;

    /// <summary>The screen has drawn this version.</summary>
    public void Seen(string view, long version)
    {
        if (metrics.Seen(view, version) is { } after)
        {
            screens.Drawn(Context.ConnectionId, after);
        }
    }

    /// <summary>A paired screen is alive; to be said every 4 s.</summary>
    /// <param name="build">Of the pages it runs.</param>
    /// <param name="resolution">In device pixels: <c>1920x1080</c>.</param>
    public Task Report(string? build, string? resolution) => screens.HeardAsync(Context.ConnectionId, build, resolution);

    /// <summary>A paired screen has done what it was told, or says why not.</summary>
    public Task Done(string? command, bool isDone, string? result) =>
        ScreenId is { } screen && command is not null
            ? grains.GetGrain<IScreenGrain>(screen).Answer(command, isDone, result is { Length: > LongestResult } ? "" : result ?? "")
            : Task.CompletedTask;

    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        connections.Add(Context);
        if (ScreenId is { } screen)
        {
            await screens.AddAsync(Context.ConnectionId, screen);
        }

        await base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        await screens.RemoveAsync(Context.ConnectionId);
        foreach (var view in Watched.ToList())
        {
            feeds.Leave(view, Mask, new(Context.ConnectionId, Unpacks));
        }

        await base.OnDisconnectedAsync(exception);
    }

    private Mask Mask => Opening.Of(Context).Mask;

    private bool Unpacks => Opening.Of(Context).Unpacks;

    private string? ScreenId => Opening.Of(Context).Caller is { Kind: CallerKind.Screen } caller ? caller.Id : null;

    private HashSet<string> Watched => Context.Items.TryGetValue(nameof(Watched), out var views) && views is HashSet<string> known ? known
        : (HashSet<string>)(Context.Items[nameof(Watched)] = new HashSet<string>(StringComparer.Ordinal));

    private Task LeaveAsync(string view)
    {
        Watched.Remove(view);
        feeds.Leave(view, Mask, new(Context.ConnectionId, Unpacks));
        return Groups.RemoveFromGroupAsync(Context.ConnectionId, ViewFeeds.GroupOf(view, Mask, Unpacks));
    }
}
