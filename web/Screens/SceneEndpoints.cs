using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Screens;

/// <summary>The scenes as one list that is read and written whole (CONTRACT.md §8).</summary>
internal static class SceneEndpoints
{
    private const int MostScenes = 50;

    public static void MapScenes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/scenes", async (ScreenRegister register, CancellationToken cancel) =>
            Results.Json((await register.ReadAsync(cancel)).Scenes));
        app.MapPut("/api/scenes", ReplaceAsync);
    }

    private static async Task<IResult> ReplaceAsync(
        IReadOnlyList<Scene> scenes, HttpContext context, AccessDb database, ScreenRegister register, IRoster views,
        IGrainFactory grains, AuditTrail audit, CancellationToken cancel)
    {
        register.Forget();
        var known = await register.ReadAsync(cancel);
        if (await ProblemAsync(scenes, known, register, views) is { } wrong)
        {
            return wrong.Problem();
        }

        database.RemoveRange(await database.Scenes.ToListAsync(cancel));
        await using (var transaction = await database.Database.BeginTransactionAsync(cancel))
        {
            await database.SaveChangesAsync(cancel);
            database.AddRange(scenes.Select(static scene => new KeptScene { Id = scene.Id!, Content = ScreenRegister.ContentOf(scene) }));
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        register.Forget();
        await audit.AddAsync(context.Caller().Name, "scenes.changed", "", string.Join(", ", scenes.Select(static scene => scene.Id)));
        var before = known.Scenes.Select(ScreenRegister.ContentOf).ToHashSet();
        var changed = scenes.Where(scene => !before.Contains(ScreenRegister.ContentOf(scene))).Select(static scene => scene.Id).ToHashSet();
        await Task.WhenAll(known.Screens.Where(screen => changed.Contains(screen.Scene))
            .Select(screen => grains.GetGrain<IScreenGrain>(screen.Id).Tell(CommandEndpoints.Scene, "{}")));
        return Results.NoContent();
    }

    private static async Task<Said?> ProblemAsync(
        IReadOnlyList<Scene> scenes, ScreenRegister.Known known, ScreenRegister register, IRoster views)
    {
        if (scenes.Count is 0 or > MostScenes || scenes.Any(static scene => scene is null))
        {
            return new("须有 1–50 个场景。", "There are 1 to 50 scenes.");
        }

        if (scenes.Select(static scene => scene.Problem()).FirstOrDefault(static problem => problem is not null) is { } wrong)
        {
            return wrong;
        }

        if (scenes.GroupBy(static scene => scene.Id).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            return new($"场景 {twice.Key} 出现两次。", $"The scene {twice.Key} is there twice.");
        }

        if (known.Screens.FirstOrDefault(screen => !scenes.Any(scene => scene.Id == screen.Scene)) is { } orphan)
        {
            return new($"屏幕“{orphan.Name}”正在使用场景 {orphan.Scene}，请先为它更换场景。",
                $"The screen “{orphan.Name}” shows the scene {orphan.Scene}; give it another first.");
        }

        foreach (var scene in scenes)
        {
            var (kind, key) = ViewNames.Split(register.ViewOf(scene));
            if (kind is not ("jurisdiction" or "team" or "item") || (scene.View is not null && !await views.KnowsAsync(kind, key)))
            {
                return new($"{scene.Id}：没有视图 {scene.View}；可用 jurisdiction/{{代码}}、team/{{编号}}、item/{{代码}}。",
                    $"{scene.Id}: there is no view {scene.View}; it is jurisdiction/{{code}}, team/{{id}} or item/{{code}}.");
            }
        }

        return null;
    }
}
