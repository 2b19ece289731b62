using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Web.Access;

namespace Dashboard.Web.Drilldown;

/// <summary>Evidence, subjects and quarantine: asked of the ledger, not of grains (CONTRACT.md §3).</summary>
internal static class DrilldownEndpoints
{
    private const int LargestPage = 500;
    private const int LastPage = int.MaxValue / LargestPage;
    private const int LeastReason = 4, LongestReason = 200;

    public static void MapDrilldown(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/evidence", async (
            [AsParameters] EvidenceQuery query, HttpContext context, Evidence evidence, AuditTrail audit, CancellationToken cancel) =>
        {
            try
            {
                await audit.ReadAsync(context.Caller(), "evidence.read", query.View ?? "", context.Request.QueryString.Value ?? "");
                return Json(await evidence.OpenAsync(query, context.Caller(), cancel));
            }
            catch (EvidenceException problem)
            {
                return Results.Problem(problem.Message, statusCode: problem.Status);
            }
        });
        app.MapGet("/api/subjects", ListAsync);
        app.MapGet("/api/subjects/{**id}", OpenAsync);
        // The same for ids that no path can end in.
        app.MapGet("/api/subject", OpenAsync);
        app.MapPost("/api/details", DetailAsync);
    }

    private static async Task<IResult> OpenAsync(
        string? id, string? kind, HttpContext context, SubjectFile file, AuditTrail audit, CancellationToken cancel)
    {
        if (id is null or "")
        {
            return Results.Problem("id is required: the id of a subject, with its kind where several have it.", statusCode: 400);
        }

        var caller = context.Caller();
        var document = await file.OpenAsync(id, kind, caller, cancel)
            ?? (id[^1] == '/' ? await file.OpenAsync(id.TrimEnd('/'), kind, caller, cancel) : null);
        if (document is null)
        {
            return Results.Problem($"No subject {id} is known.", statusCode: 404);
        }

        await audit.ReadAsync(caller, "subject.read", $"{document["kind"]}/{document["id"]}");
        return Json(document);
    }

    /// <summary>What is personal in a file, whole. The reason why it is read stands in the audit before anything is answered.</summary>
    private static async Task<IResult> DetailAsync(
        DetailQuery body, HttpContext context, SubjectFile file, AuditTrail audit, CancellationToken cancel)
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

        if (await file.PersonalAsync(id, body.Kind, context.Caller(), cancel) is not { } details)
        {
            return Results.Problem($"No subject {id} is known.", statusCode: 404);
        }

        await audit.AddAsync(context.Caller().Name, "detail.read", $"{details["kind"]}/{details["id"]}", reason);
        return Json(details);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ILedger ledger, CurrentRoster roster, DataQuality quality,
        string? kind, string? team, string? item, string? stage, bool? open, string? q, int? page, int? size, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        await quality.LookAsync(cancel);
        var (number, length) = (Math.Clamp(page ?? 1, 1, LastPage), Math.Clamp(size ?? 50, 1, LargestPage));
        var filter = new SubjectFilter
        {
            Kinds = Some(kind),
            Teams = context.Caller().Within(Some(team)),
            Items = item == RosterEdition.Unclassified ? null : Some(ItemCode.NormaliseOrNull(item)),
            ItemsExcept = item == RosterEdition.Unclassified
                ? [.. roster.Current.Items.Keys.Where(code => code != RosterEdition.Unclassified)]
                : null,
            Stage = stage is { Length: > 0 } ? stage : null,
            Open = open,
            Text = q is null ? null : SearchText.Query(q),
            Skip = (number - 1) * length,
            Take = length,
        };
        var rows = new List<object>();
        await foreach (var row in ledger.SubjectsAsync(filter, cancel))
        {
            rows.Add(new Document()
                .With("kind", row.Kind)
                .With("id", row.Id)
                .With("team", row.Team)
                .With("item", roster.Current.ItemFor(row.Item))
                .With("stage", row.Stage)
                .With("open", row.Open)
                .With("title", row.Title)
                .With("conflict", quality.Current.Conflicting.Contains((row.Kind, row.Id)))
                .With("marks", row.Marks?.Split(' ') ?? [])
                .With("firstDay", Days(row).Min()?.ToString("yyyy-MM-dd"))
                .With("lastDay", Days(row).Max()?.ToString("yyyy-MM-dd")));
        }

        return Json(new Document()
            .With("total", await ledger.CountSubjectsAsync(filter, cancel))
            .With("page", number)
            .With("size", length)
            .With("rows", rows));
    }

    /// <summary>The days on which it counts in figures that are shown; its deadlines are not among them.</summary>
    private static IEnumerable<DateOnly?> Days(SubjectRow row) =>
        Delta.Decode(row.Counts)
            .Select(count => count.Key)
            .Where(cell => Counters.IsShown(cell.Counter))
            .Select(cell => (DateOnly?)cell.Day);

    private static string[]? Some(string? one) => one is { Length: > 0 } ? [one] : null;

    private static IResult Json(Document document) => Results.Bytes(document.ToUtf8(), "application/json; charset=utf-8");

    /// <param name="Reason">Why it is read.</param>
    internal sealed record DetailQuery(string? Kind, string? Id, string? Reason);
}
