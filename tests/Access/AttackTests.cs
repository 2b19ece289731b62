using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>What is tried first against anything that listens (OWASP); by way of browsers: <see cref="BrowserSafetyTests"/>.</summary>
[Collection(BureauUsers.Name)]
public sealed class AttackTests(Bureau bureau)
{
    private static readonly string[] Viewer = ["viewer"];
    private const string Cookie = "dashboard.session";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private Uri Own => new($"http://127.0.0.1:{bureau.Running.Port}");

    [Fact]
    public async Task A_session_is_never_the_one_a_browser_came_with_and_ends_for_every_copy_of_it_when_it_is_left()
    {
        var cookies = new CookieContainer();
        using var first = await Bureau.SignInAsync(bureau.Running, "viewer", cookies);
        var planted = cookies.GetCookies(Own)[Cookie]!.Value;
        var victim = new CookieContainer();
        victim.Add(Own, new Cookie(Cookie, planted));
        using var second = await Bureau.SignInAsync(bureau.Running, "auditor", victim);
        Assert.NotEqual(planted, victim.GetCookies(Own)[Cookie]!.Value);
        Assert.Equal("viewer", (string)(await first.ReadAsync("/api/session"))["name"]!);
        Assert.Equal("auditor", (string)(await second.ReadAsync("/api/session"))["name"]!);

        using var left = await first.DeleteAsync("/api/session", Cancel);
        using var other = await bureau.SignInAsync("viewer");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(planted));
        Assert.Equal("viewer", (string)(await other.ReadAsync("/api/session"))["name"]!);
    }

    [Fact]
    public async Task No_credential_is_taken_from_an_address()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "in the address", prefixes = Bureau.AnySource });
        var cookies = new CookieContainer();
        using var somebody = await Bureau.SignInAsync(bureau.Running, "viewer", cookies);
        var session = Uri.EscapeDataString(cookies.GetCookies(Own)[Cookie]!.Value);
        using var http = Bureau.Anonymous(bureau.Running);
        foreach (var name in (string[])["access_token", "token", "bearer", "authorization", Cookie])
        {
            using var post = await http.PostAsync($"/api/events?{name}={token}", null, Cancel);
            using var hub = await http.PostAsync($"/hubs/dashboard/negotiate?{name}={session}", null, Cancel);
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (post.StatusCode, hub.StatusCode));
        }
    }

    [Fact]
    public async Task Headers_without_measure_are_refused_and_harm_nobody()
    {
        using var http = Bureau.Anonymous(bureau.Running);
        foreach (var (name, length) in new[] { ("X-Long", 40_000), ("Cookie", 40_000), ("Authorization", 30_000) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/session");
            request.Headers.TryAddWithoutValidation(name, $"{Cookie}={new string('a', length)}");
            using var answer = await http.SendAsync(request, Cancel);
            Assert.True((int)answer.StatusCode is 401 or 431, $"{name}: {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancel)).StatusCode);
    }

    [Fact]
    public void No_way_of_writing_a_path_leads_out_of_the_pages()
    {
        using var wire = new RawConnection(bureau.Running.Port);
        foreach (var up in (string[])["..", "%2e%2e", "%2E.", "..%2f..", "..%5c..", "%252e%252e", "..\\..", ".;/.."])
        {
            foreach (var path in (string[])["appsettings.json", $"{up}/appsettings.json", $"{up}/{up}/etc/passwd"])
            {
                var answer = wire.Send(new("GET", $"/js/{up}/{path}", [("Host", "localhost")], []));
                Assert.DoesNotContain("LogLevel", answer.Text);
                Assert.DoesNotContain("root:", answer.Text);
                Assert.NotInRange(answer.Status, 200, 299);
            }
        }
    }

    [Fact]
    public async Task Nothing_that_is_sent_begins_a_line_of_the_log_or_ends_in_it_as_a_secret()
    {
        const string Forged = "\nforged: root signed in\r\n";
        using var admin = await bureau.SignInAsync("root");
        using var http = Bureau.Anonymous(bureau.Running);
        using var signIn = await http.PostAsJsonAsync("/api/session", new { name = $"x{Forged}", password = $"pass{Forged}word" }, Cancel);
        using var path = await http.GetAsync($"/api/session/oidc/callback?error={Uri.EscapeDataString(Forged)}"
            + $"&error_description={Uri.EscapeDataString(Forged)}&state={Uri.EscapeDataString(Forged)}", Cancel);
        using var verb = new HttpRequestMessage(HttpMethod.Get, $"/{Uri.EscapeDataString(Forged)}?q={Uri.EscapeDataString(Forged)}");
        verb.Headers.TryAddWithoutValidation("User-Agent", "x forged: root signed in");
        using var page = await http.SendAsync(verb, Cancel);
        using var person = await admin.PostAsJsonAsync("/api/people", new { name = $"x{Forged}", roles = Viewer }, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), (signIn.StatusCode, person.StatusCode));

        Assert.DoesNotMatch(new Regex("^\\s*forged", RegexOptions.Multiline), bureau.Running.Log);
        Assert.DoesNotContain(Bureau.Password, bureau.Running.Log);
        Assert.DoesNotContain("code=", bureau.Running.Log);
    }

    private async Task<HttpStatusCode> StatusAsync(string session)
    {
        var cookies = new CookieContainer();
        cookies.Add(Own, new Cookie(Cookie, session));
        using var http = Bureau.Anonymous(bureau.Running, cookies);
        using var answer = await http.GetAsync("/api/session", Cancel);
        return answer.StatusCode;
    }
}
