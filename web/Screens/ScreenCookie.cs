using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Screens;

/// <summary>The credential of a screen: a cookie out of reach of scripts and other sites, of which only the hash is kept here.</summary>
internal static class ScreenCookie
{
    private const string Name = "dashboard.screen";

    /// <summary>As long as browsers keep a cookie; a screen that runs has it renewed every day.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromDays(400);

    /// <summary>256 random bits.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 in hexadecimal: a secret of 256 random bits needs no slow hash.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The credential a request comes with; null when it has none.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and <= 100 } secret ? secret : null;

    /// <summary>
    /// Whether a request is a screen's own, whoever else may have signed in at the same browser: what it asks of itself, and hub and view
    /// when it says that it is a screen.
    /// </summary>
    public static bool IsAsked(HttpRequest request) => request.Path.StartsWithSegments("/api/screen")
        || ((request.Path.StartsWithSegments("/hubs") || request.Path == "/api/views") && request.Query.ContainsKey("screen"));

    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(Name, secret, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        MaxAge = Holds,
        IsEssential = true,
    });
}
