using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>
/// The people behind sessions. A session holds only who it is and the stamp it was opened under; roles and scope are looked up, at most
/// <see cref="Freshness"/> old, so that what is taken away is gone everywhere within seconds.
/// </summary>
internal sealed class Accounts(IDbContextFactory<AccessDb> databases, Settings settings, TimeProvider clock)
{
    /// <summary>How long a session lasts when nothing is asked.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    /// <summary>Claim with the stamp: it changes with the password and when all sessions are to end.</summary>
    public const string Stamp = "stamp";

    /// <summary>Claim that the identity provider has asked for more than a password.</summary>
    private const string SeveralFactors = "factors";

    /// <summary>Claim with the id of the session: all copies of its cookie have the same.</summary>
    private const string Session = "session";

    /// <summary>Under this "provider" of Identity's tokens stand the sessions that were left, with until when a copy may last.</summary>
    private const string Left = "left";

    /// <summary>How old what is known of a person may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, Known? Known)> known = [];

    /// <summary>The caller behind a session; null when it holds no longer.</summary>
    public async Task<Caller?> FindAsync(ClaimsPrincipal session, CancellationToken cancel) =>
        session.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && await FindAsync(id, cancel) is { Person: var person } found
            && IsOf(session, person) && !IsClosed(person) && !found.Left.Contains(session.FindFirstValue(Session) ?? "")
        ? Caller.Of(person) with
        {
            LacksSecondFactor = !person.TwoFactorEnabled && !session.HasClaim(static claim => claim.Type == SeveralFactors)
                && settings.SecondFactor.Any(person.RoleSet.Contains),
        }
        : null;

    /// <summary>Ends a session for every copy of its cookie, for as long as a copy may last.</summary>
    public async Task LeaveAsync(ClaimsPrincipal session, CancellationToken cancel)
    {
        if (session.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || session.FindFirstValue(Session) is not { } name)
        {
            return;
        }

        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var left = await database.Set<IdentityUserToken<string>>().Where(one => one.UserId == id && one.LoginProvider == Left)
            .ToListAsync(cancel);
        if (left.Exists(one => one.Name == name))
        {
            return;
        }

        database.RemoveRange(left.Where(one => long.Parse(one.Value!, CultureInfo.InvariantCulture) < now.ToUnixTimeMilliseconds()));
        database.Add(new IdentityUserToken<string>
        {
            UserId = id,
            LoginProvider = Left,
            Name = name,
            Value = (now + SessionLength).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        });
        await database.SaveChangesAsync(cancel);
        Forget(id);
    }

    /// <summary>Whether a session was opened by this person, and holds.</summary>
    public static bool IsOf(ClaimsPrincipal session, Person person) =>
        session.FindFirstValue(ClaimTypes.NameIdentifier) == person.Id && session.FindFirstValue(Stamp) == person.SecurityStamp;

    /// <summary>Who a session is of.</summary>
    /// <param name="hasSeveralFactors">The identity provider has asked for more than a password.</param>
    public static ClaimsPrincipal PrincipalOf(Person person, bool hasSeveralFactors = false) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, person.Id), new(ClaimTypes.Name, person.UserName!), new(Stamp, person.SecurityStamp!),
            new(Session, Guid.NewGuid().ToString("N")),
            .. hasSeveralFactors ? [new(SeveralFactors, "")] : Array.Empty<Claim>(),
        ],
        AccessGate.Session));

    /// <summary>Whether there is any account.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.People.AnyAsync(cancel);
    }

    /// <summary>What this host knows of a person is out of date.</summary>
    public void Forget(string id) => known.TryRemove(id, out _);

    private async Task<Known?> FindAsync(string id, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var held) && clock.GetElapsedTime(held.At) < Freshness)
        {
            return held.Known;
        }

        var at = clock.GetTimestamp();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = await database.People.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } person
            ? new Known(person, await database.Set<IdentityUserToken<string>>().Where(one => one.UserId == id && one.LoginProvider == Left)
                .Select(static one => one.Name).ToHashSetAsync(cancel))
            : null;
        if (known.Count > 10_000)
        {
            known.Clear();
        }

        known[id] = (at, found);
        return found;
    }

    /// <summary>An account that was closed has no role left.</summary>
    private static bool IsClosed(Person person) => person.Roles.Length == 0;

    /// <summary>A person, and the sessions that were left.</summary>
    private sealed record Known(Person Person, IReadOnlySet<string> Left);
}
