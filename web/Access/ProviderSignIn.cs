using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Web.Access;

/// <summary>
/// Signing in at the identity provider of the house: authorization code with PKCE (RFC 6749, 7636, OpenID Connect Core). What comes back
/// opens a session like any other. Its cookie is not sent on the way from another site, so the way ends on our own sign-in page, which
/// leads on; what went wrong is said there as well. Who leaves is led to the provider, where it ends sessions (RP-Initiated Logout), and
/// from there to our sign-in page again.
/// </summary>
internal static partial class ProviderSignIn
{
    /// <summary>Scheme of the way to the provider and back.</summary>
    public const string Scheme = "provider";

    /// <summary>Scheme of who is known to the provider and has still to give the code of an authenticator.</summary>
    public const string Half = "half";

    /// <summary>Scheme of what the provider has said of somebody, for the browser to show when they leave.</summary>
    public const string Leaving = "leaving";

    /// <summary>Where the provider sends people back to, below the path base; to be registered there.</summary>
    private const string Callback = "/api/session/oidc/callback", Left = "/api/session/oidc/left";

    /// <summary>Leads who has left here to the provider, to leave there too.</summary>
    private const string Leave = "/api/session/oidc/leave";

    private const string Subject = "sub", Issuer = "iss", Methods = "amr", SeveralFactors = "mfa", InEnglish = "lang=en";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Skew = TimeSpan.FromMinutes(1), HalfWay = TimeSpan.FromMinutes(5);

    public static void AddProviderSignIn(this AuthenticationBuilder authentication, IdentityProvider provider, string pathBase)
    {
        authentication.Services.AddScoped<ProviderAccounts>();
        // What fails on the way is said in one line of our own: messages of the library repeat what others sent.
        authentication.Services.AddLogging(static logging =>
            logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
        // Both are sent where they are of use alone; what the provider has said is long.
        foreach (var (scheme, length) in new[] { (Half, HalfWay), (Leaving, Accounts.SessionLength) })
        {
            authentication.AddCookie(scheme, cookie =>
            {
                (cookie.Cookie.Name, cookie.Cookie.Path) = ($"dashboard.{scheme}", $"{pathBase}/api/session");
                (cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = (true, SameSiteMode.Strict);
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (length, false);
            });
        }

        authentication.AddOpenIdConnect(Scheme, oidc =>
        {
            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority.ToString(), provider.ClientId, provider.ClientSecret);
            oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            oidc.CallbackPath = Callback;
            (oidc.ResponseType, oidc.UsePkce) = (OpenIdConnectResponseType.Code, true);
            // The code comes back in an address, so the cookies of the way may be Lax, and hold without TLS on a bureau's own network too.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
            {
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            }

            (oidc.MapInboundClaims, oidc.SaveTokens, oidc.DisableTelemetry) = (false, true, true);
            // The provider ends no session here by an address that its pages load.
            (oidc.SignedOutCallbackPath, oidc.SignOutScheme, oidc.RemoteSignOutPath) = (Left, Leaving, default);
            oidc.ClaimActions.Remove(Issuer);
            oidc.BackchannelTimeout = Patience;
            oidc.TokenValidationParameters.ClockSkew = Skew;
            oidc.Events = new()
            {
                OnTokenValidated = RequireSignature,
                OnTicketReceived = FinishAsync,
                OnAccessDenied = static context =>
                {
                    context.HandleResponse();
                    return LeadTo(context.HttpContext, "problem", "denied", context.ReturnUrl);
                },
                OnRemoteFailure = context =>
                {
                    LogFailed(LogOf(context.HttpContext), context.Failure?.GetType().Name ?? "");
                    context.HandleResponse();
                    return LeadTo(context.HttpContext, "problem", "failed", context.Properties?.RedirectUri);
                },
                OnRedirectToIdentityProviderForSignOut = context =>
                {
                    context.ProtocolMessage.ClientId = provider.ClientId;
                    return Task.CompletedTask;
                },
                OnSignedOutCallbackRedirect = static context =>
                {
                    context.HandleResponse();
                    return LeadToSignIn(context.HttpContext, context.Properties?.RedirectUri);
                },
            };
        });
    }

    public static void MapProviderSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/session/oidc", BeginAsync);
        // What comes back is taken by the scheme before it gets here; only what is nobody's answer does.
        app.MapGet(Callback, static (HttpContext context, Settings settings) =>
            settings.Provider is null ? NoneAsync(context) : LeadTo(context, "problem", "failed", null));
        app.MapGet(Leave, LeaveAsync);
        app.MapGet(Left, static (HttpContext context, Settings settings) =>
            settings.Provider is null ? NoneAsync(context) : LeadToSignIn(context, null));
    }

    /// <summary>Where who leaves is to go next; null when they did not come from the provider, or it ends no sessions.</summary>
    public static async Task<string?> WhereToLeaveAsync(HttpContext context, Settings settings)
    {
        if (settings.Provider is null || !(await context.AuthenticateAsync(Leaving)).Succeeded)
        {
            return null;
        }

        if (string.IsNullOrEmpty((await ConfigurationAsync(context.RequestServices, context.RequestAborted))?.EndSessionEndpoint))
        {
            await context.SignOutAsync(Leaving);
            return null;
        }

        return Leave;
    }

    /// <summary>Whether somebody is known to the provider, and has still to give a code.</summary>
    public static async Task<ClaimsPrincipal?> HalfSignedInAsync(HttpContext context, Settings settings) =>
        settings.Provider is null ? null : (await context.AuthenticateAsync(Half)).Principal;

    /// <summary>The provider's own name for itself, as its tokens say it; null while it does not answer.</summary>
    public static async Task<string?> IssuerAsync(IServiceProvider services, CancellationToken cancel) =>
        (await ConfigurationAsync(services, cancel))?.Issuer;

    private static async Task<OpenIdConnectConfiguration?> ConfigurationAsync(IServiceProvider services, CancellationToken cancel)
    {
        try
        {
            var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Scheme);
            return await options.ConfigurationManager!.GetConfigurationAsync(cancel);
        }
        catch (Exception problem) when (IsUnreachable(problem))
        {
            return null;
        }
    }

    /// <param name="next">The page to be led to in the end, one of ours.</param>
    private static async Task BeginAsync(string? next, HttpContext context, Settings settings)
    {
        if (settings.Provider is null)
        {
            await NoneAsync(context);
            return;
        }

        try
        {
            await context.ChallengeAsync(Scheme, new() { RedirectUri = IsOwn(next) ? next : "/" });
        }
        catch (Exception problem) when (IsUnreachable(problem))
        {
            LogFailed(LogOf(context), problem.GetType().Name);
            await LeadTo(context, "problem", "unreachable", next);
        }
    }

    private static async Task LeaveAsync(HttpContext context, Settings settings)
    {
        if (settings.Provider is null)
        {
            await NoneAsync(context);
            return;
        }

        var language = context.Request.QueryString.Value;
        if (await WhereToLeaveAsync(context, settings) is null)
        {
            await LeadToSignIn(context, language);
            return;
        }

        await context.SignOutAsync(Scheme, new() { RedirectUri = language });
        await context.SignOutAsync(Leaving);
    }

    /// <summary>The provider will be shown whose session is to end there.</summary>
    private static Task KeepForLeavingAsync(HttpContext context, AuthenticationProperties? said)
    {
        if (said?.GetTokenValue(OpenIdConnectParameterNames.IdToken) is not { } token)
        {
            return Task.CompletedTask;
        }

        var kept = new AuthenticationProperties();
        kept.StoreTokens([new() { Name = OpenIdConnectParameterNames.IdToken, Value = token }]);
        return context.SignInAsync(Leaving, new(new ClaimsIdentity(Leaving)), kept);
    }

    /// <summary>A token that came by the back channel may by the standard be unsigned; we take none that is.</summary>
    private static Task RequireSignature(TokenValidatedContext context)
    {
        if (context.SecurityToken is not { RawSignature.Length: > 0 })
        {
            context.Fail(new SecurityTokenInvalidSignatureException("The identity token is not signed."));
        }

        return Task.CompletedTask;
    }

    /// <summary>All has been checked, state and nonce too: the session is opened, or the page says why not.</summary>
    private static async Task FinishAsync(TicketReceivedContext context)
    {
        var (http, said, next) = (context.HttpContext, context.Principal!, context.ReturnUri);
        context.HandleResponse();
        var (issuer, subject) = (said.FindFirstValue(Issuer), said.FindFirstValue(Subject));
        if (issuer is null || subject is null)
        {
            await LeadTo(http, "problem", "failed", next);
            return;
        }

        var (person, refusal) = await http.RequestServices.GetRequiredService<ProviderAccounts>().FindAsync(issuer, subject, said);
        var audit = http.RequestServices.GetRequiredService<AuditTrail>();
        if (person is null)
        {
            await audit.AddAsync("unknown", "session.refused", detail: $"identity provider: {refusal}");
            // An operator is told the subject, to bind an account to it.
            await LeadTo(http, "problem", refusal!, next, subject);
            return;
        }

        await KeepForLeavingAsync(http, context.Properties);
        var hasSeveralFactors = said.HasClaim(Methods, SeveralFactors);
        if (person.TwoFactorEnabled && !hasSeveralFactors)
        {
            await http.SignInAsync(Half, Accounts.PrincipalOf(person));
            await LeadTo(http, "step", "code", next);
            return;
        }

        await SessionEndpoints.OpenAsync(http, person, hasSeveralFactors);
        await audit.AddAsync(person.UserName!, "session.opened", detail: "identity provider");
        await LeadTo(http, "step", "done", next);
    }

    /// <param name="before">An address or its query, in whose language the page is.</param>
    private static Task LeadToSignIn(HttpContext context, string? before)
    {
        var query = before?.Contains(InEnglish, StringComparison.Ordinal) == true ? $"?{InEnglish}" : "";
        context.Response.Redirect($"{context.Request.PathBase}/sign-in{query}");
        return Task.CompletedTask;
    }

    /// <param name="subject">Behind the hash it stays in the browser, which shows it.</param>
    private static Task LeadTo(HttpContext context, string name, string value, string? next, string? subject = null)
    {
        var address = $"{context.Request.PathBase}/sign-in?{name}={value}";
        if (IsOwn(next) && next != "/")
        {
            address += $"&next={Uri.EscapeDataString(next!)}{(next!.Contains(InEnglish, StringComparison.Ordinal) ? $"&{InEnglish}" : "")}";
        }

        context.Response.Redirect(subject is null ? address : $"{address}#subject={Uri.EscapeDataString(subject)}");
        return Task.CompletedTask;
    }

    /// <summary>A path of ours: browsers take two slashes, or a backslash, for another site.</summary>
    private static bool IsOwn(string? next) =>
        next is ['/', ..] && next is not ['/', '/' or '\\', ..] && Uri.IsWellFormedUriString(next, UriKind.Relative);

    private static bool IsUnreachable(Exception problem) => problem is InvalidOperationException or HttpRequestException or IOException
        or TaskCanceledException;

    private static Task NoneAsync(HttpContext context) => Results.Problem(
        "未配置统一身份认证。No identity provider is set (Dashboard:Auth:Oidc).", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);

    private static ILogger LogOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn).FullName!);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody could not sign in at the identity provider: {Kind}")]
    private static partial void LogFailed(ILogger log, string kind);
}
