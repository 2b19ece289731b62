using System.Text.Json.Nodes;
using Dashboard.Web.Access;
using Dashboard.Web.Import;

namespace Dashboard.Web.SetUp;

/// <summary>Setting an installation up without an upstream (CONTRACT.md §9): how far it is, and its registers.</summary>
internal static class SetUpEndpoints
{
    private const int LargestPage = 500;

    public static void AddSetUp(this IServiceCollection services)
    {
        services.AddImports();
        services.AddSingleton<INameSource, RegisteredNames>();
        services.AddSingleton<LocalEvents>();
        services.AddSingleton<RegisterForms>();
        services.AddSingleton<ItemDuties>();
        services.AddSingleton<SetUpState>();
    }

    public static void MapSetUp(this IEndpointRouteBuilder app)
    {
        app.MapImports();
        app.MapGet("/api/setup", async (SetUpState state, CancellationToken cancel) => Results.Json(await state.ReadAsync(cancel)));
        app.MapGet("/api/registers/{register}", ListAsync);
        app.MapDelete("/api/registers/{register}", EndSeededAsync);
        app.MapPut("/api/registers/{register}/{**id}", WriteAsync);
        app.MapDelete("/api/registers/{register}/{**id}", EndAsync);
        app.MapPut("/api/claims/{**code}", (string code, Claim claim, ItemDuties duties, HttpContext context, AuditTrail audit,
            CancellationToken cancel) => ClaimAsync(code, claim, givesUp: false, duties, context, audit, cancel));
        app.MapDelete("/api/claims/{**code}", (string code, ItemDuties duties, HttpContext context, AuditTrail audit,
            CancellationToken cancel) => ClaimAsync(code, new(null, null), givesUp: true, duties, context, audit, cancel));
        app.MapPut("/api/checklists/{**code}", PublishAsync);
    }

    private static async Task<IResult> ListAsync(
        string register, RegisterForms registers, string? q, int? page, int? size, CancellationToken cancel)
    {
        if (Register.Find(register) is not { } found)
        {
            return None();
        }

        var (number, length) = (Math.Max(page ?? 1, 1), Math.Clamp(size ?? LargestPage, 1, LargestPage));
        var (total, entries) = await registers.ListAsync(found, q, (int)Math.Min((number - 1L) * length, int.MaxValue), length, cancel);
        return Results.Json(new
        {
            total,
            page = number,
            size = length,
            rows = entries.Select(entry => Row(found, entry)),
        }, ImportReport.Json);
    }

    private static JsonObject Row(Register register, Entry entry)
    {
        var data = entry.Data;
        var row = new JsonObject(register.Fields.Select(field => KeyValuePair.Create(field, data[field]?.DeepClone())))
        {
            ["id"] = entry.Id,
            ["registered"] = entry.Last is not null,
            ["seeded"] = entry.IsSeeded,
            ["ended"] = entry.IsEnded,
            ["source"] = entry.Last?.Source,
        };
        ItemDuties.Describe(entry, row);
        return row;
    }

    private static async Task<IResult> WriteAsync(
        string register, string? id, JsonObject given, RegisterForms registers, HttpContext context, AuditTrail audit,
        CancellationToken cancel) =>
        Register.Find(register) is not { } found ? None()
        : string.IsNullOrWhiteSpace(id) && found.Name != "bureaus" ? new Said("请填写编号。", "An id is needed.").Problem()
        : await registers.WriteAsync(found, id ?? "", given, context.Caller(), cancel) is { } problem ? problem.Problem()
        : await DoneAsync(context, audit, "register.changed", found, id);

    private static async Task<IResult> EndAsync(
        string register, string? id, RegisterForms registers, HttpContext context, AuditTrail audit, CancellationToken cancel) =>
        Register.Find(register) is not { } found ? None()
        : await registers.EndAsync(found, id ?? "", context.Caller(), cancel) is { } problem
            ? problem.Problem(StatusCodes.Status409Conflict)
        : await DoneAsync(context, audit, "register.ended", found, id);

    private static async Task<IResult> EndSeededAsync(
        string register, RegisterForms registers, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        if (Register.Find(register) is not { Name: "teams" or "items" } found)
        {
            return None();
        }

        var ended = await registers.EndSeededAsync(found, context.Caller(), cancel);
        await audit.AddAsync(context.Caller().Name, "register.ended", found.Name, $"{ended} that came with the product");
        return Results.Json(new { ended });
    }

    private static async Task<IResult> DoneAsync(HttpContext context, AuditTrail audit, string action, Register register, string? id)
    {
        await audit.AddAsync(context.Caller().Name, action, $"{register.Kind}/{id}");
        return Results.NoContent();
    }

    private static async Task<IResult> ClaimAsync(string code, Claim claim, bool givesUp, ItemDuties duties, HttpContext context,
        AuditTrail audit, CancellationToken cancel) =>
        await duties.ClaimAsync(code, claim, givesUp, context.Caller(), cancel) is { } problem ? problem.Problem()
        : await DoneAsync(context, audit, givesUp ? "item.unclaimed" : "item.claimed", Register.Find("items")!, code);

    private static async Task<IResult> PublishAsync(string code, Checklist checklist, ItemDuties duties, HttpContext context,
        AuditTrail audit, CancellationToken cancel) =>
        await duties.PublishAsync(code, checklist, context.Caller(), cancel) is { } problem ? problem.Problem()
        : await DoneAsync(context, audit, "checklist.published", Register.Find("items")!, code);

    private static IResult None() => new Said("没有这种登记。", "There is no such register.").Problem(StatusCodes.Status404NotFound);
}
