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
        services.AddSingleton<Registers>();
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
    }

    private static async Task<IResult> ListAsync(
        string register, Registers registers, string? q, int? page, int? size, CancellationToken cancel)
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
            rows = entries.Select(entry => new JsonObject(found.Fields.Select(field =>
                KeyValuePair.Create(field, entry.Data[field]?.DeepClone())))
            {
                ["id"] = entry.Id,
                ["registered"] = entry.Last is not null,
                ["seeded"] = entry.IsSeeded,
                ["ended"] = entry.IsEnded,
                ["source"] = entry.Last?.Source,
            }),
        }, ImportReport.Json);
    }

    private static async Task<IResult> WriteAsync(string register, string? id, JsonObject given, Registers registers, HttpContext context,
        AuditTrail audit, CancellationToken cancel) =>
        Register.Find(register) is not { } found ? None()
        : string.IsNullOrWhiteSpace(id) && found.Name != "bureaus" ? Wrong("请填写编号。An id is needed.")
        : await registers.WriteAsync(found, id ?? "", given, context.Caller(), cancel) is { } problem ? Wrong(problem)
        : await DoneAsync(context, audit, "register.changed", found, id);

    private static async Task<IResult> EndAsync(
        string register, string? id, Registers registers, HttpContext context, AuditTrail audit, CancellationToken cancel) =>
        Register.Find(register) is not { } found ? None()
        : await registers.EndAsync(found, id ?? "", context.Caller(), cancel) is { } problem
            ? Results.Problem(problem, statusCode: StatusCodes.Status409Conflict)
        : await DoneAsync(context, audit, "register.ended", found, id);

    private static async Task<IResult> EndSeededAsync(
        string register, Registers registers, HttpContext context, AuditTrail audit, CancellationToken cancel)
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

    private static IResult None() => Results.Problem("没有这种登记。There is no such register.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Wrong(string sentence) => Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
