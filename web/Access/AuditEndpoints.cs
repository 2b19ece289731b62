using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Access;

/// <summary>
/// <c>GET /api/audit</c>: the audit as NDJSON, one entry a line, with the hash that chains it; with <c>size</c> the newest of them. As a
/// file (<c>export=1</c>) it ends, whatever was asked for, with the entry that the export itself makes: who took it, when, and by position
/// and hash of which state.
/// </summary>
internal static class AuditEndpoints
{
    private const int LargestPage = 500;
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet("/api/audit", ReadAsync);

    private static async Task ReadAsync(
        HttpContext context, AuditTrail audit, string? from, string? to, string? actor, string? action, int? size, string? export)
    {
        if (!Parameters.TryInstant(from, out var first, out _) || !Parameters.TryInstant(to, out var last, out _))
        {
            await Results.Problem("from and to are instants as RFC 3339, or days: 2026-11-23T10:21:05+08:00, 2026-11-23.",
                statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var (isFile, response) = (export == "1", context.Response);
        var own = await audit.AddAsync(
            context.Caller().Name, isFile ? "audit.exported" : "audit.read", detail: context.Request.QueryString.Value ?? "");
        response.ContentType = "application/x-ndjson; charset=utf-8";
        if (isFile)
        {
            response.Headers.ContentDisposition = $"attachment; filename=audit-{own.Position}.ndjson";
        }

        int? newest = size is { } most ? Math.Clamp(most, 1, LargestPage) : null;
        await foreach (var entry in audit.EntriesAsync(first, last, actor, action, newest))
        {
            if (!isFile || entry.Position < own.Position)
            {
                await WriteAsync(response, entry, context.RequestAborted);
            }
        }

        if (isFile)
        {
            await WriteAsync(response, own, context.RequestAborted);
        }
    }

    private static async Task WriteAsync(HttpResponse response, AuditEntry entry, CancellationToken cancel)
    {
        await JsonSerializer.SerializeAsync(response.Body, new
        {
            position = entry.Position,
            at = Rfc3339.Write(DateTimeOffset.FromUnixTimeMilliseconds(entry.At)),
            actor = entry.Actor,
            action = entry.Action,
            target = entry.Target,
            detail = entry.Detail,
            hash = Convert.ToHexStringLower(entry.Hash),
        }, Plain, cancel);
        await response.Body.WriteAsync("\n"u8.ToArray(), cancel);
    }
}
