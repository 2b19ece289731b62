using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>
/// Which account of ours somebody has whom the identity provider knows. An account is bound to the provider's issuer and subject, never to
/// a name: by an operator, or, where roles come with the token (<c>RoleClaim</c>), by being made at the first sign-in. An account without
/// a password of ours is the provider's: its roles are those of the newest token.
/// </summary>
internal sealed class ProviderAccounts(UserManager<Person> people, Accounts accounts, AuditTrail audit, Settings settings)
{
    private const string Actor = "identity provider";

    /// <summary>Roles that see every team; a leader without one of them sees those in his scope.</summary>
    private static readonly string[] OfAllTeams = [Roles.Supervisor, Roles.Auditor, Roles.Admin];

    private static readonly char[] Gaps = [' ', ','];

    /// <summary>The account; or null and why not: <c>noAccount</c>, <c>noRole</c>, <c>closed</c> or <c>nameTaken</c>.</summary>
    public async Task<(Person? Person, string? Refusal)> FindAsync(string issuer, string subject, ClaimsPrincipal said)
    {
        var roles = RolesIn(said);
        if (await people.FindByLoginAsync(issuer, subject) is not { } person)
        {
            return roles is null ? (null, "noAccount")
                : roles.Count == 0 ? (null, "noRole")
                : await MakeAsync(issuer, subject, said, roles);
        }

        if (person.Roles.Length == 0)
        {
            return (null, "closed");
        }

        if (roles is null || person.PasswordHash is not null)
        {
            return (person, null);
        }

        if (roles.Count == 0)
        {
            // What is open ends too: the provider has taken the person out.
            await people.UpdateSecurityStampAsync(person);
            accounts.Forget(person.Id);
            return (null, "noRole");
        }

        if (!person.RoleSet.SetEquals(roles))
        {
            person.Grant(roles, ScopeOf(roles, person.TeamSet));
            await people.UpdateAsync(person);
            accounts.Forget(person.Id);
            await audit.AddAsync(Actor, "person.changed", $"person/{person.UserName}", PeopleEndpoints.Rights(person));
        }

        return (person, null);
    }

    /// <summary>Binds an account to a subject of the provider, or to none; null when it was done, else a sentence.</summary>
    public async Task<string?> BindAsync(Person person, string issuer, string? subject)
    {
        if (subject is { Length: > 0 } && await people.FindByLoginAsync(issuer, subject) is { } other && other.Id != person.Id)
        {
            return $"该标识已绑定账号 {other.UserName}。The account {other.UserName} is bound to this subject.";
        }

        foreach (var login in await people.GetLoginsAsync(person))
        {
            await people.RemoveLoginAsync(person, login.LoginProvider, login.ProviderKey);
        }

        if (subject is { Length: > 0 })
        {
            await people.AddLoginAsync(person, new(issuer, subject, Actor));
        }

        return null;
    }

    private async Task<(Person? Person, string? Refusal)> MakeAsync(
        string issuer, string subject, ClaimsPrincipal said, IReadOnlySet<string> roles)
    {
        var name = said.FindFirstValue("preferred_username") ?? subject;
        var (person, _) = await PeopleEndpoints.MakeAsync(
            people, name, said.FindFirstValue("name"), null, [.. roles], ScopeOf(roles, null)?.ToList());
        if (person is null)
        {
            // Never the account that bears the name: names are not proofs.
            return (null, "nameTaken");
        }

        await people.AddLoginAsync(person, new(issuer, subject, Actor));
        await audit.AddAsync(Actor, "person.added", $"person/{person.UserName}", PeopleEndpoints.Rights(person));
        return (person, null);
    }

    /// <summary>The roles a token names; null where none are taken from tokens.</summary>
    private HashSet<string>? RolesIn(ClaimsPrincipal said) => settings.Provider?.RoleClaim is not { } claim ? null
        : said.FindAll(claim).SelectMany(static one => one.Value.Split(Gaps, StringSplitOptions.RemoveEmptyEntries))
            .Select(static name => name.ToLowerInvariant()).Where(Roles.All.Contains).ToHashSet();

    /// <summary>A leader has no team until an operator names some.</summary>
    private static IReadOnlySet<string>? ScopeOf(IReadOnlySet<string> roles, IReadOnlySet<string>? scope) =>
        roles.Contains(Roles.Leader) && !roles.Overlaps(OfAllTeams) ? scope ?? new HashSet<string>()
        : scope is { Count: 0 } ? null : scope;
}
