using System.Buffers;
using System.IO.Compression;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Ingest;

/// <summary><c>POST /api/events</c>: CloudEvents in, answered once they are durable (CONTRACT.md §2).</summary>
internal static class EventsEndpoint
{
    private const int LargestBody = 32 * 1024 * 1024;

    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapPost("/api/events", PostAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());

    private static async Task<IResult> PostAsync(HttpRequest request, EventReader reader, Intake intake, IntakeGate gate, CancellationToken cancel)
    {
        if (FormatOf(request.ContentType) is not { } format)
        {
            return Problem(415, "Send application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson.");
        }

        var encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return Problem(415, "Content-Encoding may be gzip or absent.");
        }

        using var entry = gate.TryEnter();
        if (entry is null)
        {
            return Busy(request, "Too many posts are under way; repeat this one later.");
        }

        var body = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? 0, 16 * 1024, LargestBody + 1));
        try
        {
            await using var unpacked = encoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
            var length = 0;
            while (true)
            {
                if (length == body.Length)
                {
                    if (length > LargestBody)
                    {
                        break;
                    }

                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(body.Length * 2, LargestBody + 1));
                    body.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(body);
                    body = larger;
                }

                var read = await unpacked.ReadAsync(body.AsMemory(length), cancel);
                length += read;
                if (read == 0)
                {
                    break;
                }

                if (!entry.Holds(length))
                {
                    return Busy(request, "Too much is being received at once; repeat this post later.");
                }
            }

            if (length > LargestBody)
            {
                return Problem(413, "The body is larger than 32 MiB uncompressed; split it.");
            }

            var receipt = await intake.RecordAsync(reader.Read(body.AsMemory(0, length), format), cancel);
            return Results.Json(new ReceiptBody(receipt.Accepted, receipt.Duplicates, receipt.Quarantined, receipt.Results), ReceiptJson.Default.ReceiptBody);
        }
        catch (UnreadableBodyException problem)
        {
            return Problem(400, problem.Message);
        }
        catch (InvalidDataException)
        {
            return Problem(400, "The body is not valid gzip.");
        }
        catch (BadHttpRequestException problem)
        {
            return Problem(problem.StatusCode, problem.StatusCode == 413 ? "The body is larger than 32 MiB uncompressed; split it." : problem.Message);
        }
        catch (BusyException problem)
        {
            return Busy(request, problem.Message);
        }
        catch (Exception problem) when (problem is Orleans.Runtime.OrleansException or TimeoutException or System.Data.Common.DbException or Grains.Ledger.LedgerBusyException)
        {
            request.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Dashboard.Web.Ingest").Unrecorded(problem);
            return Busy(request, "The ledger or the cluster does not answer; repeat this post later. What of it was recorded already will be a duplicate.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static BodyFormat? FormatOf(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/cloudevents+json" => BodyFormat.One,
        "application/cloudevents-batch+json" => BodyFormat.Batch,
        "application/x-ndjson" => BodyFormat.Lines,
        _ => null,
    };

    private static IResult Busy(HttpRequest request, string sentence)
    {
        request.HttpContext.Response.Headers.RetryAfter = "1";
        return Problem(503, sentence);
    }

    private static IResult Problem(int status, string sentence) => Results.Problem(sentence, statusCode: status);
}

/// <summary>The answer as JSON.</summary>
internal sealed record ReceiptBody(int Accepted, int Duplicates, int Quarantined, IReadOnlyList<EventResult> Results);

/// <summary>Serializer of the answer, generated at build time: it is on the hot path.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(ReceiptBody))]
internal sealed partial class ReceiptJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>Log messages of the intake.</summary>
internal static partial class IntakeLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A post could not be recorded; its sender was told to repeat it")]
    public static partial void Unrecorded(this ILogger log, Exception problem);
}
