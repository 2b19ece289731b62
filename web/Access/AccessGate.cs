using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Dashboard.Web.Screens;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Access;

/// <summary>
/// Finds out who asks, and lets through what <see cref="Permissions"/> allows. Files without data (scripts, styles) are anybody's.
/// </summary>
internal sealed partial class AccessGate(RequestDelegate next, Settings settings, ILogger<AccessGate> log)
{
    /// <summary>The scheme of sessions.</summary>
    public const string Session = "session";

    public async Task InvokeAsync(HttpContext context, Accounts accounts, SourceTokens tokens, ScreenRegister screens)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var caller = await FindAsync(context, accounts, tokens, screens);
        context.Items[typeof(Caller)] = caller;
        // By this the cookie of a session knows the sub-path it is for.
        context.Features.Set<IAuthenticationFeature>(new AuthenticationFeature { OriginalPathBase = context.Request.PathBase });
        var route = Permissions.RouteOf(endpoint);
        if (Permissions.Of(context.Request.Method, route) is not { } who)
        {
            LogUnlisted(context.Request.Method, route);
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This address is not open to anybody.");
        }
        else if (caller.LacksSecondFactor && !who.Contains(Permissions.Anyone) && !Permissions.IsOfOwnAccount(route))
        {
            await LeadToSecondFactorAsync(context);
        }
        else if (who.Include(caller))
        {
            await next(context);
        }
        else if (caller.Kind == CallerKind.Person && IsPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await Pages.AnswerAsync(context, "forbidden.html");
        }
        else if (caller.Kind == CallerKind.Screen && IsPage(context.Request))
        {
            context.Response.Redirect($"{context.Request.PathBase}/screen");
        }
        else if (caller.Kind != CallerKind.Anonymous)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This is not among what your roles allow.");
        }
        else if (IsPage(context.Request))
        {
            // In the language of the page that was wanted.
            var language = context.Request.Query["lang"] == "en" ? "&lang=en" : "";
            var wanted = Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
            context.Response.Redirect($"{context.Request.PathBase}/sign-in?next={wanted}{language}");
        }
        else
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Sign in, or send a token: Authorization: Bearer ….");
        }
    }

    /// <summary>
    /// Who asks: a source by its token, a person by the cookie of a session, a screen by its own. At a screen somebody may sign in; it
    /// stays a screen in what it asks as one.
    /// </summary>
    private async Task<Caller> FindAsync(HttpContext context, Accounts accounts, SourceTokens tokens, ScreenRegister screens)
    {
        if (ScreenCookie.IsAsked(context.Request))
        {
            return await screens.FindAsync(ScreenCookie.Of(context.Request), context.RequestAborted) ?? Caller.Anonymous;
        }

        if (settings.Auth == AuthMode.Open)
        {
            return Caller.Everyone;
        }

        if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return await tokens.FindAsync(header.Parameter ?? "", context.RequestAborted) ?? Caller.Anonymous;
        }

        var session = await context.AuthenticateAsync(Session);
        return (session.Principal is { } principal ? await accounts.FindAsync(principal, context.RequestAborted) : null)
            ?? await screens.FindAsync(ScreenCookie.Of(context.Request), context.RequestAborted) ?? Caller.Anonymous;
    }

    private static Task LeadToSecondFactorAsync(HttpContext context)
    {
        if (!IsPage(context.Request))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden,
                "您的角色须启用动态验证码，请先在“我的账号”页启用。Your roles need a second factor; begin one on the page of your account.");
        }

        context.Response.Redirect($"{context.Request.PathBase}/account");
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs")
        && !request.Path.StartsWithSegments("/metrics");

    private static Task RefuseAsync(HttpContext context, int status, string sentence) =>
        Results.Problem(sentence, statusCode: status).ExecuteAsync(context);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Route} stands in no row of the table of permissions and was refused")]
    private partial void LogUnlisted(string verb, string route);
}
