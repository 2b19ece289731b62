using System.Threading.Channels;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Screens;

/// <summary>
/// One view as this host watches it: once, whatever the number of its screens. Each new version becomes one patch, made once, sent to
/// all. The first change after a quiet moment leaves at once; then at most one frame per tick, and the tick lengthens with what a
/// frame costs to send. While nothing changes a heartbeat says every 5 s that the figures still hold.
/// </summary>
internal sealed partial class ViewFeed : IViewWatcher, IAsyncDisposable
{
    private const int PatchesKept = 512;
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);

    /// <summary>What one send to one screen costs a host, measured; lengthens the tick for crowds.</summary>
    private static readonly TimeSpan PerScreen = TimeSpan.FromMicroseconds(12);

    private readonly string name;
    private readonly IGrainFactory grains;
    private readonly IHubContext<DashboardHub, IDashboardClient> hub;
    private readonly TimeProvider clock;
    private readonly TimeSpan tick;
    private readonly DemoMark demo;
    private readonly ScreenMetrics metrics;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly PatchRing ring = new(PatchesKept);
    private readonly HashSet<string> screens = [];
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource<bool> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource ended = new();
    private readonly Task running;
    private readonly IViewWatcher reference;
    private View? newest;
    private View? sent;
    private string digest = "";
    private long deliveredAt;

    public ViewFeed(string name, IGrainFactory grains, IHubContext<DashboardHub, IDashboardClient> hub, TimeProvider clock, TimeSpan tick, DemoMark demo, ScreenMetrics metrics, ILogger log)
    {
        (this.name, this.grains, this.hub, this.clock, this.tick, this.demo, this.metrics, this.log) = (name, grains, hub, clock, tick, demo, metrics, log);
        reference = grains.CreateObjectReference<IViewWatcher>(this);
        running = Task.WhenAll(RenewAsync(), SendAsync());
    }

    /// <summary>When the last screen left; null while there is one.</summary>
    public long? EmptySince { get; private set; }

    /// <summary>Called by the grain with each new version.</summary>
    public Task Show(View view)
    {
        lock (gate)
        {
            if (newest is null || view.Version > newest.Version)
            {
                newest = demo.Mark(view);
            }
        }

        changed.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    /// <summary>Adds a screen, waits for the first version, and answers with what the screen misses.</summary>
    /// <exception cref="HubException">There is no such view, or the cluster does not answer.</exception>
    public async Task<Frame> JoinAsync(string connection, long? since)
    {
        bool known;
        lock (gate)
        {
            screens.Add(connection);
            EmptySince = null;
            known = sent is not null;
        }

        // What did not exist when it was first asked for may have been registered since.
        if (!known && !await first.Task.WaitAsync(TimeSpan.FromSeconds(10), clock))
        {
            Leave(connection);
            throw new HubException($"There is no view {name}.");
        }

        lock (gate)
        {
            var now = clock.GetUtcNow();
            var patch = since == sent!.Version ? new Document() : since is { } version ? ring.Since(version) : null;
            return new(name, sent.Version, patch is null ? null : since, now, sent.Commit, patch is null ? sent.Document : null, patch, digest);
        }
    }

    /// <summary>Takes a screen off.</summary>
    public void Leave(string connection)
    {
        lock (gate)
        {
            if (screens.Remove(connection) && screens.Count == 0)
            {
                EmptySince = clock.GetTimestamp();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        try
        {
            await grains.Find(name)!.Unwatch(reference);
            await running;
        }
        catch (Exception problem) when (problem is OperationCanceledException or TimeoutException or Orleans.Runtime.OrleansException)
        {
            // The grain's lease ends by itself.
        }

        grains.DeleteObjectReference<IViewWatcher>(reference);
        ended.Dispose();
    }

    /// <summary>Every 5 s: keeps the watch alive, and passes on that the figures still hold; when the cluster is silent, so is the feed.</summary>
    private async Task RenewAsync()
    {
        var failing = false;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var exists = await grains.Find(name)!.Watch(reference) is not null;
                if (!exists)
                {
                    first.TrySetResult(false);
                }

                if (failing)
                {
                    failing = false;
                    LogBack(name);
                }

                await SendHeartbeatAsync();
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                if (!failing)
                {
                    failing = true;
                    LogLost(name, problem.Message);
                }
            }

            await Task.Delay(Renewal, clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var _ in changed.Reader.ReadAllAsync(ended.Token))
            {
                await Task.Delay(await SendChangeAsync(), clock, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The feed has ended.
        }
    }

    /// <returns>How long to wait before the next frame.</returns>
    private async Task<TimeSpan> SendChangeAsync()
    {
        var start = clock.GetTimestamp();
        Frame? frame = null;
        var crowd = 0;
        lock (gate)
        {
            if (newest is { } view && view != sent)
            {
                digest = view.Document.Digest();
                if (sent is { } before)
                {
                    var patch = Document.Patch(before.Document, view.Document);
                    ring.Add(before.Version, patch);
                    frame = new(name, view.Version, before.Version, clock.GetUtcNow(), view.Commit, null, patch, digest);
                }

                sent = view;
                crowd = screens.Count;
            }
        }

        first.TrySetResult(true);
        if (frame is null)
        {
            return TimeSpan.Zero;
        }

        metrics.Sent(name, frame.Version);
        await DeliverAsync(frame);
        var least = tick + (PerScreen * crowd);
        var cost = clock.GetElapsedTime(start);
        return Shorter(cost > least ? cost : least, LongestTick);
    }

    private async Task SendHeartbeatAsync()
    {
        Frame? frame = null;
        lock (gate)
        {
            if (sent is { } view && view == newest && clock.GetElapsedTime(deliveredAt) > Renewal / 2)
            {
                frame = new(name, view.Version, view.Version, clock.GetUtcNow(), view.Commit, null, new Document(), digest);
            }
        }

        if (frame is not null)
        {
            await DeliverAsync(frame);
        }
    }

    /// <summary>Waits for the screens, but not for the slowest: one that does not read is cut off by its own time-out.</summary>
    private async Task DeliverAsync(Frame frame)
    {
        deliveredAt = clock.GetTimestamp();
        try
        {
            await hub.Clients.Group(name).frame(frame).WaitAsync(LongestTick, clock, ended.Token);
        }
        catch (TimeoutException)
        {
            // Some screen is slow; SignalR keeps its order and its time-out.
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotSent(name, problem);
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    [LoggerMessage(Level = LogLevel.Warning, Message = "View {View} is not to be had from the cluster; its screens keep what they have and say so. {Reason}")]
    private partial void LogLost(string view, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "View {View} is live again")]
    private partial void LogBack(string view);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frame of view {View} could not be sent")]
    private partial void LogNotSent(string view, Exception problem);
}
