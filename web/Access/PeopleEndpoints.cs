using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>The people with an account: list, add, change, close, give a new password.</summary>
internal static class PeopleEndpoints
{
    private const int LongestName = 60;

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/people", ListAsync);
        app.MapPost("/api/people", AddAsync);
        app.MapPut("/api/people/{id}", ChangeAsync);
        app.MapDelete("/api/people/{id}", CloseAsync);
        app.MapPost("/api/people/{id}/reset", ResetAsync);
    }

    /// <summary>Makes an account.</summary>
    /// <param name="password">Null for who signs in at the identity provider alone.</param>
    /// <returns>The person; or null and what is wrong, as a sentence.</returns>
    public static async Task<(Person? Person, string? Problem)> MakeAsync(
        UserManager<Person> people, string? name, string? displayName, string? password, IReadOnlyList<string> roles,
        IReadOnlyList<string>? teams)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '/'))
        {
            return (null, $"账号名须为 1–{LongestName} 个字符，不含空格和斜线。A name has 1 to {LongestName} characters, no blank and no slash.");
        }

        if (Problem(roles, teams) is { } wrong)
        {
            return (null, wrong);
        }

        if (password is not null && PasswordRules.Problem(name, password) is { } weak)
        {
            return (null, weak);
        }

        var person = new Person { UserName = name, DisplayName = Shown(displayName) ?? name };
        person.Grant(roles, teams);
        var result = password is null ? await people.CreateAsync(person) : await people.CreateAsync(person, password);
        return result.Succeeded ? (person, null) : (null, string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    /// <summary>A password nobody has thought of.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);

    private static async Task<IResult> ListAsync(AccessDb database, CancellationToken cancel)
    {
        var subjects = await database.Set<IdentityUserLogin<string>>().AsNoTracking()
            .ToDictionaryAsync(static login => login.UserId, static login => login.ProviderKey, cancel);
        return Results.Json((await database.People.AsNoTracking().OrderBy(person => person.UserName).ToListAsync(cancel))
            .Select(person => Row(person, subjects.GetValueOrDefault(person.Id))));
    }

    private static async Task<IResult> AddAsync(
        Given body, HttpContext context, UserManager<Person> people, Settings settings, AuditTrail audit, CancellationToken cancel)
    {
        var password = body.Password ?? (body.Subject is { Length: > 0 } ? null : NewPassword());
        if (Above(context.Caller(), body.Roles ?? []) is { } refused)
        {
            return refused;
        }

        var (bound, unbindable) = await BindingAsync(body, context, settings, cancel);
        if (unbindable is not null)
        {
            return unbindable;
        }

        var (person, problem) = await MakeAsync(people, body.Name, body.DisplayName, password, body.Roles ?? [], body.Teams);
        if (person is null)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        if (bound is not null && await bound(person) is { } taken)
        {
            await people.DeleteAsync(person);
            return Results.Problem(taken, statusCode: StatusCodes.Status409Conflict);
        }

        await audit.AddAsync(context.Caller().Name, "person.added", $"person/{person.UserName}", Rights(person));
        return Results.Json(new { id = person.Id, name = person.UserName, password = body.Password is null ? password : null },
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(
        string id, Given body, HttpContext context, UserManager<Person> people, Accounts accounts, Settings settings, AuditTrail audit,
        CancellationToken cancel)
    {
        if (await people.FindByIdAsync(id) is not { } person)
        {
            return Missing();
        }

        var roles = body.Roles ?? [.. person.RoleSet];
        if ((Above(context.Caller(), roles) ?? Above(context.Caller(), person.RoleSet)) is { } refused)
        {
            return refused;
        }

        if (Problem(roles, body.Teams) is { } sentence)
        {
            return Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
        }

        if (!roles.Contains(Roles.Admin) && await IsLastAdminAsync(people, person))
        {
            return LastAdmin();
        }

        var (bound, unbindable) = await BindingAsync(body, context, settings, cancel);
        if (unbindable is not null)
        {
            return unbindable;
        }

        if (bound is not null && await bound(person) is { } taken)
        {
            return Results.Problem(taken, statusCode: StatusCodes.Status409Conflict);
        }

        person.Grant(roles, body.Teams);
        person.DisplayName = Shown(body.DisplayName) ?? person.DisplayName;
        await people.UpdateAsync(person);
        accounts.Forget(id);
        await audit.AddAsync(context.Caller().Name, "person.changed", $"person/{person.UserName}", Rights(person));
        return Results.NoContent();
    }

    /// <summary>Closes an account: its name stays taken, so that the audit goes on to mean the same person.</summary>
    private static async Task<IResult> CloseAsync(
        string id, HttpContext context, UserManager<Person> people, Accounts accounts, AuditTrail audit)
    {
        if (await people.FindByIdAsync(id) is not { } person)
        {
            return Missing();
        }

        if (Above(context.Caller(), person.RoleSet) is { } refused)
        {
            return refused;
        }

        if (await IsLastAdminAsync(people, person))
        {
            return LastAdmin();
        }

        person.Grant([], null);
        await people.UpdateSecurityStampAsync(person);
        accounts.Forget(id);
        await audit.AddAsync(context.Caller().Name, "person.closed", $"person/{person.UserName}");
        return Results.NoContent();
    }

    private static async Task<IResult> ResetAsync(
        string id, HttpContext context, UserManager<Person> people, Accounts accounts, AuditTrail audit)
    {
        if (await people.FindByIdAsync(id) is not { } person)
        {
            return Missing();
        }

        if (Above(context.Caller(), person.RoleSet) is { } refused)
        {
            return refused;
        }

        var password = NewPassword();
        await RenewAsync(people, person, password);
        accounts.Forget(id);
        await audit.AddAsync(context.Caller().Name, "password.reset", $"person/{person.UserName}");
        return Results.Json(new { password });
    }

    /// <summary>Gives a person another password, and ends the second factor and all sessions.</summary>
    public static async Task RenewAsync(UserManager<Person> people, Person person, string password)
    {
        await people.RemovePasswordAsync(person);
        await people.AddPasswordAsync(person, password);
        await people.SetTwoFactorEnabledAsync(person, false);
        await people.UpdateSecurityStampAsync(person);
    }

    /// <summary>What is wrong with roles and scope, as a sentence; null when nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> roles, IReadOnlyList<string>? teams) =>
        roles.Count == 0 || roles.Except(Roles.All).Any()
            ? $"角色须为下列之一或数个：{string.Join("、", Roles.All)}。Roles are some of {string.Join(", ", Roles.All)}."
        : teams?.Any(team => team.Length is 0 or > 40 || team.Any(char.IsWhiteSpace)) == true
            ? "中队编号须为 1–40 个字符，不含空格。Ids of teams have 1 to 40 characters and no blank."
        : null;

    /// <summary>As pages show it, within their width; null where nothing was given.</summary>
    private static string? Shown(string? name) =>
        name?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : null;

    /// <summary>Only an administrator makes, changes or resets administrators.</summary>
    private static IResult? Above(Caller caller, IEnumerable<string> roles) =>
        roles.Contains(Roles.Admin) && !caller.Roles.Contains(Roles.Admin)
            ? Results.Problem("只有管理员可以变更管理员。Only an administrator may make or change administrators.",
                statusCode: StatusCodes.Status403Forbidden)
            : null;

    /// <summary>How to bind a person to the subject that was given, null where none was; or why it cannot be.</summary>
    private static async Task<(Func<Person, Task<string?>>? Bind, IResult? Problem)> BindingAsync(
        Given body, HttpContext context, Settings settings, CancellationToken cancel)
    {
        if (body.Subject is null)
        {
            return (null, null);
        }

        if (settings.Provider is null)
        {
            return (null, Results.Problem("未配置统一身份认证。No identity provider is set (Dashboard:Auth:Oidc).",
                statusCode: StatusCodes.Status400BadRequest));
        }

        var services = context.RequestServices;
        return await ProviderSignIn.IssuerAsync(services, cancel) is not { } issuer
            ? (null, Busy.Answer(context, "统一身份认证暂无应答，请稍后再试。The identity provider does not answer; try again later."))
            : (person => services.GetRequiredService<ProviderAccounts>().BindAsync(person, issuer, body.Subject.Trim()), null);
    }

    private static async Task<bool> IsLastAdminAsync(UserManager<Person> people, Person person) =>
        person.RoleSet.Contains(Roles.Admin)
        && !(await people.Users.AsNoTracking().Where(other => other.Id != person.Id).ToListAsync())
            .Exists(other => other.RoleSet.Contains(Roles.Admin));

    private static IResult LastAdmin() => Results.Problem(
        "这是最后一名管理员，不能撤销。This is the last administrator; make another one first.", statusCode: StatusCodes.Status409Conflict);

    private static IResult Missing() => Results.Problem("没有此账号。There is no such account.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>What somebody may, for the audit.</summary>
    public static string Rights(Person person) => $"roles {person.Roles}; teams {person.Teams ?? "all"}";

    private static object Row(Person person, string? subject) => new
    {
        id = person.Id,
        name = person.UserName,
        displayName = person.DisplayName,
        roles = person.RoleSet.Order(),
        teams = person.TeamSet?.Order(),
        secondFactor = person.TwoFactorEnabled,
        closed = person.Roles.Length == 0,
        subject,
        hasPassword = person.PasswordHash is not null,
    };

    /// <param name="Subject">Who the person is to the identity provider; empty: nobody any more.</param>
    internal sealed record Given(
        string? Name, string? DisplayName, string? Password, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Teams, string? Subject);
}
