using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Access;

/// <summary><c>GET /api/audit</c>: the audit as NDJSON, one entry a line, with the hash that chains it.</summary>
internal static class AuditEndpoints
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet("/api/audit", ReadAsync);

    private static async Task ReadAsync(HttpContext context, AuditTrail audit, string? from, string? to, string? actor, string? action)
    {
        if (!TryInstant(from, out var first) || !TryInstant(to, out var last))
        {
            await Results.Problem("from and to are instants as RFC 3339, or days: 2026-11-23T10:21:05+08:00, 2026-11-23.",
                statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        await audit.AddAsync(context.Caller().Name, "audit.read");
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        await foreach (var entry in audit.ReadAsync(first, last, actor, action))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, new
            {
                position = entry.Position,
                at = Rfc3339.Write(DateTimeOffset.FromUnixTimeMilliseconds(entry.At)),
                actor = entry.Actor,
                action = entry.Action,
                target = entry.Target,
                detail = entry.Detail,
                hash = Convert.ToHexStringLower(entry.Hash),
            }, Plain, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }

    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
        {
            instant = new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
            return true;
        }

        var isInstant = Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(text.Replace(' ', '+')), out var found);
        instant = found;
        return isInstant;
    }
}
