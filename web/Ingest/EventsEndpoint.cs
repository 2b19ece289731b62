using System.IO.Compression;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Ingest;

/// <summary><c>POST /api/events</c>: CloudEvents in, answered once they are durable (CONTRACT.md §2).</summary>
internal static class EventsEndpoint
{
    /// <summary>What is said where it cannot be told how events were sent.</summary>
    internal const string Modes = "Send application/cloudevents+json (one event), application/cloudevents-batch+json (an array), "
        + "application/x-ndjson (one event per line), or application/json with ce-* headers (binary content mode).";

    /// <summary>UTF-8 by the names it has, and the part of it that is ASCII.</summary>
    private static readonly HashSet<string> Charsets = new(StringComparer.OrdinalIgnoreCase) { "utf-8", "utf8", "us-ascii" };

    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/events", PostAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());

    private static async Task<IResult> PostAsync(
        HttpRequest request, IEventReader reader, Intake intake, IntakeGate gate, Busy busy, AuditTrail audit, TimeProvider clock,
        CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || FormatOf(type, request.Headers) is not { } format)
        {
            return Problem(415, Modes);
        }

        if (type.Charset.HasValue && !Charsets.Contains(HeaderUtilities.RemoveQuotes(type.Charset).Value!))
        {
            return Problem(415, "JSON is read in UTF-8; send charset=utf-8 or none.");
        }

        var encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "gzip";
            return Problem(415, "Content-Encoding may be gzip or absent.");
        }

        using var room = gate.Open();
        using var body = new PostedBody(room);
        try
        {
            await using var unpacked = encoding.EndsWith("gzip", StringComparison.Ordinal)
                ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true)
                : request.Body;
            await body.ReadAsync(unpacked, clock, cancel);
            using var place = gate.TryEnter();
            if (place is null)
            {
                return Busy.Answer(request.HttpContext, "Too many posts are under way; repeat this one later.");
            }

            var json = format == BodyFormat.Binary ? BinaryMode.Join(request.Headers, ByteOrderMark.Without(body.Bytes).Span) : body.Bytes;
            var caller = request.HttpContext.Caller();
            var scope = SourceScope.Of(caller);
            var receipt = await intake.RecordAsync(reader.ReadSlices(json, format, scope), cancel, scope);
            if (scope?.Noted is { } noted)
            {
                // Of a post that is repeated since its answer did not come, the first may have been recorded and not noted.
                var refused = receipt.Results.Where(static one => one.Outcome != "duplicate").Select(static one => one.Index);
                await audit.AddOnceAsync(caller.Name, [.. noted.ExceptBy(refused, static one => one.Index).Select(static one => one.Deed)]);
            }

            return Results.Json(new ReceiptBody(receipt.Accepted, receipt.Duplicates, receipt.Quarantined, receipt.Results),
                ReceiptJson.Default.ReceiptBody);
        }
        catch (UnreadableBodyException problem)
        {
            return Unread(request, problem.Status, problem.Message);
        }
        catch (InvalidDataException)
        {
            return Unread(request, 400, "The body is not valid gzip, or was cut short on its way; send it again whole.");
        }
        catch (BadHttpRequestException problem)
        {
            return Unread(request, problem.StatusCode, problem.Message);
        }
        catch (BusyException problem)
        {
            return busy.Answer(request.HttpContext, Outage.Of(problem)!, problem.Message);
        }
        catch (Exception problem) when (Outage.Of(problem) is { } outage)
        {
            return busy.Answer(request.HttpContext, outage,
                "The ledger or the cluster does not answer; repeat this post later. What of it was recorded already will be a duplicate.");
        }
    }

    private static BodyFormat? FormatOf(MediaTypeHeaderValue type, IHeaderDictionary headers) =>
        type.MediaType.Value?.ToLowerInvariant() switch
    {
        "application/cloudevents+json" => BodyFormat.One,
        "application/cloudevents-batch+json" => BodyFormat.Batch,
        "application/x-ndjson" => BodyFormat.Lines,
        { } json when json.EndsWith("json", StringComparison.Ordinal) && BinaryMode.IsUsed(headers) => BodyFormat.Binary,
        _ => null,
    };

    /// <summary>What is left of a body that was given up is not waited for.</summary>
    private static IResult Unread(HttpRequest request, int status, string sentence)
    {
        if (status == StatusCodes.Status408RequestTimeout)
        {
            request.HttpContext.Response.Headers.Connection = "close";
        }

        return Problem(status, IdentityNumbers.Mask(sentence));
    }

    private static IResult Problem(int status, string sentence) => RefusalWords.Problem(sentence, status);
}

/// <summary>The answer as JSON.</summary>
internal sealed record ReceiptBody(int Accepted, int Duplicates, int Quarantined, IReadOnlyList<EventResult> Results);

/// <summary>Serializer of the answer, generated at build time: it is on the hot path.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(ReceiptBody))]
internal sealed partial class ReceiptJson : System.Text.Json.Serialization.JsonSerializerContext;
