namespace Dashboard.Web;

/// <summary>
/// A name at the end of an address may hold anything. The server unescapes a path but for <c>%2F</c>, and folds <c>.</c> and <c>..</c> away
/// (RFC 3986 §5.2.4), so that <c>a/b</c>, <c>a%2Fb</c> and <c>..</c> could not be told apart: such names are read as they were sent, and
/// unescaped once. A client that folds dots away itself asks by query instead (<c>/api/subject?id=..</c>).
/// </summary>
internal static class NamesInPaths
{
    /// <summary>What stands before a name; the rest of the path is the name.</summary>
    private static readonly string[] Places = ["/api/subjects/", "/api/views/", "/cases/", "/enterprises/", "/items/", "/teams/"];

    /// <summary>To be called before routing.</summary>
    public static void ReadNamesAsSent(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var path = PathAsSent(context.Request);
        if (Array.Find(Places, place => path.StartsWith(place, StringComparison.OrdinalIgnoreCase)) is { } place)
        {
            context.Request.Path = new PathString(place + Uri.UnescapeDataString(path[place.Length..]));
        }

        return next(context);
    });

    /// <summary>The path within this product, escaped as it came; empty when the request names none (RFC 9112 §3.2).</summary>
    private static string PathAsSent(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var path = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var end ? target[..end] : target;
        var above = request.PathBase.ToUriComponent();
        return path.StartsWith(above, StringComparison.OrdinalIgnoreCase) ? path[above.Length..] : "";
    }
}
