using System.Text.Json;
using Dashboard.Grains;
using Dashboard.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Screens;

/// <summary>
/// The screens and scenes there are, read as one whole however many they are, at most <see cref="Accounts.Freshness"/> old: so a screen
/// that is revoked is gone from every host within seconds, and hundreds that are linked cost one small read.
/// </summary>
internal sealed class ScreenRegister(IDbContextFactory<AccessDb> databases, IOptions<DashboardOptions> options, TimeProvider clock)
    : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Who comes with a credential that nobody has makes this host read no oftener.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim turn = new(1, 1);
    private Known? known;
    private int changes;

    /// <summary>The view that a scene shows.</summary>
    public string ViewOf(Scene scene) => scene.View ?? $"jurisdiction/{options.Value.Jurisdiction}";

    /// <summary>What this host knows is out of date.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref changes);
        Volatile.Write(ref known, null);
    }

    /// <summary>All there are, at most so old; fresh after <see cref="Forget"/>.</summary>
    public async ValueTask<Known> ReadAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref known) is { } held && clock.GetElapsedTime(held.At) < Accounts.Freshness)
        {
            return held;
        }

        await turn.WaitAsync(cancel);
        try
        {
            if (Volatile.Read(ref known) is { } meanwhile && clock.GetElapsedTime(meanwhile.At) < Accounts.Freshness)
            {
                return meanwhile;
            }

            var (before, at) = (Volatile.Read(ref changes), clock.GetTimestamp());
            await using var database = await databases.CreateDbContextAsync(cancel);
            var screens = await database.Screens.AsNoTracking().Where(screen => screen.Revoked == null)
                .OrderBy(screen => screen.Number).ToListAsync(cancel);
            var scenes = await database.Scenes.AsNoTracking().OrderBy(scene => scene.Id).ToListAsync(cancel);
            var read = new Known(at, screens, scenes.Count == 0 ? Scene.Usual
                : [.. scenes.Select(scene => JsonSerializer.Deserialize<Scene>(scene.Content, Json)!)]);
            // When something was changed meanwhile, the next one reads again.
            Volatile.Write(ref known, Volatile.Read(ref changes) == before ? read : null);
            return read;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The screen behind a credential; null when there is none.</summary>
    public async Task<Caller?> FindAsync(string? secret, CancellationToken cancel)
    {
        if (secret is null)
        {
            return null;
        }

        var (hash, now) = (ScreenCookie.HashOf(secret), await ReadAsync(cancel));
        if (!now.ByHash.ContainsKey(hash) && clock.GetElapsedTime(now.At) > Doubt)
        {
            // It may have been given out a moment ago, by another host.
            Forget();
            now = await ReadAsync(cancel);
        }

        return now.ByHash.TryGetValue(hash, out var screen) ? CallerOf(screen, now) : null;
    }

    /// <summary>The screen with this id; null when it is there no more.</summary>
    public async ValueTask<Caller?> FindByIdAsync(string id, CancellationToken cancel)
    {
        var now = await ReadAsync(cancel);
        return now.ById.TryGetValue(id, out var screen) ? CallerOf(screen, now) : null;
    }

    /// <summary>What a scene is kept as.</summary>
    public static string ContentOf(Scene scene) => JsonSerializer.Serialize(scene, Json);

    public void Dispose() => turn.Dispose();

    private Caller CallerOf(KeptScreen screen, Known now) =>
        new(CallerKind.Screen, screen.Id, screen.Name, screen.Name, new HashSet<string>(), null)
        {
            Screen = new(screen.Place, ViewOf(now.SceneOf(screen))),
        };

    /// <summary>Screens and scenes as they were read.</summary>
    /// <param name="Screens">Those that are let in, by number.</param>
    internal sealed record Known(long At, IReadOnlyList<KeptScreen> Screens, IReadOnlyList<Scene> Scenes)
    {
        public IReadOnlyDictionary<string, KeptScreen> ById { get; } = Screens.ToDictionary(static screen => screen.Id);

        /// <summary>By the hash of the credential, the one before included.</summary>
        public IReadOnlyDictionary<string, KeptScreen> ByHash { get; } = Screens
            .SelectMany(static screen => new[] { screen.Hash, screen.PreviousHash }.OfType<string>().Select(hash => (hash, screen)))
            .ToDictionary(static one => one.hash, static one => one.screen);

        /// <summary>The scene of a screen.</summary>
        public Scene SceneOf(KeptScreen screen) => Scenes.FirstOrDefault(scene => scene.Id == screen.Scene) ?? Scenes[0];
    }
}
