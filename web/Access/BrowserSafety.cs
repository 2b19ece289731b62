using System.Net;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Web.Access;

/// <summary>
/// What keeps pages of other sites out, in <c>Open</c> mode too (CONTRACT.md §7): the host a browser was told, the origin of what changes
/// something or opens a stream, and the headers that bind what our own pages may do.
/// </summary>
internal sealed class BrowserSafety(RequestDelegate next, Settings settings)
{
    /// <summary>No script, style or connection but our own. Charts draw their pictures from data.</summary>
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    /// <summary>Orleans' own pages carry scripts and styles within them.</summary>
    private const string PolicyOfOrleans =
        "default-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors ";

    private static readonly string[] PassedOn = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"];

    private static readonly string OwnName = Dns.GetHostName();

    private readonly string ancestors = settings.FrameAncestors.Count == 0 ? "'none'" : string.Join(' ', settings.FrameAncestors);

    public Task InvokeAsync(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = (request.Path.StartsWithSegments("/orleans") ? PolicyOfOrleans : Policy) + ancestors;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (settings.FrameAncestors.Count == 0)
        {
            headers.XFrameOptions = "DENY";
        }

        if (request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (!IsOurs(request.Host))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest,
                $"This product does not answer as \"{request.Host.Host}\". An operator lets it with AllowedHosts.{HintOf(request)}");
        }

        if (settings.Auth == AuthMode.Open && IsPassedOn(request))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden,
                $"This product serves its own machine alone and asks nobody who they are.{HintOf(request)}");
        }

        if (request.Path.StartsWithSegments("/api") && HttpMethods.IsGet(request.Method))
        {
            // What one person was answered is kept for nobody.
            headers.CacheControl = "no-store";
        }

        return ChangesOrStreams(request) && IsForeign(request)
            ? RefuseAsync(context, StatusCodes.Status403Forbidden,
                $"This came from a page of another site; only pages of this one may ask.{HintOf(request)}")
            : next(context);
    }

    /// <summary>
    /// A name that leads here by somebody else's DNS is none of ours. Addresses are not rebound, and which names there are behind a proxy
    /// only the operator knows.
    /// </summary>
    private bool IsOurs(HostString host)
    {
        var name = host.Host.TrimEnd('.');
        return name.Length == 0 || IsLoopbackName(name)
            || settings.Hosts.Any(allowed => allowed == "*" || Matches(allowed, name))
            || (settings.Auth == AuthMode.Required
                && (IPAddress.TryParse(name.Trim('[', ']'), out _) || name.Equals(OwnName, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsLoopbackName(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Matches(string allowed, string name) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? name.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : name.Equals(allowed, StringComparison.OrdinalIgnoreCase);

    private static bool ChangesOrStreams(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Path.StartsWithSegments("/hubs");

    /// <summary>Whether a browser says that another site's page asks. Programs say no origin, and hold no cookie.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        if (!StringValues.IsNullOrEmpty(request.Headers.Origin))
        {
            return !(Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
                && origin.Scheme == request.Scheme
                && origin.Authority.Equals(new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}").Authority,
                    StringComparison.OrdinalIgnoreCase));
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    /// <summary>A reverse proxy says for whom it asks, and is not believed: what is believed stands in these headers no more.</summary>
    private static bool IsPassedOn(HttpRequest request) => PassedOn.Any(request.Headers.ContainsKey);

    private static string HintOf(HttpRequest request) => IsPassedOn(request)
        ? " A reverse proxy passed it on that is not known: an operator names its address in Dashboard:Proxies, and accounts are asked for."
        : "";

    private static Task RefuseAsync(HttpContext context, int status, string sentence) =>
        Results.Problem(sentence, statusCode: status).ExecuteAsync(context);
}
