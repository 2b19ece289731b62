using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Load.Drive;

/// <summary>
/// One kept-alive HTTP/1.1 connection that posts ready-made bodies one after the other.
/// HttpClient took 23 to 35 µs of processor for a post on two cores, this takes 10 to 13: at 10,000 single posts a second that is a fifth
/// of a core less taken from the product and its database, which share the machine with the harness.
/// </summary>
internal sealed class EventConnection : IDisposable
{
    private const int Attempts = 100;
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] headStart;
    private byte[] outgoing = [];
    private byte[] incoming = new byte[16 * 1024];
    private int received;

    private EventConnection(Uri address, string mediaType, string? token)
    {
        var bearer = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        headStart = Encoding.ASCII.GetBytes(
            $"POST /api/events HTTP/1.1\r\nHost: {address.Authority}\r\n{bearer}Content-Type: {mediaType}\r\nContent-Length: ");
    }

    /// <summary>429 and 503 answers so far.</summary>
    public int TurnedAway { get; private set; }

    /// <param name="token">What the product asks of sources; null where it asks for nothing.</param>
    public static async Task<EventConnection> OpenAsync(Uri address, string mediaType, string? token)
    {
        var connection = new EventConnection(address, mediaType, token);
        await connection.socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Posts one body; what the product turned away (429, 503) is posted again after the time it asked for.</summary>
    public async Task<PostAnswer> PostAsync(byte[] body)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await socket.SendAsync(Message(body), SocketFlags.None).ConfigureAwait(false);
            var (status, retryAfter, content) = await ReceiveAsync().ConfigureAwait(false);
            if (status == 200)
            {
                return PostAnswer.Read(content.Span).After(attempt);
            }

            if (status is not (429 or 503))
            {
                throw new LoadException($"POST /api/events answered {status}: {Encoding.UTF8.GetString(content.Span)}");
            }

            TurnedAway++;
            await Task.Delay(retryAfter).ConfigureAwait(false);
        }

        throw new LoadException($"POST /api/events was turned away {Attempts} times.");
    }

    public void Dispose() => socket.Dispose();

    private ReadOnlyMemory<byte> Message(byte[] body)
    {
        var room = headStart.Length + 16 + HeadEnd.Length + body.Length;
        if (outgoing.Length < room)
        {
            outgoing = new byte[room];
        }

        headStart.CopyTo(outgoing, 0);
        Utf8Formatter.TryFormat(body.Length, outgoing.AsSpan(headStart.Length), out var digits);
        var head = headStart.Length + digits;
        HeadEnd.CopyTo(outgoing, head);
        head += HeadEnd.Length;
        body.CopyTo(outgoing, head);
        return outgoing.AsMemory(0, head + body.Length);
    }

    private async Task<(int Status, TimeSpan RetryAfter, ReadOnlyMemory<byte> Content)> ReceiveAsync()
    {
        received = 0;
        int end;
        while ((end = incoming.AsSpan(0, received).IndexOf(HeadEnd)) < 0)
        {
            await FillAsync().ConfigureAwait(false);
        }

        var status = Utf8Parser.TryParse(incoming.AsSpan("HTTP/1.1 ".Length, 3), out int code, out _) ? code : 0;
        var length = Header(end, "content-length");
        var retryAfter = TimeSpan.FromMilliseconds(Header(end, "retry-after") is { } seconds ? Math.Max(50, seconds * 1000) : 200);
        var start = end + HeadEnd.Length;
        if (length is { } known)
        {
            while (received < start + known)
            {
                await FillAsync().ConfigureAwait(false);
            }

            return (status, retryAfter, incoming.AsMemory(start, known));
        }

        return (status, retryAfter, await ChunksAsync(start).ConfigureAwait(false));
    }

    /// <summary>Reads a chunked body and moves its chunks together in place.</summary>
    private async Task<ReadOnlyMemory<byte>> ChunksAsync(int start)
    {
        var next = start;
        var joined = start;
        while (true)
        {
            int line;
            while ((line = incoming.AsSpan(next, received - next).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync().ConfigureAwait(false);
            }

            var size = Utf8Parser.TryParse(incoming.AsSpan(next, line), out int bytes, out _, 'X')
                ? bytes
                : throw new LoadException("The product sent a broken chunk.");
            next += line + 2;
            while (received < next + size + 2)
            {
                await FillAsync().ConfigureAwait(false);
            }

            if (size == 0)
            {
                return incoming.AsMemory(start, joined - start);
            }

            incoming.AsSpan(next, size).CopyTo(incoming.AsSpan(joined));
            joined += size;
            next += size + 2;
        }
    }

    private int? Header(int end, string name)
    {
        var head = Encoding.ASCII.GetString(incoming, 0, end);
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        var from = at + name.Length + 4;
        return at >= 0 && Utf8Parser.TryParse(incoming.AsSpan(from, end - from), out int value, out _) ? value : null;
    }

    private async ValueTask FillAsync()
    {
        if (received == incoming.Length)
        {
            Array.Resize(ref incoming, incoming.Length * 2);
        }

        var count = await socket.ReceiveAsync(incoming.AsMemory(received), SocketFlags.None).ConfigureAwait(false);
        received += count > 0 ? count : throw new LoadException("The product closed a writer's connection.");
    }
}
