using System.Diagnostics;
using System.Threading.Channels;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Screens;

/// <summary>
/// One view as this host watches it for screens with one mask: once, whatever their number. Each new version becomes one patch, made and
/// written once, sent to all, at the pace of the <see cref="PushBudget"/>; the grain makes the next version only when this one has been
/// sent and paid for. While nothing changes a heartbeat says every 5 s that the figures still hold.
/// </summary>
internal sealed partial class ViewFeed : IViewWatcher, IAsyncDisposable
{
    private const int PatchesKept = 1024, MostUnderWay = 32;

    /// <summary>A feed goes on where it was begun, which a simulation needs that runs all in one thread.</summary>
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5), Repeat = TimeSpan.FromSeconds(1);

    private readonly string name;
    private readonly Mask mask;
    private readonly string plain, packed;
    private readonly IGrainFactory grains;
    private readonly IHubContext<DashboardHub, IDashboardClient> hub;
    private readonly TimeProvider clock;
    private readonly PushBudget budget;
    private readonly DemoMark demo;
    private readonly ScreenMetrics metrics;
    private readonly SiloLosses losses;
    private readonly Func<DateTimeOffset?> roundMissing;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly PatchRing ring = new(PatchesKept);
    private readonly HashSet<Watcher> watchers = [];
    private readonly UnderWay underWay = new(MostUnderWay);
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource<bool> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource ended = new();
    private readonly Task running;
    private readonly IViewWatcher reference;
    private TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private View? newest, renewed;
    private ActivityContext trace;
    private Shown? shown;
    private long emptySince;
    private bool closed;
    private long deliveredAt;

    /// <param name="roundMissing">Since when no round has come back; null while they do.</param>
    public ViewFeed(
        string name, Mask mask, IGrainFactory grains, IHubContext<DashboardHub, IDashboardClient> hub, TimeProvider clock,
        PushBudget budget, DemoMark demo, ScreenMetrics metrics, SiloLosses losses, Func<DateTimeOffset?> roundMissing, ILogger log)
    {
        (this.name, this.mask, this.grains, this.hub, this.clock, this.budget) = (name, mask, grains, hub, clock, budget);
        (this.demo, this.metrics, this.losses, this.roundMissing, this.log) = (demo, metrics, losses, roundMissing, log);
        (plain, packed) = (ViewFeeds.GroupOf(name, mask), ViewFeeds.GroupOf(name, mask, unpacks: true));
        emptySince = clock.GetTimestamp();
        reference = grains.CreateObjectReference<IViewWatcher>(this);
        running = Task.WhenAll(RenewAsync(), SendAsync());
    }

    /// <summary>Called by the grain with each new version; completes when the next is wanted.</summary>
    public Task Show(View view)
    {
        Task next;
        lock (gate)
        {
            // Nobody wants a next one any more when this feed has ended.
            if (ended.IsCancellationRequested || (newest is not null && view.Version <= newest.Version))
            {
                return Task.CompletedTask;
            }

            (newest, trace) = (view, Tracing.Here);
            next = wanted.Task;
        }

        changed.Writer.TryWrite(true);
        return next;
    }

    /// <summary>
    /// Adds a screen, waits for the first version, and answers with what the screen misses; null when this feed has closed meanwhile.
    /// </summary>
    /// <exception cref="HubException">There is no such view.</exception>
    /// <exception cref="TimeoutException">The cluster does not answer.</exception>
    public async Task<Frame?> JoinAsync(Watcher watcher, long? since)
    {
        lock (gate)
        {
            if (closed)
            {
                return null;
            }

            watchers.Add(watcher);
        }

        try
        {
            if (!await FirstAsync().WaitAsync(TimeSpan.FromSeconds(10), clock))
            {
                throw new HubException($"There is no view {name}.");
            }
        }
        catch
        {
            Leave(watcher);
            throw;
        }

        Shown now;
        IReadOnlyList<Document> missed;
        lock (gate)
        {
            now = shown!;
            missed = since is { } version && !now.Missed.ContainsKey(version) ? ring.Since(version) : [];
        }

        // The sum of what was missed is made once for all who come back from the same version. Only versions that were sent are kept:
        // a screen may say any number.
        var patch = since is not { } held ? null
            : held == now.View.Version ? EncodedDocument.Empty
            : missed.Count == 0 ? now.Missed.GetValueOrDefault(held)
            : now.Missed.GetOrAdd(held, static (_, patches) => PatchRing.Compose(patches) is { } one ? new(one) : null, missed);
        return patch is null
            ? FrameOf(now, null, now.Document, null) with { IsPacked = watcher.Unpacks }
            : FrameOf(now, since, null, patch) with { IsPacked = watcher.Unpacks };
    }

    /// <summary>Takes a screen off.</summary>
    public void Leave(Watcher watcher)
    {
        lock (gate)
        {
            if (watchers.Remove(watcher) && watchers.Count == 0)
            {
                emptySince = clock.GetTimestamp();
            }
        }
    }

    /// <summary>
    /// Closes the feed if it has had no screen for so long, or if there is no such view; a closed feed takes no more screens.
    /// </summary>
    public bool TryClose(TimeSpan patience)
    {
        lock (gate)
        {
            var isNothing = first.Task is { IsCompletedSuccessfully: true, Result: false };
            return closed = closed || (watchers.Count == 0 && (isNothing || clock.GetElapsedTime(emptySince) > patience));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        first.TrySetResult(false);
        Want();
        await running.ConfigureAwait(Quietly);
        // When the cluster does not answer, the grain's lease ends by itself.
        await grains.Find(name)!.Unwatch(reference).ConfigureAwait(Quietly);
        grains.DeleteObjectReference<IViewWatcher>(reference);
        ended.Dispose();
    }

    /// <summary>
    /// Every 5 s: keeps the watch alive, and passes on that the figures still hold; when the cluster is silent, so is the feed.
    /// </summary>
    private async Task RenewAsync()
    {
        Tracing.Leave();
        var failing = false;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var version = await losses.AskAsync(() => grains.Find(name)!.Watch(reference));
                if (version is null)
                {
                    first.TrySetResult(false);
                }

                await FollowAsync(version);

                if (failing)
                {
                    failing = false;
                    LogBack(name);
                }

                SendHeartbeat();
            }
            catch (Exception problem) when (!ended.IsCancellationRequested)
            {
                if (!failing)
                {
                    failing = true;
                    LogLost(name, problem.Message);
                }
            }

            // Another silo may have the view now, and does not know of this feed.
            using var sooner = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, losses.Next);
            await Task.Delay(failing ? Repeat : Renewal, clock, sooner.Token).ConfigureAwait(Quietly);
        }
    }

    /// <summary>
    /// Takes what the grain has if nothing of it came since the last renewal, though it be older than what is shown: the grain was started
    /// anew on a host whose clock is behind, or one that was given up has shown something since.
    /// </summary>
    private async Task FollowAsync(long? version)
    {
        lock (gate)
        {
            var isStill = renewed == newest;
            renewed = newest;
            if (!isStill || version is null || version == newest?.Version)
            {
                return;
            }
        }

        var view = await losses.AskAsync(() => grains.Find(name)!.Get(null));
        lock (gate)
        {
            newest = newest == renewed && view is not null && view.Version != newest?.Version ? view : newest;
        }

        changed.Writer.TryWrite(true);
    }

    /// <summary>Sends each change; one that cannot be written is told to the log, and the next is tried.</summary>
    private async Task SendAsync()
    {
        Tracing.Leave();
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await changed.Reader.ReadAsync(ended.Token);
                var start = clock.GetTimestamp();
                var pause = await SendChangeAsync(start) - clock.GetElapsedTime(start);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, clock, ended.Token);
                }
            }
            catch (Exception problem) when (!ended.IsCancellationRequested)
            {
                LogNotSent(name, problem);
                await Task.Delay(PushBudget.LongestPause, clock, ended.Token).ConfigureAwait(Quietly);
            }
            finally
            {
                Want();
            }
        }
    }

    /// <summary>Whether there is such a view, once that is known: told to each who joins where he waits.</summary>
    private async Task<bool> FirstAsync() => await first.Task;

    /// <summary>The grain may show the next version.</summary>
    private void Want()
    {
        TaskCompletionSource taken;
        lock (gate)
        {
            (taken, wanted) = (wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        taken.TrySetResult();
    }

    /// <returns>How long after its start the next frame may start.</returns>
    private async Task<TimeSpan> SendChangeAsync(long start)
    {
        View view;
        ActivityContext cause;
        int crowd, unpacking;
        lock (gate)
        {
            (view, cause, crowd, unpacking) = (newest!, trace, watchers.Count, watchers.Count(static watcher => watcher.Unpacks));
        }

        // Only this loop sets what is shown, so nothing is compared, hashed or written under the lock.
        if (shown?.View == view)
        {
            return TimeSpan.Zero;
        }

        using var span = Tracing.Start("frame", cause)?.SetTag(PlainSpans.Attributes.Kind, ViewNames.Split(name).Kind)
            .SetTag(PlainSpans.Attributes.Screens, crowd);
        var document = mask.Apply(demo.Mark(view).Document);
        document = shown is null ? document : Document.Share(shown.Document.Document, document);
        var patch = shown is null ? null : new EncodedDocument(Document.Patch(shown.Document.Document, document));
        var next = new Shown(view, new(document), document.Digest());
        var news = view.Commit > shown?.View.Commit ? view.Commit : (DateTimeOffset?)null;
        long? from;
        lock (gate)
        {
            from = shown?.View.Version;
            if (from is { } version)
            {
                ring.Add(version, patch!.Document);
            }

            shown = next;
        }

        first.TrySetResult(true);
        if (from is null)
        {
            return TimeSpan.Zero;
        }

        if (crowd == 0)
        {
            return PushBudget.LongestPause;
        }

        metrics.Sent(name, view.Version, news);
        var behind = Deliver(FrameOf(next, from, null, patch));
        // Nothing is packed that nobody wants packed.
        var toUnpack = unpacking > 0 && patch!.Packed is { } small ? small.Length : patch!.Utf8.Length;
        var bytes = ((long)(crowd - unpacking) * patch.Utf8.Length) + ((long)unpacking * toUnpack);
        var pause = budget.Spend(clock.GetElapsedTime(start), bytes, crowd);
        await behind.WaitAsync(PushBudget.LongestPause, clock, ended.Token).ConfigureAwait(Quietly);
        return pause;
    }

    private void SendHeartbeat()
    {
        Frame? frame = null;
        lock (gate)
        {
            if (shown is { } now && now.View == newest && clock.GetElapsedTime(deliveredAt) > Renewal / 2)
            {
                frame = FrameOf(now, now.View.Version, null, EncodedDocument.Empty);
            }
        }

        if (frame is not null)
        {
            Deliver(frame);
        }
    }

    private Frame FrameOf(Shown now, long? from, EncodedDocument? full, EncodedDocument? patch) => new(
        name, now.View.Version, from, clock.GetUtcNow(), now.View.Commit, full, patch, now.Digest, RoundMissing: roundMissing());

    /// <summary>
    /// Hands the frame over; SignalR writes it once per protocol and keeps each screen's order. Nobody waits for a screen that is slow
    /// until it is many frames behind; one that does not read is cut off by its own time-out.
    /// </summary>
    /// <returns>What to wait for before more is sent: done, but for a screen that is many frames behind.</returns>
    private Task Deliver(Frame frame)
    {
        deliveredAt = clock.GetTimestamp();
        return underWay.Add(Task.WhenAll(SendToAllAsync(frame), SendToAllAsync(frame with { IsPacked = true })));
    }

    private async Task SendToAllAsync(Frame frame)
    {
        using var span = Tracing.Start("send");
        try
        {
            await hub.Clients.Group(frame.IsPacked ? packed : plain).frame(frame);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotSent(name, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "View {View} is not to be had from the cluster; its screens keep what they have and say so. {Reason}")]
    private partial void LogLost(string view, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "View {View} is live again")]
    private partial void LogBack(string view);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frame of view {View} could not be sent")]
    private partial void LogNotSent(string view, Exception problem);
}
