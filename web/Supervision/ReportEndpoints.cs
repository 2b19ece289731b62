using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Views;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The reports of the years (SUPERVISION.md §11): text with figures that open to their rows, and the same to be taken away.
/// </summary>
internal static class ReportEndpoints
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Pdf = "application/pdf";
    private const string Law = "Law";
    private const int FirstYear = 1990, LastYear = 2099;

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/reports", ListAsync);
        app.MapGet("/api/reports/{year:int}", ReadAsync);
        app.MapGet("/api/reports/{year:int}.docx", (int year, HttpContext context, IReports reports, DemoMark demo, AuditTrail audit,
            TimeProvider clock, CancellationToken cancel) => TakeAsync(year, Docx, context, reports, demo, audit, clock, cancel));
        app.MapGet("/api/reports/{year:int}.pdf", (int year, HttpContext context, IReports reports, DemoMark demo, AuditTrail audit,
            TimeProvider clock, CancellationToken cancel) => TakeAsync(year, Pdf, context, reports, demo, audit, clock, cancel));
        app.MapGet("/api/reports/{year:int}/figures/{id}", FigureAsync);
        app.MapPost("/api/reports/{year:int}/{act}", ActAsync);
    }

    private static async Task<IResult> ListAsync(IReports reports, DemoMark demo, CancellationToken cancel) =>
        (await reports.ListAsync(cancel)).With("demo", demo.IsDemo).Answer();

    private static async Task<IResult> ReadAsync(
        int year, IReports reports, DemoMark demo, HttpContext context, CancellationToken cancel, string kind = Law)
    {
        if ((Problem(year) ?? Problem(kind, reports)) is { } problem)
        {
            return problem;
        }

        var caller = context.Caller();
        var acts = await reports.ActsAsync(year, kind, cancel);
        return (await reports.ReadAsync(year, kind, Offices.IsOfWork(caller), cancel)).With("demo", demo.IsDemo)
            .With("acts", acts.Select(act => (object)Described.Act(act, act.Type["report.".Length..], caller)).ToArray()).Answer();
    }

    private static async Task<IResult> FigureAsync(
        int year, string id, string? next, int? size, IReports reports, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        if (Problem(year) is { } problem)
        {
            return problem;
        }

        try
        {
            var caller = context.Caller();
            if (await reports.FigureAsync(year, id, next, size, caller.Reader, cancel) is not { } figure)
            {
                return new Said($"报告中没有数据 {id}。", $"The report has no figure {id}.").Problem(StatusCodes.Status404NotFound);
            }

            await audit.AddReadingAsync(caller, "evidence.read", $"reports/{year}/figures/{id}");
            return figure.Answer();
        }
        catch (EvidenceException wrong)
        {
            return Results.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> TakeAsync(int year, string form, HttpContext context, IReports reports, DemoMark demo,
        AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        if (Problem(year) is { } problem)
        {
            return problem;
        }

        var caller = context.Caller();
        var report = (await reports.ReadAsync(year, Law, isOfWork: false, cancel)).With("demo", demo.IsDemo);
        await audit.AddAsync(caller.Name, "figures.exported", (string)report["id"]!, form == Docx ? "docx" : "pdf");
        var now = clock.GetUtcNow();
        var mark = new Watermark(Watermark.NameOf(caller), now, now, ((string)report["digest"]!)[..16]);
        var paper = ReportPaper.Of(report, mark.Chinese);
        return Results.File(form == Docx ? ReportDocx.Write(paper) : ReportPdf.Write(paper), form,
            $"{report["title"]}.{(form == Docx ? "docx" : "pdf")}");
    }

    private static async Task<IResult> ActAsync(
        int year, string act, JsonObject given, IReports reports, ReportForms forms, HttpContext context, AuditTrail audit,
        CancellationToken cancel, string kind = Law)
    {
        if ((Problem(year) ?? Problem(kind, reports)) is { } problem)
        {
            return problem;
        }

        var (refusal, status) = await forms.ActAsync(year, kind, act, given, context.Caller(), cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "report.acted", reports.IdOf(year, kind), act);
        return Results.NoContent();
    }

    private static IResult? Problem(int year) => year is >= FirstYear and <= LastYear ? null
        : new Said($"年份须在 {FirstYear} 至 {LastYear} 之间。", $"The year must be one of {FirstYear} to {LastYear}.").Problem();

    private static IResult? Problem(string kind, IReports reports) => reports.Kinds.Contains(kind) ? null
        : new Said($"kind 只能是 {string.Join('、', reports.Kinds)}。", $"kind must be one of {string.Join(", ", reports.Kinds)}.").Problem();
}
