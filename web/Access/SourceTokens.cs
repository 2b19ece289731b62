using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>
/// The tokens of sources. What is known of a token is at most <see cref="Accounts.Freshness"/> old; when it was last used is written down
/// once a minute, not with each post.
/// </summary>
internal sealed class SourceTokens(IDbContextFactory<AccessDb> databases, TimeProvider clock, ILogger<SourceTokens> log)
    : RecurringWork(Interval, clock, log)
{
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long At, SourceToken? Token)> known = [];
    private readonly ConcurrentDictionary<string, long> used = [];

    /// <summary>The source a token is of; null when there is none, or it has expired or was revoked.</summary>
    public async Task<Caller?> FindAsync(string secret, CancellationToken cancel)
    {
        var now = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var token = await LookUpAsync(secret, cancel);
        if (token is null || token.Revoked is not null || token.Expires <= now)
        {
            return null;
        }

        used[token.Id] = now;
        return new(CallerKind.Source, token.Id, token.Name, token.Name, new HashSet<string>(), null) { Source = token.Scope };
    }

    /// <summary>What this host knows of tokens is out of date.</summary>
    public void Forget() => known.Clear();

    /// <summary>When tokens were last used, of those not yet written down.</summary>
    public long? LastUsed(string id) => used.TryGetValue(id, out var at) ? at : null;

    protected override Task WorkOnceAsync(CancellationToken cancel) => WriteDownAsync(cancel);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteDownAsync(cancellationToken);
    }

    private async Task WriteDownAsync(CancellationToken cancel)
    {
        if (used.IsEmpty)
        {
            return;
        }

        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            foreach (var (id, at) in used.ToArray())
            {
                await database.SourceTokens.Where(token => token.Id == id)
                    .ExecuteUpdateAsync(row => row.SetProperty(token => token.LastUsed, at), cancel);
                used.TryRemove(KeyValuePair.Create(id, at));
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException || Busy.IsPassing(problem))
        {
            // It is told again in a minute; nothing hangs on it.
        }
    }

    private async Task<SourceToken?> LookUpAsync(string secret, CancellationToken cancel)
    {
        var hash = SourceToken.HashOf(secret);
        var key = Convert.ToHexString(hash);
        if (known.TryGetValue(key, out var held) && Clock.GetElapsedTime(held.At) < Accounts.Freshness)
        {
            return held.Token;
        }

        var at = Clock.GetTimestamp();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var token = await database.SourceTokens.AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash, cancel);
        if (known.Count > MostKnown)
        {
            known.Clear();
        }

        known[key] = (at, token);
        return token;
    }
}
