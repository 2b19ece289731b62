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
    private const int LongestText = 500;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Adds an entry; when this returns it is durable.</summary>
    /// <returns>The entry as it stands in the chain.</returns>
    /// <param name="target">What it was done to, as <c>kind/id</c>; empty for nothing.</param>
    /// <param name="detail">More, in words, without secrets or personal data.</param>
    public async Task<AuditEntry> AddAsync(string actor, string action, string target = "", string detail = "")
    {
        // What people type, a reason or what they look for, may hold a number that is kept nowhere.
        (target, detail) = (Shorten(IdentityNumbers.Mask(target)), Shorten(IdentityNumbers.Mask(detail)));
        await turn.WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await using var database = await databases.CreateDbContextAsync();
                var last = await database.Audit.AsNoTracking().OrderByDescending(entry => entry.Position).FirstOrDefaultAsync();
                var (position, at) = ((last?.Position ?? 0) + 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
                var entry = new AuditEntry
                {
                    Position = position,
                    At = at,
                    Actor = actor,
                    Action = action,
                    Target = target,
                    Detail = detail,
                    Hash = AuditEntry.HashOf(last?.Hash, position, at, actor, action, target, detail),
                };
                database.Add(entry);
                try
                {
                    await database.SaveChangesAsync();
                    return entry;
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

    /// <summary>A person has read what not everybody may; who sits at an open machine is nobody to be named.</summary>
    public Task ReadAsync(Caller caller, string action, string target, string detail = "") =>
        caller.Kind == CallerKind.Person ? AddAsync(caller.Name, action, target, detail) : Task.CompletedTask;

    /// <summary>Entries in their order.</summary>
    /// <param name="from">From this instant; null from the first.</param>
    /// <param name="to">Before this instant; null to the last.</param>
    /// <param name="actor">Of this actor; null of all.</param>
    /// <param name="action">Of actions that begin so; null of all.</param>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(DateTimeOffset? from, DateTimeOffset? to, string? actor, string? action)
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

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
