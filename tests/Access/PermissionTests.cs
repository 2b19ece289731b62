using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Tests.Web;
using Dashboard.Web;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Tests.Access;

/// <summary>One table says who may what (CONTRACT.md §7): nothing is missing from it, and the running host does what it says.</summary>
public sealed partial class PermissionTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static readonly string[] Bound =
    [
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_host_stands_in_the_table_and_nothing_else_does()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--Dashboard:Demo=false"] });
        var settings = Settings.From(builder.Configuration, builder.Environment);
        builder.AddSettings(settings);
        builder.Services.AddAccess(settings);
        builder.AddGrains(settings);
        builder.Services.AddIntake();
        builder.Services.AddReading(settings);
        builder.Services.AddScreens();
        builder.AddMeasurements();
        await using var app = builder.Build();
        app.MapDashboard(settings);

        var answered = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(verb =>
                    (Verb: verb, Route: Permissions.RouteOf(endpoint))))
            .Concat(HubMethods().Select(method => (Verb: "HUB", Route: method)))
            .Select(one => one.Route is "/orleans" or "/metrics" ? ("GET", one.Route) : one)
            .Distinct();
        var table = Permissions.Rows.Select(row =>
            (row.Verb is "*" && row.Route is "/orleans" or "/metrics" ? "GET" : row.Verb, row.Route));

        Assert.Equal(table.Order(), answered.Order());
    }

    [Fact]
    public void Every_endpoint_with_a_measure_stands_in_the_table() =>
        Assert.All(RateLimits.Routes, limited => Assert.NotNull(Permissions.Of(limited.Verb, limited.Route)));

    [Fact]
    public async Task Each_role_is_answered_what_the_table_allows_and_refused_the_rest()
    {
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            using var http = await bureau.SignInAsync(role == Roles.Admin ? "root" : role);
            foreach (var (verb, route, who) in Permissions.Rows.Where(Asks))
            {
                using var answer = await http.SendAsync(Request(verb, route), Cancel);
                wrong.AddRange(Unbound(answer).Select(header => $"{role}: {verb} {route} {header}"));
                if (who.Include(Of(role)) == (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized))
                {
                    wrong.Add($"{role}: {verb} {route} {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Nobody_is_answered_only_what_is_anybodys_and_led_to_the_sign_in_by_pages()
    {
        using var http = Bureau.Anonymous(bureau.Running);
        var wrong = new List<string>();
        foreach (var (verb, route, who) in Permissions.Rows.Where(Asks))
        {
            using var answer = await http.SendAsync(Request(verb, route), Cancel);
            wrong.AddRange(Unbound(answer).Select(header => $"{verb} {route} {header}"));
            var isRefused = answer.StatusCode is HttpStatusCode.Unauthorized
                || answer.Headers.Location?.OriginalString.StartsWith("/sign-in?next=", StringComparison.Ordinal) == true;
            if (who.Contains(Permissions.Anyone) == isRefused)
            {
                wrong.Add($"{verb} {route} {(int)answer.StatusCode}");
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task A_source_may_send_events_and_nothing_else()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "all", prefixes = Bureau.AnySource });
        using var http = Bureau.Anonymous(bureau.Running);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        foreach (var (verb, route, who) in Permissions.Rows.Where(Asks).Where(row => !row.Who.Contains(Permissions.Anyone)))
        {
            using var answer = await http.SendAsync(Request(verb, route), Cancel);
            var isRefused = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
            Assert.Equal(who.Contains(Permissions.Source), !isRefused);
        }
    }

    [Fact]
    public async Task Who_may_not_open_a_page_is_shown_one_that_says_so_and_leads_back()
    {
        using var http = await bureau.SignInAsync(Roles.Viewer);
        using var page = await http.GetAsync("/people", Cancel);
        using var data = await http.GetAsync("/api/people", Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("/js/pages/forbidden.js", await page.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/problem+json", data.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("bureau.example", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Names_that_are_allowed_come_besides_the_machines_own(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = host } };
        using var answer = await bureau.Running.Http.SendAsync(request, Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>What HTTP can ask without changing what the other roles are asked for.</summary>
    private static bool Asks((string Verb, string Route, IReadOnlySet<string> Who) row) =>
        row.Verb != "HUB" && row.Route is not ("/orleans" or "/api/setup" or "/api/session" or "/api/session/password" or "/api/verify"
            or "/api/session/second-factor");

    /// <summary>Headers that bind what a browser may do with any answer, page or not, and are missing in this one.</summary>
    private static IEnumerable<string> Unbound(HttpResponseMessage answer) => Bound.Where(header => !answer.Headers.Contains(header))
        .Concat(answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(cookie => !cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase)) ? ["HttpOnly"] : []);

    private static Caller Of(string role) => new(CallerKind.Person, role, role, role, new HashSet<string> { role }, null);

    private static HttpRequestMessage Request(string verb, string route) => new(
        new(verb == "*" ? "GET" : verb), PathOf(route))
    {
        Content = verb is "GET" or "*" or "DELETE" ? null : new StringContent("{}", null, "application/json"),
    };

    private static string PathOf(string route) =>
        Parameters().Replace(route.Replace("{kind}", "team").Replace("{year:int}", "2020")
            .Replace("quarantine/{key}", "quarantine/999999"), "T01");

    private static IEnumerable<string> HubMethods() =>
        typeof(DashboardHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType == typeof(DashboardHub))
            .Select(method => method.Name);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameters();
}
