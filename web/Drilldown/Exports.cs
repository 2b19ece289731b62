using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Drilldown;

/// <summary>What is taken away, and in which form.</summary>
/// <param name="Kind"><c>xlsx</c>: the answer is the workbook; <c>png</c>, <c>pdf</c>: the page makes it, the answer is its mark.</param>
/// <param name="What">What of the page, where it is not all.</param>
/// <param name="Periods">Other periods of the same view whose rates are laid beside.</param>
/// <param name="Captions">What the page calls counters, stages and kinds (<c>counter.casesFiled</c>): words are the page's to know.</param>
internal sealed record ExportQuery(
    string? View, string? Kind, string? What, string? Period, string[]? Periods, Dictionary<string, string>? Captions);

/// <summary>
/// <c>POST /api/exports</c>: what a page of a view shows, to be taken away. Masked as it is shown; says who took it, when, and which state
/// it is; stands in the audit.
/// </summary>
internal static class Exports
{
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MostPeriods = 6, MostCaptions = 400, LongestCaption = 80;

    public static void MapExports(this IEndpointRouteBuilder app) => app.MapPost("/api/exports", TakeAsync);

    private static async Task<IResult> TakeAsync(
        ExportQuery body, HttpContext context, ExportBook book, AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        var caller = context.Caller();
        var (kind, key) = ViewNames.Split(body.View);
        var periods = body.Periods ?? [];
        if (body.Kind is not ("xlsx" or "png" or "pdf"))
        {
            return new Said("kind 只能是 xlsx、png 或 pdf。", "kind must be xlsx, png or pdf.").Problem();
        }

        if (!periods.Append(body.Period ?? "2020").All(static period => Period.TryParse(period, out _)) || periods.Length > MostPeriods)
        {
            return new Said($"期间须为年、月或日，最多 {MostPeriods} 个。",
                $"Periods must be years, months or days, {MostPeriods} at most: 2020, 2020-05, 2020-05-17.").Problem();
        }

        if (!Mask.Of(caller).Admits(kind, key) || await book.ViewAsync(body.View, body.Period, caller) is not { } document)
        {
            return new Said($"没有视图 {body.View}。", $"There is no view {body.View}.").Problem(StatusCodes.Status404NotFound);
        }

        var detail = string.Join(' ', new[] { body.Kind, body.Period, body.What }.Where(static part => !string.IsNullOrEmpty(part)));
        await audit.AddAsync(caller.Name, "figures.exported", body.View!, detail);
        var mark = MarkOf(document, caller, clock.GetUtcNow());
        return body.Kind == "xlsx"
            ? Results.File(
                TableBook.Write(await book.TablesAsync(document, body with { Captions = Sound(body.Captions) }, caller, cancel),
                    [mark.Chinese, mark.English]),
                Sheets, $"{kind}-{key}-{body.Period ?? (string)document["day"]!}.xlsx")
            : Results.Json(mark);
    }

    private static Watermark MarkOf(Document document, Caller caller, DateTimeOffset now) => new(
        Watermark.NameOf(caller),
        now,
        Rfc3339.TryParse(Encoding.UTF8.GetBytes((string)document["asOf"]!), out var asOf) ? asOf : now,
        $"{document["view"]}@{document["version"]}");

    /// <summary>As many captions, and as long, as a page has.</summary>
    private static Dictionary<string, string> Sound(Dictionary<string, string>? captions) =>
        (captions ?? []).Where(static one => one.Value is { Length: <= LongestCaption } text && !text.Any(char.IsControl))
            .Take(MostCaptions).ToDictionary();
}
