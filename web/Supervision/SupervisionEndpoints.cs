using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Supervision;

/// <summary>Supervision orders (督办单, CONTRACT.md §10): lists, one with its story, and the forms of its acts.</summary>
internal static class SupervisionEndpoints
{
    public static void AddSupervision(this IServiceCollection services) =>
        services.AddSingleton<FormEvents>().AddSingleton<OrderForms>().AddSingleton<YearForms>().AddSingleton<ReportForms>()
            .AddHostedService<ReportsDue>();

    public static void MapSupervision(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/orders", async (string? team, IOrders orders, HttpContext context, CancellationToken cancel) =>
        {
            var caller = context.Caller();
            var list = await orders.ListAsync(team, caller.Reader, cancel);
            list.With("mayIssue", Offices.Of(caller, ["R3", "R2", "R1"]) is not null)
                .With("mayList", Offices.Of(caller, ["R2", "R1"]) is not null);
            return list.Answer();
        });
        app.MapGet("/api/orders/{**id}", OpenAsync);
        app.MapPost("/api/orders", IssueAsync);
        app.MapPost("/api/orders/{id}/{act}", ActAsync);
        app.MapYear();
        app.MapReports();
        app.MapBooks();
    }

    private static async Task<IResult> OpenAsync(
        string id, IOrders orders, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var caller = context.Caller();
        if (await orders.OpenAsync(id, caller.Reader, Offices.IsOfWork(caller), cancel) is not { } document)
        {
            return OrderSentences.Unknown.Problem(StatusCodes.Status404NotFound);
        }

        await audit.AddReadingAsync(caller, "subject.read", $"order/{id}");
        var acts = await orders.ActsAsync(id, caller.Reader, cancel) ?? [];
        return document
            .With("acts", acts.Select(act => (object)Described.Act(act, act.Type["order.".Length..], caller)).ToArray()).Answer();
    }

    private static async Task<IResult> IssueAsync(
        JsonObject given, OrderForms forms, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var (id, refusal, status) = await forms.IssueAsync(given, context.Caller(), cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "order.issued", $"order/{id}");
        return Results.Json(new { id }, statusCode: status);
    }

    private static async Task<IResult> ActAsync(
        string id, string act, JsonObject given, OrderForms forms, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var (refusal, status) = await forms.ActAsync(id, act, given, context.Caller(), cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "order.acted", $"order/{id}", act);
        return Results.NoContent();
    }
}
