using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace Dashboard.Web.Screens;

/// <summary>How an unknown screen becomes a known one (CONTRACT.md §8): it shows a code, an operator names it.</summary>
internal static class PairingEndpoints
{
    private const int PixelsPerModule = 8;

    /// <summary>A code holds as long, and so does the secret with which the screen fetches what it was bound to.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(10);

    /// <summary>Shorter than proxies cut off who waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    public static void MapPairings(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/screens/pairings", BeginAsync);
        app.MapGet("/api/screens/pairings/{secret}", WaitAsync);
        app.MapPost("/api/screens", BindAsync);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, IGrainFactory grains)
    {
        var secret = ScreenCookie.NewSecret();
        if (await grains.GetGrain<IPairingGrain>(0).Begin(ScreenCookie.HashOf(secret)) is not { } code)
        {
            return Later.TooMany(context, TimeSpan.FromMinutes(1), "等待配对的屏幕过多。Too many screens wait to be paired; try again later.");
        }

        var request = context.Request;
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}/screens?code={code.Code}";
        using var squares = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(squares);
        return Results.Json(new
        {
            code = code.Code,
            secret,
            expires = Rfc3339.Write(code.Expires),
            address,
            picture = Convert.ToBase64String(picture.GetGraphic(PixelsPerModule)),
        });
    }

    /// <summary>204 while nobody has named the code, 200 and the credential once somebody has, 404 when the code holds no longer.</summary>
    private static async Task<IResult> WaitAsync(
        string secret, HttpContext context, IGrainFactory grains, AccessDb database, ScreenRegister register, TimeProvider clock,
        CancellationToken cancel)
    {
        var (hash, since) = (ScreenCookie.HashOf(secret), clock.GetTimestamp());
        var isWaiting = true;
        while (isWaiting && clock.GetElapsedTime(since) < LongestWait && !cancel.IsCancellationRequested)
        {
            isWaiting = await grains.GetGrain<IPairingGrain>(0).Wait(hash);
        }

        if (isWaiting)
        {
            return Results.NoContent();
        }

        var earliest = (clock.GetUtcNow() - Holds).ToUnixTimeMilliseconds();
        if (await database.Screens.SingleOrDefaultAsync(
            one => one.PairingHash == hash && one.Revoked == null && one.Created >= earliest, cancel) is not { } screen)
        {
            return Results.Problem("配对码已失效，请重新获取。This code holds no longer; ask for another.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var credential = ScreenCookie.NewSecret();
        (screen.Hash, screen.PreviousHash, screen.Renewed) =
            (ScreenCookie.HashOf(credential), null, clock.GetUtcNow().ToUnixTimeMilliseconds());
        await database.SaveChangesAsync(cancel);
        register.Forget();
        ScreenCookie.Give(context, credential);
        return Results.Json(new { id = screen.Id, number = screen.Number, name = screen.Name, place = screen.Place, scene = screen.Scene });
    }

    private static async Task<IResult> BindAsync(
        Binding body, HttpContext context, IGrainFactory grains, AccessDb database, ScreenRegister register, SignInGate gate,
        AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        var (caller, known) = (context.Caller(), await register.ReadAsync(cancel));
        var guesser = $"screen code {caller.Name}";
        var scene = body.Scene ?? known.Scenes.FirstOrDefault(scene => scene.Id == body.Place)?.Id ?? known.Scenes[0].Id!;
        if (ScreenEndpoints.Problem(body.Name, body.Place, scene, known) is { } sentence)
        {
            return Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
        }

        if (gate.Begin(guesser, null) is { } pause)
        {
            return Later.TooMany(context, pause, "配对码错误次数过多，请稍后再试。Too many wrong codes; try again later.");
        }

        var desk = grains.GetGrain<IPairingGrain>(0);
        if (await desk.Take(body.Code?.Trim() ?? "") is not { } hash)
        {
            return Results.Problem("没有屏幕正在显示此配对码，请核对；配对码 10 分钟内有效。No screen shows this code; look again, a code holds 10 minutes.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var screen = new KeptScreen
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Number = ((await database.Screens.MaxAsync(one => (int?)one.Number, cancel)) ?? 0) + 1,
            Name = body.Name!.Trim(),
            Place = body.Place!,
            Scene = scene,
            PairingHash = hash,
            Renewed = now,
            Created = now,
        };
        database.Add(screen);
        await database.SaveChangesAsync(cancel);
        register.Forget();
        gate.Pass(guesser, null);
        await audit.AddAsync(caller.Name, "screen.added", $"screen/{screen.Id}", $"{screen.Name}: {screen.Place}, {screen.Scene}");
        await desk.Finish(hash);
        return Results.Json(
            new { id = screen.Id, number = screen.Number, name = screen.Name, place = screen.Place, scene = screen.Scene },
            statusCode: StatusCodes.Status201Created);
    }

    internal sealed record Binding(string? Code, string? Name, string? Place, string? Scene);
}
