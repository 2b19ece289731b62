using System.Collections.Concurrent;
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
    /// <summary>Claim with the stamp: it changes with the password and when all sessions are to end.</summary>
    public const string Stamp = "stamp";

    /// <summary>Claim that the identity provider has asked for more than a password.</summary>
    private const string SeveralFactors = "factors";

    /// <summary>How old what is known of a person may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, Person? Person)> known = [];

    /// <summary>The caller behind a session; null when it holds no longer.</summary>
    public async Task<Caller?> FindAsync(ClaimsPrincipal session, CancellationToken cancel)
    {
        return session.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && await FindAsync(id, cancel) is { } person
            && IsOf(session, person) && !IsClosed(person)
            ? Caller.Of(person) with
            {
                LacksSecondFactor = !person.TwoFactorEnabled && !session.HasClaim(static claim => claim.Type == SeveralFactors)
                    && settings.SecondFactor.Any(person.RoleSet.Contains),
            }
            : null;
    }

    /// <summary>Whether a session was opened by this person, and holds.</summary>
    public static bool IsOf(ClaimsPrincipal session, Person person) =>
        session.FindFirstValue(ClaimTypes.NameIdentifier) == person.Id && session.FindFirstValue(Stamp) == person.SecurityStamp;

    /// <summary>Who a session is of.</summary>
    /// <param name="hasSeveralFactors">The identity provider has asked for more than a password.</param>
    public static ClaimsPrincipal PrincipalOf(Person person, bool hasSeveralFactors = false) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, person.Id), new(ClaimTypes.Name, person.UserName!), new(Stamp, person.SecurityStamp!),
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

    private async Task<Person?> FindAsync(string id, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var held) && clock.GetElapsedTime(held.At) < Freshness)
        {
            return held.Person;
        }

        var at = clock.GetTimestamp();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var person = await database.People.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (known.Count > 10_000)
        {
            known.Clear();
        }

        known[id] = (at, person);
        return person;
    }

    /// <summary>An account that was closed has no role left.</summary>
    private static bool IsClosed(Person person) => person.Roles.Length == 0;
}
