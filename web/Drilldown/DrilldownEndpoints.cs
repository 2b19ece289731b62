using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Drilldown;

/// <summary>Evidence, subjects and quarantine: read from the ledger, not from grains (CONTRACT.md §3).</summary>
internal static class DrilldownEndpoints
{
    private const int LargestPage = 500;
    private const int LastPage = int.MaxValue / LargestPage;
    private const int LeastReason = 4, LongestReason = 200;

    public static void MapDrilldown(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/evidence", async (
            [AsParameters] EvidenceQuery query, HttpContext context, IEvidence evidence, AuditTrail audit, CancellationToken cancel) =>
        {
            try
            {
                await audit.AddReadingAsync(context.Caller(), "evidence.read", query.View ?? "", context.Request.QueryString.Value ?? "");
                return (await evidence.OpenAsync(query, context.Caller().Reader, cancel)).Answer();
            }
            catch (EvidenceException problem)
            {
                return Results.Problem(problem.Message,
                    statusCode: problem.IsOfUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
            }
        });
        app.MapGet("/api/subjects", ListAsync);
        app.MapGet("/api/subjects/{**id}", OpenAsync);
        // The same for ids that no path can end in.
        app.MapGet("/api/subject", OpenAsync);
        app.MapPost("/api/details", DetailAsync);
    }

    private static async Task<IResult> OpenAsync(
        string? id, string? kind, HttpContext context, IRecords records, AuditTrail audit, CancellationToken cancel)
    {
        if (id is null or "")
        {
            return Results.Problem("id is required: the id of a subject, with its kind where several have it.", statusCode: 400);
        }

        var caller = context.Caller();
        var document = await records.OpenAsync(id, kind, caller.Reader, cancel)
            ?? (id[^1] == '/' ? await records.OpenAsync(id.TrimEnd('/'), kind, caller.Reader, cancel) : null);
        if (document is null)
        {
            return Results.Problem($"No subject {id} is known.", statusCode: 404);
        }

        await audit.AddReadingAsync(caller, "subject.read", $"{document["kind"]}/{document["id"]}");
        return document.Answer();
    }

    /// <summary>What is personal in a file, whole. The reason why it is read stands in the audit before anything is answered.</summary>
    private static async Task<IResult> DetailAsync(
        DetailQuery body, HttpContext context, IRecords records, AuditTrail audit, CancellationToken cancel)
    {
        if (body.Id is not { Length: > 0 } id)
        {
            return Results.Problem("id is required: the id of a subject, with its kind where several have it.", statusCode: 400);
        }

        if (body.Reason?.Trim() is not { Length: >= LeastReason and <= LongestReason } reason || reason.Any(char.IsControl))
        {
            return Results.Problem(
                $"请说明查阅理由（{LeastReason}–{LongestReason} 个字符），理由记入审计。"
                    + $"Say why it is read, in {LeastReason} to {LongestReason} characters; the reason is kept in the audit.",
                statusCode: 400);
        }

        if (await records.PersonalAsync(id, body.Kind, new(context.Caller().Teams, FileMask.WithReason), cancel) is not { } details)
        {
            return Results.Problem($"No subject {id} is known.", statusCode: 404);
        }

        await audit.AddAsync(context.Caller().Name, "detail.read", $"{details["kind"]}/{details["id"]}", reason);
        return details.Answer();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IRecords records,
        string? kind, string? team, string? item, string? stage, bool? open, string? q, int? page, int? size, CancellationToken cancel) =>
        (await records.ListAsync(
            new(kind, team, item, stage, open, q, Math.Clamp(page ?? 1, 1, LastPage), Math.Clamp(size ?? 50, 1, LargestPage)),
            context.Caller().Reader, cancel)).Answer();

    /// <param name="Reason">Why it is read.</param>
    internal sealed record DetailQuery(string? Kind, string? Id, string? Reason);
}
