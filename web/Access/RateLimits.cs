using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Access;

/// <summary>
/// How often one caller may ask what costs much: a row an endpoint. Each person and each token has a measure of their own, which fills up
/// evenly over a minute; who has not said who they are is counted by address. Frames are pushed, so of screens only their pairing is
/// counted, and who sits at the machine (<c>Open</c>) is not counted at all.
/// </summary>
internal static class RateLimits
{
    private const int PartsOfMinute = 10;

    /// <summary>Verb, route as the host declares it, and which measure it takes from.</summary>
    private static readonly Dictionary<(string Verb, string Route), Measure> Table = new()
    {
        [("POST", "/api/events")] = new("Posts", 300_000),
        [("GET", "/api/evidence")] = new("Evidence", 1_200),
        [("GET", "/api/audit")] = new("Exports", 120),
        [("POST", "/api/verify")] = new("Exports", 120),
        [("POST", "/api/imports")] = new("Imports", 120),
        [("POST", "/api/imports/look")] = new("Imports", 120),
        [("POST", "/api/screens/pairings")] = new("Pairings", 120),
        [("GET", "/api/screens/pairings/{secret}")] = new("Pairings", 120),
    };

    /// <summary>Every measure by its name in <c>Dashboard:Limits</c>, with its default.</summary>
    public static IEnumerable<Measure> Measures => Table.Values.Distinct();

    /// <summary>The endpoints with a measure.</summary>
    public static IEnumerable<(string Verb, string Route)> Routes => Table.Keys;

    public static void AddRateLimits(this IServiceCollection services, Settings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string Measure, string Caller)>(context =>
            MeasureOf(context) is { } measure && context.Caller() is { Kind: not CallerKind.Everyone } caller
                && settings.Limits[measure.Name] is > 0 and var most
                ? RateLimitPartition.GetTokenBucketLimiter((measure.Name, NameOf(caller, context)), _ => BucketOf(most))
                : RateLimitPartition.GetNoLimiter(("", "")));
        limiter.OnRejected = async (refused, _) =>
        {
            var pause = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var named) ? named : TimeSpan.FromSeconds(1);
            var seconds = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds));
            refused.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            var measure = MeasureOf(refused.HttpContext)!;
            await Results.Problem(
                $"请求过于频繁，请在 {seconds} 秒后重试。This was asked more than {settings.Limits[measure.Name]} times in a minute; "
                    + $"repeat it in {seconds} s. An operator sets how often with Dashboard:Limits:{measure.Name}.",
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(refused.HttpContext);
        };
    });

    private static Measure? MeasureOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? Table.GetValueOrDefault((context.Request.Method, Permissions.RouteOf(endpoint)))
        : null;

    private static string NameOf(Caller caller, HttpContext context) =>
        caller.Id.Length > 0 ? caller.Id : $"{context.Connection.RemoteIpAddress}";

    private static TokenBucketRateLimiterOptions BucketOf(int most) => new()
    {
        TokenLimit = most,
        TokensPerPeriod = Math.Max(1, most / PartsOfMinute),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / PartsOfMinute,
    };

    /// <summary>What may be asked so often.</summary>
    /// <param name="Most">Times in a minute where <c>Dashboard:Limits</c> sets nothing.</param>
    internal sealed record Measure(string Name, int Most);
}
