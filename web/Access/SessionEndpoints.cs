using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>Signing in and out (CONTRACT.md §7), and the first administrator.</summary>
internal static class SessionEndpoints
{
    private const string TooMany = "失败次数过多，请稍后再试。Too many failures; try again later.";
    private const string Wrong = "账号、口令或验证码不正确。Name, password or code is wrong.";

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/session", (HttpContext context) =>
            context.Caller() is { Kind: not (CallerKind.Anonymous or CallerKind.Source) } caller ? Results.Json(Body(caller))
            : Problem(StatusCodes.Status401Unauthorized, "尚未登录。Nobody is signed in."));
        app.MapPost("/api/session", SignInAsync);
        app.MapDelete("/api/session", SignOutAsync);
        app.MapPut("/api/session/password", ChangePasswordAsync);
        app.MapPost("/api/setup", SetUpAsync);
    }

    private static async Task<IResult> SignInAsync(
        SignIn body, HttpContext context, UserManager<Person> people, SignInGate gate, Accounts accounts, AuditTrail audit,
        Settings settings)
    {
        var half = body.Name is null ? await ProviderSignIn.HalfSignedInAsync(context, settings) : null;
        var (name, address) = (half?.Identity?.Name ?? body.Name?.Trim() ?? "", context.Connection.RemoteIpAddress?.ToString());
        if (gate.Begin(name, address) is { } pause)
        {
            return Later.TooMany(context, pause, TooMany);
        }

        var person = await people.FindByNameAsync(name);
        if (person is null)
        {
            // As long as it would take with an account, so that the time does not tell whether there is one.
            people.PasswordHasher.HashPassword(new(), body.Password ?? "");
        }

        if (person is null || person.Roles.Length == 0
            || !(half is null ? await people.CheckPasswordAsync(person, body.Password ?? "") : Accounts.IsOf(half, person))
            || (person.TwoFactorEnabled && !await IsCodeAsync(people, person, body.Otp)))
        {
            await audit.AddAsync(person?.UserName ?? "unknown", "session.refused");
            return Problem(StatusCodes.Status401Unauthorized, Wrong);
        }

        gate.Pass(name, address);
        if (settings.Provider is not null)
        {
            // Who came by a password was not there, whoever was at this browser before.
            await context.SignOutAsync(half is null ? ProviderSignIn.Leaving : ProviderSignIn.Half);
        }

        await OpenAsync(context, person);
        accounts.Forget(person.Id);
        await audit.AddAsync(person.UserName!, "session.opened");
        return Results.NoContent();
    }

    /// <returns>204; or, where the identity provider ends sessions too, the address here that leads there.</returns>
    private static async Task<IResult> SignOutAsync(HttpContext context, Accounts accounts, AuditTrail audit, Settings settings)
    {
        if (context.Caller() is { Kind: CallerKind.Person } caller
            && (await context.AuthenticateAsync(AccessGate.Session)).Principal is { } session)
        {
            await accounts.LeaveAsync(session, context.RequestAborted);
            await audit.AddAsync(caller.Name, "session.closed");
        }

        await context.SignOutAsync(AccessGate.Session);
        // Nothing of one person's is left for the next one at this browser.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return await ProviderSignIn.WhereToLeaveAsync(context, settings) is { } next ? Results.Json(new { next }) : Results.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordChange body, HttpContext context, UserManager<Person> people, SignInGate gate, Accounts accounts, AuditTrail audit)
    {
        var caller = context.Caller();
        if (caller.Kind != CallerKind.Person || await people.FindByIdAsync(caller.Id) is not { } person)
        {
            return Problem(StatusCodes.Status409Conflict, "本机开放模式没有账号。In Open mode there is no account.");
        }

        if (gate.Begin(caller.Name, null) is { } pause)
        {
            return Later.TooMany(context, pause, TooMany);
        }

        if (!await people.CheckPasswordAsync(person, body.Old ?? ""))
        {
            return Problem(StatusCodes.Status401Unauthorized, Wrong);
        }

        gate.Pass(caller.Name, null);

        if (PasswordRules.Problem(person.UserName, body.New) is { } sentence)
        {
            return Problem(StatusCodes.Status400BadRequest, sentence);
        }

        await people.ChangePasswordAsync(person, body.Old!, body.New!);
        accounts.Forget(person.Id);
        await OpenAsync(context, person);
        await audit.AddAsync(caller.Name, "password.changed", $"person/{caller.Name}");
        return Results.NoContent();
    }

    private static async Task<IResult> SetUpAsync(
        SetUp body, HttpContext context, UserManager<Person> people, SetUpSecret secret, SignInGate gate, Accounts accounts,
        AuditTrail audit)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        if (gate.Begin(null, address) is { } pause)
        {
            return Later.TooMany(context, pause, TooMany);
        }

        if (!secret.Holds(body.Secret) || await accounts.AnyAsync(context.RequestAborted))
        {
            return Problem(StatusCodes.Status403Forbidden,
                "设置地址已失效，请重新启动程序以获取新地址。This set-up address holds no longer; start the product again for a new one.");
        }

        gate.Pass(null, address);

        var (person, problem) = await PeopleEndpoints.MakeAsync(people, body.Name, body.DisplayName, body.Password, [Roles.Admin], null);
        if (person is null)
        {
            return Problem(StatusCodes.Status400BadRequest, problem!);
        }

        secret.End();
        await OpenAsync(context, person);
        await audit.AddAsync(person.UserName!, "person.added", $"person/{person.UserName}", "the first administrator, at set-up");
        return Results.NoContent();
    }

    /// <summary>Opens a session; its cookie goes with the answer.</summary>
    /// <param name="hasSeveralFactors">The identity provider has asked for more than a password.</param>
    public static Task OpenAsync(HttpContext context, Person person, bool hasSeveralFactors = false) =>
        context.SignInAsync(AccessGate.Session, Accounts.PrincipalOf(person, hasSeveralFactors));

    private static async Task<bool> IsCodeAsync(UserManager<Person> people, Person person, string? code) =>
        code is { Length: > 0 } && await people.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code);

    private static object Body(Caller caller) => new
    {
        name = caller.Name,
        displayName = caller.DisplayName,
        roles = caller.Roles.Order(),
        teams = caller.Teams?.Order(),
        secondFactor = caller.HasSecondFactor,
        secondFactorDue = caller.LacksSecondFactor,
        place = caller.Screen?.Place,
    };

    private static IResult Problem(int status, string sentence) => Results.Problem(sentence, statusCode: status);

    /// <summary>Without a name, the code alone, of who is known to the identity provider already.</summary>
    internal sealed record SignIn(string? Name, string? Password, string? Otp);

    internal sealed record PasswordChange(string? Old, string? New);

    internal sealed record SetUp(string? Secret, string? Name, string? DisplayName, string? Password);
}
