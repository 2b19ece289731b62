using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>Registers who may what.</summary>
internal static class AccessSetup
{
    private const string CookieName = "dashboard.session";

    /// <summary>People, tokens and the audit in the database of the ledger.</summary>
    public static IServiceCollection AddAccessStore(this IServiceCollection services, string? connectionString, string dataPath)
    {
        services.AddDbContextFactory<AccessDb>(database =>
        {
            if (connectionString is { Length: > 0 })
            {
                database.UseNpgsql(connectionString);
            }
            else
            {
                database.UseSqlite(new SqliteConnectionStringBuilder
                {
                    DataSource = Path.Combine(dataPath, "dashboard.db"),
                    DefaultTimeout = 30,
                }.ToString());
            }
        });
        // Every statement would be a line, and the keys of cookies lie where the people lie: in the database.
        services.AddLogging(static logging => logging
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddSingleton<AuditTrail>();
        services.AddIdentityCore<Person>(identity =>
            {
                identity.User.AllowedUserNameCharacters = "";
                identity.Password = new()
                {
                    RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
            })
            .AddUserStore<UserOnlyStore<Person, AccessDb>>()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        return services;
    }

    /// <summary>Sessions, tokens, the gate before every endpoint.</summary>
    public static void AddAccess(this IServiceCollection services, Settings settings)
    {
        services.AddAccessStore(settings.ConnectionString, settings.DataPath);
        services.AddDataProtection().SetApplicationName("dashboard").PersistKeysToDbContext<AccessDb>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<SignInGate>();
        services.AddSingleton<SetUpSecret>();
        services.AddSingleton<SourceTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<SourceTokens>());
        services.AddSingleton<OpenConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenConnections>());
        services.AddHostedService<FirstStart>();
        services.AddRateLimits(settings);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // What a proxy says of its caller is believed of the named proxies only.
            forwarded.ForwardedHeaders = settings.Proxies.Count == 0 ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in settings.Proxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
        // Hosts are checked by BrowserSafety, with a sentence, and with the names a host always has.
        services.Configure<HostFilteringOptions>(static hosts => hosts.AllowedHosts = ["*"]);
        var authentication = services.AddAuthentication(AccessGate.Session).AddCookie(AccessGate.Session, cookie =>
        {
            cookie.Cookie.Name = CookieName;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Accounts.SessionLength;
            cookie.SlidingExpiration = true;
            cookie.Events = new CookieAuthenticationEvents
            {
                // A session that holds no longer is not made longer either.
                OnCheckSlidingExpiration = static async context => context.ShouldRenew = context.ShouldRenew
                    && await context.HttpContext.RequestServices.GetRequiredService<Accounts>()
                        .FindAsync(context.Principal!, context.HttpContext.RequestAborted) is not null,
                // The gate answers; the handler sends nobody anywhere.
                OnRedirectToLogin = static context => Task.CompletedTask,
                OnRedirectToAccessDenied = static context => Task.CompletedTask,
            };
        });
        if (settings.Provider is { } provider)
        {
            authentication.AddProviderSignIn(provider, settings.PathBase);
        }

        ReadKeysOnlyWhenAsked(services);
    }

    /// <summary>
    /// The framework would read the keys of cookies before the host listens, and with them have the whole model of the accounts made: a
    /// seventh of all that a start computes, though many hosts never see a cookie. The first cookie that comes has them read.
    /// </summary>
    private static void ReadKeysOnlyWhenAsked(IServiceCollection services) =>
        services.Remove(services.Single(static service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService"));

    /// <summary>What stands before every endpoint, in this order.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<BrowserSafety>();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.UseRateLimiter();
        // Said here, or it would stand before all of this: what comes back from the identity provider passes the gate like anything else.
        app.UseAuthentication();
    }

    /// <summary>Signing in, people, sources and the audit.</summary>
    public static void MapAccess(this WebApplication app)
    {
        app.MapSessions();
        app.MapProviderSignIn();
        app.MapSecondFactor();
        app.MapPeople();
        app.MapSources();
        app.MapAudit();
    }
}
