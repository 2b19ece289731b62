using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Supervision;

/// <summary>The year (SUPERVISION.md §3): agenda, duties with their acts, and what else the year asks of the heads.</summary>
internal static class YearEndpoints
{
    public static void MapYear(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/year", ReadAsync);
        app.MapGet("/api/year/duties/{**id}", OpenAsync);
        app.MapPost("/api/year/{kind}", BeginAsync);
        app.MapPost("/api/year/duties/{id}/{act}", ActAsync);
    }

    private static async Task<IResult> ReadAsync(
        int? year, IYear years, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        var caller = context.Caller();
        var document = await years.ReadAsync(year ?? Shanghai.Day(clock.GetUtcNow()).Year, caller.Reader, cancel);
        return document.With("beginnings", years.Beginnings.Where(one => Offices.Of(caller, one.Act.Roles) is not null)
            .Select(one => (object)Described.Act(one.Act, one.Kind, caller)).ToArray()).Answer();
    }

    private static async Task<IResult> OpenAsync(
        string id, IYear years, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var caller = context.Caller();
        if (await years.OpenAsync(id, caller.Reader, Offices.IsOfWork(caller), cancel) is not { } document)
        {
            return YearSentences.Unknown.Problem(StatusCodes.Status404NotFound);
        }

        await audit.AddReadingAsync(caller, "subject.read", $"duty/{id}");
        var acts = await years.ActsAsync(id, caller.Reader, cancel) ?? [];
        return document.With("acts", acts.Select(act => (object)Described.Act(act, act.Type["duty.".Length..], caller)).ToArray()).Answer();
    }

    private static async Task<IResult> BeginAsync(
        string kind, JsonObject given, YearForms forms, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var (id, refusal, status) = await forms.BeginAsync(kind, given, context.Caller(), cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "year.began", $"{kind}/{id}");
        return Results.Json(new { id }, statusCode: status);
    }

    private static async Task<IResult> ActAsync(
        string id, string act, JsonObject given, YearForms forms, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var (refusal, status) = await forms.ActAsync(id, act, given, context.Caller(), cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "year.acted", $"duty/{id}", act);
        return Results.NoContent();
    }
}
