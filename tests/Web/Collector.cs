using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Dashboard.Tests.Web;

/// <summary>A span as a collector was told of it.</summary>
/// <param name="Links">Ids of spans in whose traces it was done as well.</param>
internal sealed record ToldSpan(
    string Trace, string Id, string Parent, string Name, string Service, IReadOnlyList<string> Attributes, IReadOnlyList<string> Links);

/// <summary>
/// A collector of the house: takes what is sent by OTLP over HTTP in protobuf, and reads of it what a test asks for. It knows the format
/// by its numbers (opentelemetry-proto 1.x) and shares no code with who sends.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task running;

    public Collector()
    {
        Address = $"http://127.0.0.1:{RunningDashboard.FreePort()}";
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        running = TakeAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>All spans it was told of.</summary>
    public ConcurrentQueue<ToldSpan> Spans { get; } = new();

    /// <summary>What was measured: name, unit and description.</summary>
    public ConcurrentDictionary<(string Name, string Unit, string Description), bool> Measured { get; } = new();

    /// <summary>All that came of traces, as text.</summary>
    public ConcurrentQueue<string> Raw { get; } = new();

    /// <summary>The settings by which a process sends here, soon.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await running;
    }

    private async Task TakeAsync()
    {
        while (true)
        {
            HttpListenerContext request;
            try
            {
                request = await listener.GetContextAsync();
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await request.Request.InputStream.CopyToAsync(body);
            if (request.Request.Url!.AbsolutePath == "/v1/traces")
            {
                Raw.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
                ReadSpans(body.ToArray());
            }
            else
            {
                ReadMeasured(body.ToArray());
            }

            request.Response.ContentType = "application/x-protobuf";
            request.Response.Close();
        }
    }

    private void ReadSpans(byte[] body)
    {
        foreach (var resource in Members(body, 1))
        {
            var service = Members(resource, 1).SelectMany(described => Members(described, 1)).Select(Attribute)
                .Single(static attribute => attribute.StartsWith("service.name=", StringComparison.Ordinal)).Split('=')[1];
            foreach (var span in Members(resource, 2).SelectMany(static scope => Members(scope, 2)))
            {
                Spans.Enqueue(new(Id(span, 1), Id(span, 2), Id(span, 4), Text(span, 5), service,
                    [.. Members(span, 9).Select(Attribute)], [.. Members(span, 13).Select(static link => Id(link, 2))]));
            }
        }
    }

    private void ReadMeasured(byte[] body)
    {
        foreach (var metric in Members(body, 1).SelectMany(static resource => Members(resource, 2)).SelectMany(
            static scope => Members(scope, 2)))
        {
            Measured[(Text(metric, 1), Text(metric, 3), Text(metric, 2))] = true;
        }
    }

    private static string Attribute(ReadOnlyMemory<byte> pair) =>
        $"{Text(pair, 1)}={Members(pair, 2).Select(static value => Text(value, 1)).FirstOrDefault()}";

    private static string Id(ReadOnlyMemory<byte> message, int field) =>
        Convert.ToHexStringLower(Members(message, field).FirstOrDefault().Span);

    private static string Text(ReadOnlyMemory<byte> message, int field) =>
        Encoding.UTF8.GetString(Members(message, field).FirstOrDefault().Span);

    /// <summary>The members of a message under one number, where they are texts, bytes or messages.</summary>
    private static List<ReadOnlyMemory<byte>> Members(ReadOnlyMemory<byte> message, int field)
    {
        var (found, at) = (new List<ReadOnlyMemory<byte>>(), 0);
        while (at < message.Length)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    _ = Number(message, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if (tag >> 3 == (ulong)field)
                    {
                        found.Add(message.Slice(at, length));
                    }

                    at += length;
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException($"There is no member of kind {tag & 7}.");
            }
        }

        return found;
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var part = message.Span[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }

            shift += 7;
        }
    }
}
