using Dashboard.Web.Screens;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web;

/// <summary>Every message a screen can get.</summary>
public interface IDashboardClient
{
#pragma warning disable IDE1006 // The name is what goes over the wire (CONTRACT.md §4).
    /// <summary>A new frame of a watched view.</summary>
    Task frame(Frame frame);
#pragma warning restore IDE1006
}

/// <summary>Greets screens; the feeds push (CONTRACT.md §4).</summary>
internal sealed class DashboardHub(ViewFeeds feeds, ScreenMetrics metrics) : Hub<IDashboardClient>
{
    /// <summary>Watches a view. Answers with the patches since a version, when they are still held, or with the whole document.</summary>
    public async Task<Frame> Watch(string view, long? since)
    {
        var feed = feeds.Of(view);
        await Groups.AddToGroupAsync(Context.ConnectionId, view, Context.ConnectionAborted);
        try
        {
            return await feed.JoinAsync(Context.ConnectionId, since);
        }
        catch (TimeoutException)
        {
            throw new HubException("The cluster does not answer yet; watch again.");
        }
    }

    /// <summary>Watches a view no longer.</summary>
    public async Task Unwatch(string view)
    {
        feeds.Of(view).Leave(Context.ConnectionId);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, view);
    }

    /// <summary>The screen has drawn this version.</summary>
    public void Seen(string view, long version) => metrics.Seen(view, version);

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        feeds.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
