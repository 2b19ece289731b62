using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Web;

/// <summary>What came back. <paramref name="Status"/> 0: the server closed, or said nothing in time.</summary>
internal sealed record RawAnswer(int Status, string Text);

/// <summary>One connection that sends whatever bytes it is given, and is opened again when the server has closed it.</summary>
internal sealed partial class RawConnection(int port) : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private Socket? socket;
    private BufferedStream? incoming;

    /// <summary>Sends a request. One that has a plain end is waited for; what any other one leads to is looked at for a moment.</summary>
    public RawAnswer Send(RawRequest request)
    {
        var isFresh = socket is null;
        try
        {
            Open();
            socket!.Send(request.Bytes);
            return request.IsFramed ? Read(request.Method == "HEAD") : Glimpse();
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            Close();
            // A connection that was kept may have been closed by the server between two requests.
            return isFresh || !request.IsFramed ? new(0, problem.Message) : Send(request);
        }
    }

    public void Dispose() => Close();

    private void Open()
    {
        if (socket is null)
        {
            socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.Long.TotalMilliseconds };
            socket.Connect(IPAddress.Loopback, port);
            incoming = new(new NetworkStream(socket));
        }
    }

    private void Close()
    {
        incoming?.Dispose();
        socket?.Dispose();
        (socket, incoming) = (null, null);
    }

    private RawAnswer Read(bool isHead)
    {
        var head = new StringBuilder();
        var (status, length, isChunked, isClosing) = (0, -1L, false, false);
        do
        {
            var first = Line();
            status = int.Parse(first.AsSpan("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            head.AppendLine(first);
            for (var line = Line(); line.Length > 0; line = Line())
            {
                head.AppendLine(line);
                var (name, value) = (line[..line.IndexOf(':')].ToLowerInvariant(), line[(line.IndexOf(':') + 1)..].Trim());
                length = name == "content-length" ? long.Parse(value, CultureInfo.InvariantCulture) : length;
                isChunked |= name == "transfer-encoding" && value == "chunked";
                isClosing |= name == "connection" && value == "close";
            }
        }
        while (status == 100);

        var body = isHead || status is 204 or 304 ? "" : isChunked ? Chunks() : length >= 0 ? Exactly(length) : ToTheEnd();
        if (isClosing || (length < 0 && !isChunked))
        {
            Close();
        }

        return new(status, head.Append(body).ToString());
    }

    /// <summary>All that comes in a moment; of several answers the greatest status.</summary>
    private RawAnswer Glimpse()
    {
        socket!.ReceiveTimeout = (int)Glance.TotalMilliseconds;
        var (text, block) = (new StringBuilder(), new byte[16 * 1024]);
        try
        {
            for (var read = incoming!.Read(block); read > 0 && text.Length < 1_000_000; read = incoming.Read(block))
            {
                text.Append(Encoding.Latin1.GetString(block, 0, read));
            }
        }
        catch (IOException)
        {
            // Nothing more comes.
        }

        Close();
        var statuses = StatusLine().Matches(text.ToString());
        return new(statuses.Count == 0 ? 0 : statuses.Max(found => int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
            text.ToString());
    }

    private string Line()
    {
        var line = new StringBuilder();
        for (var next = incoming!.ReadByte(); next != '\n'; next = incoming.ReadByte())
        {
            line.Append(next >= 0 ? (char)next : throw new IOException("The server closed the connection."));
        }

        return line.ToString().TrimEnd('\r');
    }

    private string Chunks()
    {
        var body = new StringBuilder();
        while (true)
        {
            var size = int.Parse(Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(Exactly(size));
            Line();
            if (size == 0)
            {
                return body.ToString();
            }
        }
    }

    private string Exactly(long length)
    {
        var body = new byte[length];
        incoming!.ReadExactly(body);
        return Encoding.UTF8.GetString(body);
    }

    private string ToTheEnd()
    {
        using var rest = new StreamReader(incoming!, leaveOpen: true);
        return rest.ReadToEnd();
    }

    [GeneratedRegex(@"^HTTP/1\.1 (\d{3})", RegexOptions.Multiline)]
    private static partial Regex StatusLine();
}
