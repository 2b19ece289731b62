using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Screens;

/// <summary>The registry of screens (CONTRACT.md §8): list, change, revoke.</summary>
internal static class ScreenEndpoints
{
    private const int LongestName = 60;

    public static void MapScreens(this WebApplication app)
    {
        app.MapPairings();
        app.MapGet("/api/screens", ListAsync);
        app.MapPut("/api/screens/{id}", ChangeAsync);
        app.MapDelete("/api/screens/{id}", RevokeAsync);
        app.MapCommands();
        app.MapScenes();
        app.MapOwnScreen();
    }

    /// <summary>What is wrong with what an operator says of a screen, as a sentence; null when nothing is.</summary>
    public static string? Problem(string? name, string? place, string? scene, ScreenRegister.Known known) =>
        name?.Trim() is not { Length: > 0 and <= LongestName } ? "名称须为 1–60 个字符。A name has 1 to 60 characters."
        : place is null || !Places.All.Contains(place) ? "place 须为 hall、corridor 或 command。place is hall, corridor or command."
        : known.Scenes.Any(one => one.Id == scene) ? null
        : $"没有此场景；现有 {Ids(known)}。There is no such scene; there are {Ids(known)}.";

    /// <summary>There is no such screen, or no more.</summary>
    public static IResult Unknown() => Results.Problem("没有此屏幕。There is no such screen.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(ScreenRegister register, IGrainFactory grains, CancellationToken cancel)
    {
        register.Forget();
        var known = await register.ReadAsync(cancel);
        var standings = await Task.WhenAll(known.Screens.Select(screen => grains.GetGrain<IScreenGrain>(screen.Id).Standing()));
        return Results.Json(known.Screens.Zip(standings, (screen, now) =>
        {
            var lastSeen = now.LastSeen ?? (screen.LastSeen is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
            var seen = lastSeen is { } instant ? Rfc3339.Write(instant) : null;
            return new
            {
                id = screen.Id,
                number = screen.Number,
                name = screen.Name,
                place = screen.Place,
                scene = screen.Scene,
                view = register.ViewOf(known.SceneOf(screen)),
                online = now.IsOnline,
                lastSeen = seen,
                offlineSince = now.IsOnline ? null : seen,
                build = now.Report is { Build.Length: > 0 } said ? said.Build : screen.Build,
                resolution = now.Report is { Resolution.Length: > 0 } told ? told.Resolution : screen.Resolution,
                delayMs = new { p50 = now.Report?.Median, p99 = now.Report?.Slowest },
            };
        }));
    }

    private static async Task<IResult> ChangeAsync(
        string id, Change body, HttpContext context, AccessDb database, ScreenRegister register, IGrainFactory grains, AuditTrail audit,
        CancellationToken cancel)
    {
        if (await database.Screens.SingleOrDefaultAsync(one => one.Id == id && one.Revoked == null, cancel) is not { } screen)
        {
            return Unknown();
        }

        var (name, place, scene) = (body.Name ?? screen.Name, body.Place ?? screen.Place, body.Scene ?? screen.Scene);
        if (Problem(name, place, scene, await register.ReadAsync(cancel)) is { } sentence)
        {
            return Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
        }

        (screen.Name, screen.Place, screen.Scene) = (name.Trim(), place, scene);
        await database.SaveChangesAsync(cancel);
        register.Forget();
        await audit.AddAsync(context.Caller().Name, "screen.changed", $"screen/{id}", $"{screen.Name}: {place}, {scene}");
        await grains.GetGrain<IScreenGrain>(id).Tell(CommandEndpoints.Scene, "{}");
        return Results.NoContent();
    }

    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, AccessDb database, ScreenRegister register, AuditTrail audit, TimeProvider clock,
        CancellationToken cancel)
    {
        if (await database.Screens.SingleOrDefaultAsync(one => one.Id == id && one.Revoked == null, cancel) is not { } screen)
        {
            return Unknown();
        }

        screen.Revoked = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await database.SaveChangesAsync(cancel);
        register.Forget();
        await audit.AddAsync(context.Caller().Name, "screen.revoked", $"screen/{id}", screen.Name);
        return Results.NoContent();
    }

    private static string Ids(ScreenRegister.Known known) => string.Join(", ", known.Scenes.Select(static scene => scene.Id));

    /// <summary>What is left out stays.</summary>
    internal sealed record Change(string? Name, string? Place, string? Scene);
}
