using System.Net;
using System.Net.Sockets;

namespace Dashboard.Tests.Browser;

/// <summary>
/// The wire between a screen and its server, in a test's hand: it forwards bytes, swallows them without a word (a half-open link), or
/// is cut. A connection that has lost bytes stays dumb for ever, as behind a router that forgot it.
/// </summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly int target;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly HashSet<Socket> sockets = [];
    private TcpListener? listener;
    private volatile bool swallows;

    public Link(int target)
    {
        this.target = target;
        Listen(0);
        Port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    /// <summary>Where a browser finds the server.</summary>
    public int Port { get; }

    /// <summary>Bytes vanish from now on, in both directions; connections stay open and new ones are accepted.</summary>
    public void Swallow() => swallows = true;

    /// <summary>Every connection is reset; new ones are refused.</summary>
    public void Cut()
    {
        listener!.Stop();
        lock (gate)
        {
            foreach (var socket in sockets)
            {
                socket.LingerState = new(true, 0);
                socket.Close();
            }

            sockets.Clear();
        }
    }

    /// <summary>New connections work again after <see cref="Cut"/>, or after <see cref="Swallow"/>.</summary>
    public void Forward()
    {
        swallows = false;
        if (!listener!.Server.IsBound)
        {
            Listen(Port);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        Cut();
        ended.Dispose();
    }

    private void Listen(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            for (; ; )
            {
                var browser = await from.AcceptSocketAsync(ended.Token);
                _ = CarryAsync(browser);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or the test is over.
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (gate)
        {
            sockets.Add(browser);
            sockets.Add(server);
        }

        var wire = new Wire();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, ended.Token);
            await Task.WhenAny(PumpAsync(browser, server, wire), PumpAsync(server, browser, wire));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is down: the browser's connection closes too.
        }
        finally
        {
            lock (gate)
            {
                sockets.Remove(browser);
                sockets.Remove(server);
            }

            browser.Dispose();
            server.Dispose();
        }
    }

    /// <summary>Ends when its side closes, except on a wire that has lost bytes: of that nobody hears any more.</summary>
    private async Task PumpAsync(Socket from, Socket to, Wire wire)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, ended.Token)) > 0)
            {
                wire.IsDumb |= swallows;
                if (!wire.IsDumb)
                {
                    await to.SendAsync(buffer.AsMemory(0, read), ended.Token);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Reset by one side.
        }

        if (wire.IsDumb || swallows)
        {
            await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Wire
    {
        public volatile bool IsDumb;
    }
}
