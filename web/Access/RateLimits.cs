using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Web.Access;

/// <summary>
/// How often one caller may ask what costs much, and how often they may fail: a row an endpoint and measure. Of what is asked each person
/// and each token has a measure of their own, which fills up evenly over a minute; who has not said who they are is counted by address.
/// Failures are counted by name and by host, over five minutes (<see cref="SignInGate"/>), in <c>Open</c> mode too. Frames are pushed, so
/// of screens only their pairing is counted, and who sits at the machine (<c>Open</c>) is counted for nothing they ask.
/// </summary>
internal static class RateLimits
{
    private const int PartsOfMinute = 10;

    /// <summary>Failures under one name.</summary>
    public static readonly Measure FailuresOfName = new("Failures", 5, IsOfFailures: true);

    /// <summary>Failures from one host, whatever the names.</summary>
    public static readonly Measure FailuresOfHost = new("FailuresOfHost", 50, IsOfFailures: true);

    private static readonly Measure Exports = new("Exports", 120), Imports = new("Imports", 120), Pairings = new("Pairings", 120),
        SignIns = new("SignIns", 120), Evidence = new("Evidence", 1_200);

    /// <summary>Verb, route as the host declares it, and which measure it takes from.</summary>
    private static readonly (string Verb, string Route, Measure Measure)[] Table =
    [
        ("POST", "/api/events", new("Posts", 300_000)),
        ("GET", "/api/evidence", Evidence),
        ("GET", "/api/reports/{year}/tables", Evidence),
        ("GET", "/api/reports/{year}/tables/{table}/{**cell}", Evidence),
        ("GET", "/api/reports/{year}/tables.xlsx", Exports),
        ("POST", "/api/details", new("Details", 60)),
        ("GET", "/api/audit", Exports),
        ("POST", "/api/exports", Exports),
        ("POST", "/api/verify", Exports),
        ("POST", "/api/imports", Imports),
        ("POST", "/api/imports/look", Imports),
        ("POST", "/api/screens/pairings", Pairings),
        ("GET", "/api/screens/pairings/{secret}", Pairings),
        ("GET", "/api/session/oidc", SignIns),
        ("GET", "/api/session/oidc/callback", SignIns),

        ("POST", "/api/session", FailuresOfName),
        ("POST", "/api/session", FailuresOfHost),
        ("PUT", "/api/session/password", FailuresOfName),
        ("POST", "/api/setup", FailuresOfHost),
        ("POST", "/api/screens", FailuresOfName),
    ];

    private static readonly Dictionary<(string Verb, string Route), Measure> Asked = Table.Where(static row => !row.Measure.IsOfFailures)
        .ToDictionary(static row => (row.Verb, row.Route), static row => row.Measure);

    /// <summary>Every measure by its name in <c>Dashboard:Limits</c>, with its default.</summary>
    public static IEnumerable<Measure> Measures => Table.Select(static row => row.Measure).Distinct();

    /// <summary>The endpoints with a measure.</summary>
    public static IEnumerable<(string Verb, string Route)> Routes => Table.Select(static row => (row.Verb, row.Route));

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
            var (seconds, measure) = (Later.SecondsOf(pause), MeasureOf(refused.HttpContext)!);
            await Later.TooMany(refused.HttpContext, pause,
                $"请求过于频繁，请在 {seconds} 秒后重试。This was asked more than {settings.Limits[measure.Name]} times in a minute; "
                    + $"repeat it in {seconds} s. An operator sets how often with Dashboard:Limits:{measure.Name}.")
                .ExecuteAsync(refused.HttpContext);
        };
    });

    private static Measure? MeasureOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? Asked.GetValueOrDefault((context.Request.Method, Permissions.RouteOf(endpoint)))
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
    /// <param name="Most">Times in a minute, or failures in five, where <c>Dashboard:Limits</c> sets nothing.</param>
    internal sealed record Measure(string Name, int Most, bool IsOfFailures = false);
}
