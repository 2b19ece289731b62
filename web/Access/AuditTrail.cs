using Dashboard.Grains;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>
/// The audit: who read a file, signed in, changed people, sources or rules. Appended before the answer is given, one after the other, over
/// all hosts: a place in the chain is taken once.
/// </summary>
internal sealed class AuditTrail(IDbContextFactory<AccessDb> databases, TimeProvider clock) : IDisposable
{
    private const int Attempts = 20;
    private const int AtOnce = 1_000;

    /// <summary>A post is repeated while whoever made it waits; so many entries are many more than others make meanwhile.</summary>
    private const int MostLookedAt = 10_000;
    private const int LongestText = 500;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Adds an entry; when this returns it is durable.</summary>
    /// <returns>The entry as it stands in the chain.</returns>
    /// <param name="target">What it was done to, as <c>kind/id</c>; empty for nothing.</param>
    /// <param name="detail">More, in words, without secrets or personal data.</param>
    public async Task<AuditEntry> AddAsync(string actor, string action, string target = "", string detail = "") =>
        (await AppendAsync(actor, [Plain(new(action, target, detail))], isOnce: false))[0];

    /// <summary>Adds an entry for each deed, in their order, unless it stands among the latest entries already.</summary>
    public async Task AddOnceAsync(string actor, IReadOnlyList<AuditedDeed> deeds)
    {
        foreach (var some in deeds.Select(Plain).Chunk(AtOnce))
        {
            await AppendAsync(actor, some, isOnce: true);
        }
    }

    /// <summary>A person has read what not everybody may; who sits at an open machine is nobody to be named.</summary>
    public Task AddReadingAsync(Caller caller, string action, string target, string detail = "") =>
        caller.Kind == CallerKind.Person ? AddAsync(caller.Name, action, target, detail) : Task.CompletedTask;

    /// <summary>Entries in their order.</summary>
    /// <param name="from">From this instant; null from the first.</param>
    /// <param name="to">Before this instant; null to the last.</param>
    /// <param name="actor">Of this actor; null of all.</param>
    /// <param name="action">Of actions that begin so; null of all.</param>
    /// <param name="newest">The newest so many of these; null for all.</param>
    public async IAsyncEnumerable<AuditEntry> EntriesAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? actor, string? action, int? newest)
    {
        await using var database = await databases.CreateDbContextAsync();
        var entries = database.Audit.AsNoTracking().AsQueryable();
        if (from?.ToUnixTimeMilliseconds() is { } first)
        {
            entries = entries.Where(entry => entry.At >= first);
        }

        if (to?.ToUnixTimeMilliseconds() is { } last)
        {
            entries = entries.Where(entry => entry.At < last);
        }

        if (actor is not null)
        {
            entries = entries.Where(entry => entry.Actor == actor);
        }

        if (action is not null)
        {
            entries = entries.Where(entry => entry.Action.StartsWith(action));
        }

        if (newest is { } most)
        {
            entries = entries.OrderByDescending(entry => entry.Position).Take(most);
        }

        await foreach (var entry in entries.OrderBy(entry => entry.Position).AsAsyncEnumerable())
        {
            yield return entry;
        }
    }

    /// <summary>The first entry that does not follow the one before it; null when the chain is whole.</summary>
    public async Task<long?> FirstBreakAsync(CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var (position, hash) = (0L, Array.Empty<byte>());
        await foreach (var entry in database.Audit.AsNoTracking().OrderBy(entry => entry.Position).AsAsyncEnumerable()
            .WithCancellation(cancel))
        {
            if (!entry.Follows(position, hash))
            {
                return entry.Position;
            }

            (position, hash) = (entry.Position, entry.Hash);
        }

        return null;
    }

    public void Dispose() => turn.Dispose();

    private async Task<AuditEntry[]> AppendAsync(string actor, AuditedDeed[] deeds, bool isOnce)
    {
        await turn.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await using var database = await databases.CreateDbContextAsync();
                var last = await database.Audit.AsNoTracking().OrderByDescending(entry => entry.Position).FirstOrDefaultAsync();
                var (position, hash, at) = (last?.Position ?? 0, last?.Hash, clock.GetUtcNow().ToUnixTimeMilliseconds());
                var entries = new List<AuditEntry>(deeds.Length);
                foreach (var (action, target, detail) in isOnce ? deeds.Except(await LatestAsync(database, actor, position)) : deeds)
                {
                    position++;
                    hash = AuditEntry.HashOf(hash, position, at, actor, action, target, detail);
                    entries.Add(new()
                    {
                        Position = position, At = at, Actor = actor, Action = action, Target = target, Detail = detail, Hash = hash,
                    });
                }

                database.AddRange(entries);
                try
                {
                    await database.SaveChangesAsync();
                    return [.. entries];
                }
                catch (DbUpdateException) when (attempt < Attempts)
                {
                    // Another host has taken this place.
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<IReadOnlyList<AuditedDeed>> LatestAsync(AccessDb database, string actor, long position) =>
        await database.Audit.AsNoTracking().Where(entry => entry.Position > position - MostLookedAt && entry.Actor == actor)
            .Select(entry => new AuditedDeed(entry.Action, entry.Target, entry.Detail)).ToListAsync();

    /// <summary>What people type, a reason or what they look for, may hold a number that is kept nowhere.</summary>
    private static AuditedDeed Plain(AuditedDeed deed) =>
        new(deed.Action, Shorten(IdentityNumbers.Mask(deed.Target)), Shorten(IdentityNumbers.Mask(deed.Detail)));

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}

/// <summary>What was done to what.</summary>
/// <param name="Action">As <see cref="AuditEntry.Action"/>.</param>
/// <param name="Target">As <see cref="AuditEntry.Target"/>.</param>
/// <param name="Detail">As <see cref="AuditEntry.Detail"/>.</param>
internal sealed record AuditedDeed(string Action, string Target, string Detail);
