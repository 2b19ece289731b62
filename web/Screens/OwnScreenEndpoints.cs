using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Screens;

/// <summary>What a paired screen asks of itself: who it is and what it shows; and where it leaves the picture it has drawn.</summary>
internal static class OwnScreenEndpoints
{
    private const int LargestPicture = 2 * 1024 * 1024;
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(1);

    public static void MapOwnScreen(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/screen", ReadAsync);
        app.MapPut("/api/screen/pictures/{command}", KeepAsync)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestPicture));
    }

    /// <param name="begun">The command by which the page was begun anew: with this it has been.</param>
    private static async Task<IResult> ReadAsync(
        string? begun, HttpContext context, AccessDb database, ScreenRegister register, PageBuild build, IGrainFactory grains,
        TimeProvider clock, CancellationToken cancel)
    {
        // A screen that was told to look must not be answered what held before it was told, on whichever host.
        register.Forget();
        var (caller, known) = (context.Caller(), await register.ReadAsync(cancel));
        if (caller.Kind != CallerKind.Screen || !known.ById.TryGetValue(caller.Id, out var screen))
        {
            return Results.Problem("屏幕尚未配对。This screen is not paired.", statusCode: StatusCodes.Status401Unauthorized);
        }

        if (begun is not null)
        {
            await grains.GetGrain<IScreenGrain>(screen.Id).Answer(
                begun, true, $"页面已重新载入，版本 {build.Name}。The page has loaded anew, build {build.Name}.");
        }

        await RenewAsync(screen, context, database, register, clock, cancel);
        var scene = known.SceneOf(screen);
        return Results.Json(new
        {
            id = screen.Id, number = screen.Number, name = screen.Name, place = screen.Place, view = register.ViewOf(scene), scene,
            build = build.Name,
        });
    }

    /// <summary>
    /// A credential is a day old at most, and the one before it holds until the screen comes with the new one, since an answer may be lost.
    /// </summary>
    private static async Task RenewAsync(
        KeptScreen screen, HttpContext context, AccessDb database, ScreenRegister register, TimeProvider clock, CancellationToken cancel)
    {
        var presented = ScreenCookie.HashOf(ScreenCookie.Of(context.Request)!);
        var (isCurrent, now) = (presented == screen.Hash, clock.GetUtcNow());
        if (isCurrent && now.ToUnixTimeMilliseconds() - screen.Renewed < RenewedAfter.TotalMilliseconds)
        {
            if (screen.PreviousHash is not null)
            {
                await database.Screens.Where(one => one.Id == screen.Id && one.Hash == presented)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.PreviousHash, (string?)null), cancel);
                register.Forget();
            }

            return;
        }

        var (secret, held) = (ScreenCookie.NewSecret(), screen.Hash);
        var fresh = ScreenCookie.HashOf(secret);
        if (await database.Screens.Where(one => one.Id == screen.Id && one.Hash == held).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.Hash, fresh).SetProperty(one => one.PreviousHash, presented)
                .SetProperty(one => one.Renewed, now.ToUnixTimeMilliseconds()),
            cancel) == 1)
        {
            register.Forget();
            ScreenCookie.Give(context, secret);
        }
    }

    private static async Task<IResult> KeepAsync(string command, HttpContext context, IGrainFactory grains, CancellationToken cancel)
    {
        using var picture = new MemoryStream();
        await context.Request.Body.CopyToAsync(picture, cancel);
        if (context.Caller().Kind != CallerKind.Screen || picture.ToArray() is not [0xFF, 0xD8, 0xFF, ..] bytes)
        {
            return Results.Problem("须为屏幕自己的 JPEG 图片。A JPEG picture of the screen itself is wanted.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        await grains.GetGrain<IScreenGrain>(context.Caller().Id).Show(command, bytes);
        return Results.NoContent();
    }
}
