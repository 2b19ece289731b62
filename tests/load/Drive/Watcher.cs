using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Dashboard.Load.Drive;

/// <summary>
/// One screen without its drawing: a WebSocket that speaks the JSON hub protocol, watches a view, notes when which frame came,
/// and keeps to the rules of a screen (a frame whose base it does not hold makes it call Watch again). Like the product's pages it asks
/// for packed frames.
/// It is not the SignalR client because a thousand of those would be measured themselves: on two cores they took 43 to 50 µs of processor
/// for a frame of 2.4 KB, this takes 14 (18,000 frames a second: 85 % of a core against 26 %). A <see cref="Witness"/> on the real client
/// stands beside the watchers.
/// </summary>
/// <param name="credential">The cookies it presents; null where nobody is asked who they are.</param>
/// <param name="returns">Whether it comes back when its link breaks, with what it holds, after pauses as in <c>backoff.js</c>.</param>
internal sealed class Watcher(Uri hub, string view, FrameBook book, string? credential, bool returns) : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private const int FirstPause = 500, NearPause = 3_000, NearTries = 20, LongestPause = 8_000;
    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");
    private static readonly byte[] Ping = Encoding.UTF8.GetBytes("{\"type\":6}\u001e");

    private readonly TaskCompletionSource watching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource leaving = new();
    private byte[] buffer = new byte[16 * 1024];
    private ClientWebSocket socket = new();
    private Task receiving = Task.CompletedTask;
    private bool isBack;
    private int calls;
    private bool resynchronising;
    private long reported = -1;

    /// <summary>Frames applied, with the stopwatch timestamp of their arrival.</summary>
    public List<(FrameKey Frame, long At)> Applied { get; } = [];

    /// <summary>Version held now; -1 before the first answer.</summary>
    public long Held { get; private set; } = -1;

    /// <summary>Times it had to call Watch again.</summary>
    public int Resynchronisations { get; private set; }

    /// <summary>Stopwatch timestamp at which it was last answered on a new link, once it had come back; 0: it never had to.</summary>
    public long ReturnedAt { get; private set; }

    /// <summary>Why it stopped before it was asked to; null as it should be.</summary>
    public Exception? Failure { get; private set; }

    public long BytesReceived { get; private set; }

    /// <summary>Connects and returns when the first document is held.</summary>
    public async Task StartAsync()
    {
        await ConnectAsync().ConfigureAwait(false);
        receiving = Task.Run(LiveAsync);
        await CallWatchAsync().ConfigureAwait(false);
        await watching.Task.WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(false);
    }

    /// <summary>Breaks its link, as a network does.</summary>
    public void Break() => socket.Abort();

    /// <summary>What a screen says between frames: that it lives, and what it has drawn.</summary>
    public async Task ReportAsync(bool ping, bool seen)
    {
        if (socket.State != WebSocketState.Open)
        {
            return;
        }

        try
        {
            if (ping)
            {
                await SendAsync(Ping).ConfigureAwait(false);
            }

            if (seen && Held != reported)
            {
                reported = Held;
                var call = $"{{\"type\":1,\"target\":\"Seen\",\"arguments\":[\"{view}\",{reported}]}}\u001e";
                await SendAsync(Encoding.UTF8.GetBytes(call)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            // Who receives tells of the broken link.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        socket.Abort();
        await receiving.ConfigureAwait(false);
        socket.Dispose();
        sending.Dispose();
        leaving.Dispose();
    }

    private async Task ConnectAsync()
    {
        if (credential is not null)
        {
            socket.Options.SetRequestHeader("Cookie", credential);
        }

        await socket.ConnectAsync(hub, leaving.Token).ConfigureAwait(false);
        await SendAsync(Handshake).ConfigureAwait(false);
    }

    private async Task LiveAsync()
    {
        await ReceiveAsync().ConfigureAwait(false);
        for (var failures = 0; returns && !leaving.IsCancellationRequested; failures++)
        {
            var longest = Math.Min(failures < NearTries ? NearPause : LongestPause, FirstPause << Math.Min(failures, 16));
            try
            {
                await Task.Delay(Random.Shared.Next(longest), leaving.Token).ConfigureAwait(false);
                socket.Dispose();
                (socket, resynchronising, isBack) = (new(), false, false);
                await ConnectAsync().ConfigureAwait(false);
                await CallWatchAsync().ConfigureAwait(false);
                await ReceiveAsync().ConfigureAwait(false);
                failures = isBack ? -1 : failures;
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                // Not yet: again after a pause, or no more.
            }
        }
    }

    private async Task CallWatchAsync()
    {
        var since = Held < 0 ? "null" : $"{Held}";
        var call = $"{{\"type\":1,\"invocationId\":\"{++calls}\",\"target\":\"Watch\",\"arguments\":[\"{view}\",{since}]}}\u001e";
        await SendAsync(Encoding.UTF8.GetBytes(call)).ConfigureAwait(false);
    }

    private async Task SendAsync(byte[] message)
    {
        await sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var used = 0;
            while (true)
            {
                if (used == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var part = await socket.ReceiveAsync(buffer.AsMemory(used), leaving.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new LoadException("The product closed a watcher's connection.");
                }

                used += part.Count;
                BytesReceived += part.Count;
                if (!part.EndOfMessage)
                {
                    continue;
                }

                var at = Stopwatch.GetTimestamp();
                var rest = buffer.AsMemory(0, used);
                while (rest.Span.IndexOf(RecordEnd) is var end && end >= 0)
                {
                    if (Take(rest.Span[..end], at))
                    {
                        await CallWatchAsync().ConfigureAwait(false);
                    }

                    rest = rest[(end + 1)..];
                }

                rest.CopyTo(buffer);
                used = rest.Length;
            }
        }
        catch (Exception exception)
            when (exception is WebSocketException or OperationCanceledException or LoadException or ObjectDisposedException)
        {
            if (!returns && socket.State != WebSocketState.Aborted)
            {
                Failure = exception;
            }

            watching.TrySetException(exception);
        }
    }

    /// <returns>True when Watch must be called again.</returns>
    private bool Take(ReadOnlySpan<byte> message, long at)
    {
        var isAnswer = message.StartsWith("{\"type\":3"u8);
        if ((!isAnswer && !message.StartsWith("{\"type\":1"u8)) || FrameHead.Read(message) is not { } head)
        {
            return false;
        }

        if (isAnswer)
        {
            (resynchronising, ReturnedAt) = (false, isBack || !watching.Task.IsCompleted ? ReturnedAt : at);
            isBack = true;
        }

        if (head.Base >= 0 && head.Base != Held)
        {
            if (head.Version <= Held || resynchronising || Held < 0)
            {
                return false;
            }

            resynchronising = true;
            Resynchronisations++;
            return true;
        }

        if (head.Base < 0 && head.Version < Held)
        {
            return false; // a snapshot that was overtaken
        }

        if (head.Version != Held || head.Base < 0)
        {
            Applied.Add((book.Note(head, message), at));
            Held = head.Version;
        }

        if (isAnswer)
        {
            watching.TrySetResult();
        }

        return false;
    }
}
