using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Browser;

/// <summary>What a proxy does to links that stay open; whatever else is asked it passes on.</summary>
internal enum Awkward
{
    /// <summary>Answers a WebSocket with 101, and then says nothing and hears nothing.</summary>
    AnswersAndIsMute,

    /// <summary>Answers a WebSocket with nothing at all.</summary>
    SwallowsTheUpgrade,

    /// <summary>Refuses WebSockets, and keeps back what a server streams until it ends.</summary>
    RefusesAndBuffers,
}

/// <summary>A reverse proxy as it is met in offices. One request a connection, so that each can be looked at.</summary>
internal sealed partial class AwkwardProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly Awkward kind;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();

    public AwkwardProxy(int target, Awkward kind)
    {
        (this.target, this.kind) = (target, kind);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where a browser finds the server.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (; ; )
            {
                _ = CarryAsync(await listener.AcceptSocketAsync(ended.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket socket)
    {
        using var client = socket;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await using var browser = new NetworkStream(client);
            var (head, after) = await HeadAsync(browser);
            var (isSocket, isStream) = (head.Contains("Upgrade: websocket", StringComparison.OrdinalIgnoreCase),
                head.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase));
            if (isSocket && kind == Awkward.RefusesAndBuffers)
            {
                await browser.WriteAsync(
                    "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), ended.Token);
                return;
            }

            if (isSocket && kind == Awkward.AnswersAndIsMute)
            {
                await browser.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + $"Connection: Upgrade\r\nSec-WebSocket-Accept: {AcceptOf(head)}\r\n\r\n"), ended.Token);
            }

            if (isSocket)
            {
                await SwallowAsync(browser);
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, target, ended.Token);
            await using var product = new NetworkStream(server);
            await product.WriteAsync(Encoding.ASCII.GetBytes(Connection().Replace(head, "").Replace("\r\n\r\n",
                "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), ended.Token);
            await product.WriteAsync(after, ended.Token);
            var asking = browser.CopyToAsync(product, ended.Token);
            var answering = isStream && kind == Awkward.RefusesAndBuffers
                ? SwallowAsync(product) : product.CopyToAsync(browser, ended.Token);
            if (await Task.WhenAny(asking, answering) == answering)
            {
                // A socket that is closed while something is read from it resets the link, and the browser may lose what it has not read.
                client.Shutdown(SocketShutdown.Send);
                await asking;
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One side has closed.
        }
    }

    /// <summary>The head of a request, and what has already come after it.</summary>
    private async Task<(string Head, byte[] After)> HeadAsync(NetworkStream from)
    {
        var (taken, buffer) = (new List<byte>(), new byte[16 * 1024]);
        for (; ; )
        {
            var read = await from.ReadAsync(buffer, ended.Token);
            taken.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.Latin1.GetString([.. taken]);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                return (text[..(end + 4)], [.. taken.Skip(end + 4)]);
            }

            if (read == 0)
            {
                throw new IOException("The browser has closed before it asked.");
            }
        }
    }

    private Task SwallowAsync(NetworkStream from) => from.CopyToAsync(Stream.Null, ended.Token);

#pragma warning disable CA5350 // RFC 6455 §4.2.2 wants SHA-1; nothing is kept secret by it.
    private static string AcceptOf(string head) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(
        Key().Match(head).Groups[1].Value + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350

    [GeneratedRegex("Sec-WebSocket-Key: *([^\r]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    [GeneratedRegex("\r\nConnection:[^\r]*", RegexOptions.IgnoreCase)]
    private static partial Regex Connection();
}
