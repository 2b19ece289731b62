using Microsoft.AspNetCore.Routing;
using static Dashboard.Web.Access.Roles;

namespace Dashboard.Web.Access;

/// <summary>
/// Who may what: every endpoint, page and hub method of this host stands in this one table (CONTRACT.md §7), and a test compares it with
/// what the running host answers. What does not stand here is refused.
/// </summary>
internal static class Permissions
{
    /// <summary>Whoever asks, signed in or not.</summary>
    public const string Anyone = "anyone";

    /// <summary>Systems that send events, with a token.</summary>
    public const string Source = "source";

    /// <summary>Displays on walls that were paired; they hold the credential of a screen.</summary>
    public const string Screen = "screen";

    /// <summary>Any verb.</summary>
    private const string All = "*";

    private static readonly string[] People = [Viewer, Leader, Supervisor, Auditor, Operator, Admin];
    private static readonly string[] Watchers = [.. People, Screen];
    private static readonly string[] Files = [Leader, Supervisor, Auditor, Admin];
    private static readonly string[] Keepers = [Operator, Admin];

    /// <summary>Verb, route as the host declares it, and who may.</summary>
    private static readonly (string Verb, string Route, string[] Who)[] Table =
    [
        // Alive and ready say nothing of the bureau's work.
        ("GET", "/health/live", [Anyone]),
        ("GET", "/health/ready", [Anyone]),
        ("GET", "/api/about", [Anyone]),

        // Signing in, and what one is.
        ("GET", "/sign-in", [Anyone]),
        ("GET", "/setup", [Anyone]),
        ("POST", "/api/setup", [Anyone]),
        ("GET", "/api/session", [Anyone]),
        ("POST", "/api/session", [Anyone]),
        ("DELETE", "/api/session", [Anyone]),
        ("GET", "/api/session/oidc", [Anyone]),
        ("GET", "/api/session/oidc/callback", [Anyone]),
        ("GET", "/api/session/oidc/leave", [Anyone]),
        ("GET", "/api/session/oidc/left", [Anyone]),
        ("GET", "/account", People),
        ("PUT", "/api/session/password", People),
        ("POST", "/api/session/second-factor", People),
        ("PUT", "/api/session/second-factor", People),
        ("DELETE", "/api/session/second-factor", People),

        // Figures.
        ("GET", "/", People),
        ("GET", "/bureau", People),
        ("GET", "/teams/{**id}", People),
        ("GET", "/items/{**code}", People),
        ("GET", "/rules", People),
        ("GET", "/calendar", People),
        ("GET", "/style", People),
        ("GET", "/api/views/{kind}/{**key}", People),
        ("GET", "/api/views", Watchers),
        ("POST", "/api/exports", People),
        ("GET", "/api/rules", Watchers),
        ("GET", "/api/calendar", People),
        (All, "/hubs/dashboard", Watchers),
        (All, "/hubs/dashboard/negotiate", Watchers),
        ("HUB", "Watch", Watchers),
        ("HUB", "Unwatch", Watchers),
        ("HUB", "Seen", Watchers),

        // Screens: pairing is anybody's who stands before one, what it then is only its own.
        ("GET", "/screen", [Anyone]),
        ("POST", "/api/screens/pairings", [Anyone]),
        ("GET", "/api/screens/pairings/{secret}", [Anyone]),
        ("GET", "/api/screen", [Screen]),
        ("PUT", "/api/screen/pictures/{command}", [Screen]),
        ("HUB", "Report", [Screen]),
        ("HUB", "Done", [Screen]),

        // Files of cases, firms and the like.
        ("GET", "/warnings", Files),
        ("GET", "/subjects", Files),
        ("GET", "/cases/{**id}", Files),
        ("GET", "/enterprises/{**uscc}", Files),
        ("GET", "/api/evidence", Files),
        ("GET", "/api/subjects", Files),
        ("GET", "/api/subjects/{**id}", Files),
        ("GET", "/api/subject", Files),
        ("POST", "/api/details", [Supervisor, Admin]),

        // Supervision orders: who may do which step of one is the order's to say (Offices).
        ("GET", "/orders", Files),
        ("GET", "/orders/{**id}", Files),
        ("GET", "/api/orders", Files),
        ("GET", "/api/orders/{**id}", Files),
        ("POST", "/api/orders", [Leader, Supervisor, Admin]),
        ("POST", "/api/orders/{id}/{act}", [Leader, Supervisor, Admin]),

        // The year: agenda, duties, meetings.
        ("GET", "/year", Files),
        ("GET", "/year/{**id}", Files),
        ("GET", "/api/year", Files),
        ("GET", "/api/year/duties/{**id}", Files),
        ("POST", "/api/year/{kind}", [Leader, Supervisor, Admin]),
        ("POST", "/api/year/duties/{id}/{act}", [Leader, Supervisor, Admin]),

        // The books of the legal section: who may do which step is the declaration's to say (Offices).
        ("GET", "/documents", Files),
        ("GET", "/disputes", Files),
        ("GET", "/publicity", Files),
        ("GET", "/complaints", Files),
        ("GET", "/supervisors", Files),
        ("GET", "/api/books/{book}", Files),
        ("GET", "/api/books/{book}/{kind}/{id}", Files),
        ("POST", "/api/books/{book}/{kind}", [Leader, Supervisor, Admin]),
        ("POST", "/api/books/{book}/{kind}/{id}/{act}", [Leader, Supervisor, Admin]),

        // The reports of the years: who may do which step is the report's to say (Offices).
        ("GET", "/reports", Files),
        ("GET", "/reports/{year:int}", Files),
        ("GET", "/api/reports", Files),
        ("GET", "/api/reports/{year:int}", Files),
        ("GET", "/api/reports/{year:int}.docx", Files),
        ("GET", "/api/reports/{year:int}.pdf", Files),
        ("GET", "/api/reports/{year:int}/figures/{id}", Files),
        ("POST", "/api/reports/{year:int}/{act}", [Leader, Supervisor, Admin]),

        // The yearly tables: of the whole bureau, or of the teams within the reader's scope.
        ("GET", "/reports/{year}/tables", Files),
        ("GET", "/api/reports/{year}/tables", Files),
        ("GET", "/api/reports/{year}/tables.xlsx", Files),
        ("GET", "/api/reports/{year}/tables/{table}/{**cell}", Files),

        // Officers certified, now and in the months ahead: figures for all, who leaves for those who lead.
        ("GET", "/forecast", People),
        ("GET", "/api/forecast/officers", People),
        ("GET", "/api/forecast/leaving", [Leader, Supervisor, Admin]),

        // What came in and could not be taken.
        ("POST", "/api/events", [Source, Supervisor, Operator, Admin]),
        ("GET", "/quarantine", [Supervisor, Auditor, Admin]),
        ("GET", "/api/quarantine", [Supervisor, Auditor, Admin]),
        ("GET", "/api/quarantine/{key}", [Supervisor, Auditor, Admin]),
        ("POST", "/api/quarantine/retry", [Supervisor, Admin]),
        ("POST", "/api/quarantine/dismiss", [Supervisor, Admin]),
        ("POST", "/api/quarantine/{key}/retry", [Supervisor, Admin]),
        ("POST", "/api/quarantine/{key}/dismiss", [Supervisor, Admin]),

        // What may be counted twice.
        ("GET", "/quality", [Supervisor, Auditor, Admin]),
        ("GET", "/api/quality", [Supervisor, Auditor, Admin]),

        // Keeping the house.
        ("GET", "/people", Keepers),
        ("GET", "/api/people", Keepers),
        ("POST", "/api/people", Keepers),
        ("PUT", "/api/people/{id}", Keepers),
        ("DELETE", "/api/people/{id}", Keepers),
        ("POST", "/api/people/{id}/reset", Keepers),
        ("GET", "/sources", Keepers),
        ("GET", "/api/sources", Keepers),
        ("POST", "/api/sources", Keepers),
        ("DELETE", "/api/sources/{id}", Keepers),
        ("GET", "/screens", Keepers),
        ("GET", "/api/screens", Keepers),
        ("POST", "/api/screens", Keepers),
        ("PUT", "/api/screens/{id}", Keepers),
        ("DELETE", "/api/screens/{id}", Keepers),
        ("POST", "/api/screens/{id}/commands", Keepers),
        ("GET", "/api/screens/{id}/commands/{command}", Keepers),
        ("GET", "/api/screens/{id}/commands/{command}/picture", Keepers),
        ("GET", "/api/scenes", Keepers),
        ("PUT", "/api/scenes", Keepers),
        ("GET", "/setup/{register}", Keepers),
        ("GET", "/setup/import", Keepers),
        ("GET", "/api/setup", Keepers),
        ("GET", "/api/registers/{register}", Keepers),
        ("DELETE", "/api/registers/{register}", Keepers),
        ("PUT", "/api/registers/{register}/{**id}", Keepers),
        ("DELETE", "/api/registers/{register}/{**id}", Keepers),
        ("PUT", "/api/claims/{**code}", Keepers),
        ("DELETE", "/api/claims/{**code}", Keepers),
        ("PUT", "/api/checklists/{**code}", Keepers),
        ("POST", "/api/imports/look", Keepers),
        ("POST", "/api/imports", Keepers),
        ("GET", "/api/imports", Keepers),
        ("GET", "/api/imports/{id}", Keepers),
        ("GET", "/api/imports/{id}/errors", Keepers),
        ("GET", "/api/maps", Keepers),
        ("GET", "/api/maps/{name}", Keepers),
        ("PUT", "/api/maps/{name}", Keepers),
        ("DELETE", "/api/maps/{name}", Keepers),
        ("GET", "/audit", [Auditor, Admin]),
        ("GET", "/api/audit", [Auditor, Admin]),
        ("GET", "/ops", Keepers),
        ("GET", "/api/ops", Keepers),
        ("POST", "/api/verify", [Supervisor, Auditor, Operator, Admin]),
        (All, "/metrics", Keepers),
        (All, "/orleans", Keepers),
    ];

    private static readonly Dictionary<(string Verb, string Route), HashSet<string>> ByRoute =
        Table.ToDictionary(static row => (row.Verb, row.Route), static row => row.Who.ToHashSet());

    /// <summary>Every row: verb, route and who may.</summary>
    public static IEnumerable<(string Verb, string Route, IReadOnlySet<string> Who)> Rows =>
        ByRoute.Select(static row => (row.Key.Verb, row.Key.Route, (IReadOnlySet<string>)row.Value));

    /// <summary>Who may ask an endpoint; null when it does not stand in the table.</summary>
    /// <param name="verb">The HTTP method, or <c>HUB</c> with the name of a hub method as the route.</param>
    public static IReadOnlySet<string>? Of(string verb, string route)
    {
        verb = verb.ToUpperInvariant();
        return ByRoute.GetValueOrDefault((verb == "HEAD" ? "GET" : verb, route)) ?? ByRoute.GetValueOrDefault((All, route));
    }

    /// <summary>The route of an endpoint as the table names it: Orleans' own pages are one.</summary>
    public static string RouteOf(RouteEndpoint endpoint)
    {
        var route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
        return route.StartsWith("/orleans", StringComparison.Ordinal) ? "/orleans" : route;
    }

    /// <summary>What somebody may still ask whose roles need a second factor that is not there yet.</summary>
    public static bool IsOfOwnAccount(string route) =>
        route == "/account" || route.StartsWith("/api/session", StringComparison.Ordinal);

    /// <summary>Whether a caller is among these.</summary>
    public static bool Include(this IReadOnlySet<string> who, Caller caller) => who.Contains(Anyone) || caller.Kind switch
    {
        CallerKind.Everyone => true,
        CallerKind.Person => who.Overlaps(caller.Roles),
        CallerKind.Source => who.Contains(Source),
        CallerKind.Screen => who.Contains(Screen),
        _ => false,
    };
}
