using System.Text;
using System.Text.Json;
using Dashboard.Web.Access;
using Dashboard.Web.Import.Suggestion;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Import;

/// <summary>
/// Imports through the browser (CONTRACT.md §9): look at a file, import it or try to, see how that stands; and the maps that are kept.
/// What an import does is the tool's own code, so that either can go on where the other stopped.
/// </summary>
internal static class ImportEndpoints
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<KeptMaps>();
        services.AddSingleton<FileLook>();
    }

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        // The upload counts for itself.
        app.MapPost("/api/imports/look", LookAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        app.MapPost("/api/imports", BeginAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        app.MapGet("/api/imports", async (ImportJobs jobs) => Results.Json(await jobs.ListAsync(), ImportReport.Json));
        app.MapGet("/api/imports/{id}", async (string id, ImportJobs jobs) =>
            await jobs.ReadAsync(id) is { } report ? Results.Json(report, ImportReport.Json) : None());
        app.MapGet("/api/imports/{id}/errors", ErrorsAsync);
        app.MapGet("/api/maps", async (KeptMaps maps) => Results.Json(await maps.NamesAsync()));
        app.MapGet("/api/maps/{name}", async (string name, KeptMaps maps) =>
            await maps.FindAsync(name) is { } map ? Results.Text(map, "application/json", Encoding.UTF8) : None());
        app.MapPut("/api/maps/{name}", KeepAsync);
        app.MapDelete("/api/maps/{name}", async (string name, KeptMaps maps, HttpContext context, AuditTrail audit) =>
        {
            await maps.ForgetAsync(name);
            await audit.AddAsync(context.Caller().Name, "map.deleted", $"map/{name}");
            return Results.NoContent();
        });
    }

    private static Task<IResult> LookAsync(HttpContext context, FileLook look, CancellationToken cancel) => GuardAsync(context,
        async upload =>
    {
        using var file = upload;
        var choices = JsonSerializer.Deserialize<Choices>(upload["choices"] ?? "{}", Web) ?? new();
        var given = upload["map"] is { Length: > 0 } map ? map : null;
        return Results.Json(await look.OfAsync(upload, choices, given, cancel), ImportReport.Json);
    });

    private static Task<IResult> BeginAsync(HttpContext context, ImportJobs jobs, KeptMaps maps) => GuardAsync(context, async upload =>
    {
        try
        {
            var json = upload["map"] is { Length: > 0 } given ? given
                : upload["mapName"] is not { Length: > 0 } name ? throw new MapException("没有给出映射：请发送 map，或 mapName。",
                    "No map was given: send map, or mapName.")
                : await maps.FindAsync(name) ?? throw new MapException($"没有名为“{name}”的映射。", $"There is no map “{name}”.");
            if (upload["dryRun"] is not (null or "" or "true" or "false"))
            {
                throw new MapException("dryRun 只能是 true 或 false。", "dryRun is true or false.");
            }

            if (await jobs.BeginAsync(upload, ImportMap.Parse(json), upload["dryRun"] == "true", context.Caller()) is { } id)
            {
                return Results.Accepted($"/api/imports/{id}", new { id });
            }

            upload.Dispose();
            return Busy.Answer(context, "已有多个导入在进行，请稍后再试。Several imports are under way; try again later.");
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    });

    /// <summary>The list ends with a row, as wide as the others, that says who took it, when, and of which import.</summary>
    private static async Task<IResult> ErrorsAsync(string id, HttpContext context, ImportJobs jobs, TimeProvider clock)
    {
        if (await jobs.ReadAsync(id) is not { } report)
        {
            return None();
        }

        var csv = await jobs.ErrorsAsync(id) ?? "";
        var mark = new Watermark(context.Caller().Name, clock.GetUtcNow(), report.Ended ?? report.At, report.Id);
        return Results.File(
            Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(csv.Length == 0 ? "" : csv + ErrorList.Row(mark))).ToArray(),
            "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(report.File)}.errors.csv");
    }

    private static async Task<IResult> KeepAsync(
        string name, HttpContext context, KeptMaps maps, AuditTrail audit, CancellationToken cancel)
    {
        using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
        try
        {
            await maps.KeepAsync(name, await body.ReadToEndAsync(cancel));
        }
        catch (MapException wrong)
        {
            return wrong.Said.Problem();
        }

        await audit.AddAsync(context.Caller().Name, "map.kept", $"map/{name}");
        return Results.NoContent();
    }

    /// <summary>Takes the upload in, and answers what is wrong with it or its map as a sentence.</summary>
    private static async Task<IResult> GuardAsync(HttpContext context, Func<Upload, Task<IResult>> work)
    {
        Upload? upload = null;
        try
        {
            upload = await Upload.ReadAsync(context.Request, context.RequestAborted);
            return await work(upload);
        }
        catch (UploadException refused)
        {
            return refused.Said.Problem(refused.Status);
        }
        catch (MapException wrong)
        {
            return upload!.Named(wrong.Said).Problem();
        }
        catch (ImportStoppedException wrong)
        {
            return upload!.Named(wrong.Said).Problem();
        }
        catch (JsonException wrong)
        {
            return new Said($"choices 不是可读的 JSON：{wrong.Message}", $"choices is not JSON that can be read: {wrong.Message}").Problem();
        }
        catch (Exception cut) when (cut is IOException or BadHttpRequestException)
        {
            return new Said("文件没有收全，请再试一次。", "The file did not arrive whole; try again.").Problem();
        }
    }

    private static IResult None() => new Said("没有这一项。", "There is none of this name.").Problem(StatusCodes.Status404NotFound);
}
