using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Screens;

/// <summary>What screens are told to do, and how that went (CONTRACT.md §8).</summary>
internal static class CommandEndpoints
{
    /// <summary>The screen takes the scene the registry has for it.</summary>
    public const string Scene = "scene";
    private const string Screenshot = "screenshot";

    private const int LongestText = 200, LongestSeconds = 24 * 3600;

    public static void MapCommands(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/screens/{id}/commands", TellAsync);
        app.MapGet("/api/screens/{id}/commands/{command}", ReadAsync);
        app.MapGet("/api/screens/{id}/commands/{command}/picture", PictureAsync);
    }

    private static async Task<IResult> TellAsync(
        string id, Body body, HttpContext context, AccessDb database, ScreenRegister register, IGrainFactory grains, AuditTrail audit,
        CancellationToken cancel)
    {
        if (await database.Screens.SingleOrDefaultAsync(one => one.Id == id && one.Revoked == null, cancel) is not { } screen)
        {
            return ScreenEndpoints.Unknown();
        }

        var given = body.Args ?? new(null, null, null);
        var known = await register.ReadAsync(cancel);
        if (Problem(body.Kind, given, known) is { } sentence)
        {
            return Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
        }

        if (body.Kind == Scene)
        {
            // It holds whether the screen is there now or not: it takes it when it comes back.
            screen.Scene = given.Scene!;
            await database.SaveChangesAsync(cancel);
            register.Forget();
        }

        // A picture says who asked for it.
        var arguments = body.Kind == Screenshot ? JsonSerializer.Serialize(new { by = context.Caller().Name })
            : JsonSerializer.Serialize(given, JsonSerializerOptions.Web);
        var command = await grains.GetGrain<IScreenGrain>(id).Tell(body.Kind!, arguments);
        await audit.AddAsync(context.Caller().Name, "screen.told", $"screen/{id}", $"{screen.Name}: {body.Kind} {given.Scene}{given.Text}");
        return Results.Json(new { id = command }, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(string id, string command, IGrainFactory grains) =>
        await grains.GetGrain<IScreenGrain>(id).Command(command) is { } standing
            ? Results.Json(new { state = standing.State, at = Rfc3339.Write(standing.At), result = standing.Result })
            : Unknown();

    private static async Task<IResult> PictureAsync(string id, string command, IGrainFactory grains) =>
        await grains.GetGrain<IScreenGrain>(id).Picture(command) is { } picture ? Results.Bytes(picture, "image/jpeg") : Unknown();

    private static string? Problem(string? kind, Arguments given, ScreenRegister.Known known) => kind switch
    {
        "reload" or Screenshot or "identify" => null,
        Scene => known.Scenes.Any(scene => scene.Id == given.Scene) ? null
            : "args.scene 须为现有场景的编号。args.scene is the id of a scene that is there.",
        "message" => given.Text?.Trim() is { Length: > 0 and <= LongestText } && given.Seconds is null or (> 0 and <= LongestSeconds) ? null
            : "args.text 须为 1–200 个字符，seconds 为 1–86400。args.text has 1 to 200 characters, seconds is 1 to 86400.",
        _ => "kind 须为 identify、reload、scene、message 或 screenshot。kind is identify, reload, scene, message or screenshot.",
    };

    private static IResult Unknown() => Results.Problem("没有此指令或其截图。There is no such command, or no picture of it.",
        statusCode: StatusCodes.Status404NotFound);

    internal sealed record Body(string? Kind, Arguments? Args);

    /// <param name="Scene">Of <c>scene</c>: the id of one.</param>
    /// <param name="Text">Of <c>message</c>.</param>
    /// <param name="Seconds">How long a message stands.</param>
    internal sealed record Arguments(string? Scene, string? Text, int? Seconds);
}
