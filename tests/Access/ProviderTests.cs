using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>Signing in at the identity provider of the house (CONTRACT.md §7): a session like any other, for who has an account.</summary>
[Collection(BureauUsers.Name)]
public sealed class ProviderTests(Bureau bureau) : IAsyncLifetime
{
    private static readonly string[] Viewer = ["viewer"], Leader = ["leader"], Several = ["leader", "auditor", "somebody"];
    private static readonly string[] Factors = ["pwd", "mfa"];
    private HttpClient admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        admin = await bureau.SignInAsync("root");
        bureau.Provider.Wrong = null;
    }

    public ValueTask DisposeAsync()
    {
        admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_is_given_roles_by_the_provider_gets_an_account_at_the_first_sign_in_and_the_roles_of_the_newest_token_after()
    {
        using var first = await ArriveAsync(
            new() { ["sub"] = "s-1", ["preferred_username"] = "zhang.san", ["name"] = "张三", ["roles"] = Leader });
        var session = await first.ReadAsync("/api/session");
        Assert.Equal(("zhang.san", "张三"), ((string)session["name"]!, (string)session["displayName"]!));
        Assert.Equal(Leader, session["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Empty(session["teams"]!.AsArray());
        Assert.Equal(0, (int)(await first.ReadAsync("/api/subjects"))["total"]!);

        using var second = await ArriveAsync(new() { ["sub"] = "s-1", ["preferred_username"] = "renamed", ["roles"] = Several });
        session = await second.ReadAsync("/api/session");
        Assert.Equal("zhang.san", (string)session["name"]!);
        Assert.Equal(["auditor", "leader"], session["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Null(session["teams"]);

        Assert.Equal("noRole", await RefusedAsync(new() { ["sub"] = "s-1", ["roles"] = "somebody" }));
        using var ended = await second.GetAsync("/api/session", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        var audit = await admin.GetStringAsync("/api/audit?actor=zhang.san", Cancel);
        Assert.Contains("\"action\":\"session.opened\",\"target\":\"\",\"detail\":\"identity provider\"", audit);
    }

    [Fact]
    public async Task An_operator_binds_an_account_to_a_subject_and_closing_it_ends_what_was_opened()
    {
        using var added = await admin.PostAsJsonAsync("/api/people", new { name = "bound", roles = Viewer, subject = "s-2" }, Cancel);
        var person = (await added.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Null(person["password"]);
        using var twice = await admin.PostAsJsonAsync("/api/people", new { name = "second", roles = Viewer, subject = "s-2" }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.DoesNotContain("\"second\"", await admin.GetStringAsync("/api/people", Cancel));

        using var http = await ArriveAsync(new() { ["sub"] = "s-2", ["roles"] = Viewer });
        Assert.Equal("bound", (string)(await http.ReadAsync("/api/session"))["name"]!);

        using var closed = await admin.DeleteAsync($"/api/people/{(string)person["id"]!}", Cancel);
        using var session = await http.GetAsync("/api/session", Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (closed.StatusCode, session.StatusCode));
        Assert.Equal("closed", await RefusedAsync(new() { ["sub"] = "s-2", ["roles"] = Viewer }));
    }

    [Fact]
    public async Task Nobody_comes_into_an_account_by_bearing_its_name()
    {
        Assert.Equal("nameTaken", await RefusedAsync(new() { ["sub"] = "s-3", ["preferred_username"] = "root", ["roles"] = Viewer }));
        Assert.Equal("noRole", await RefusedAsync(new() { ["sub"] = "s-4", ["preferred_username"] = "nobody" }));
    }

    [Fact]
    public async Task Who_has_a_second_factor_here_gives_its_code_unless_the_provider_has_asked_for_more_than_a_password()
    {
        using var added = await admin.PostAsJsonAsync("/api/people", new { name = "careful2", roles = Viewer, subject = "s-5" }, Cancel);
        var who = new Dictionary<string, object> { ["sub"] = "s-5", ["roles"] = Viewer };
        using var first = await ArriveAsync(who);
        using var begun = await first.PostAsync("/api/session/second-factor", null, Cancel);
        var key = (string)(await begun.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["key"]!;
        using var confirmed = await first.PutAsJsonAsync("/api/session/second-factor", new { otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);

        using var http = Bureau.Anonymous(bureau.Running);
        Assert.Equal("/sign-in?step=code&next=%2Fbureau", await GoAsync(http, who));
        using var half = await http.GetAsync("/api/session", Cancel);
        using var wrong = await http.PostAsJsonAsync("/api/session", new { otp = "000000" }, Cancel);
        using var right = await http.PostAsJsonAsync("/api/session", new { otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent],
            [half.StatusCode, wrong.StatusCode, right.StatusCode]);
        Assert.Equal("careful2", (string)(await http.ReadAsync("/api/session"))["name"]!);

        using var strong = await ArriveAsync(new(who) { ["amr"] = Factors });
        Assert.Equal("careful2", (string)(await strong.ReadAsync("/api/session"))["name"]!);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("key")]
    [InlineData("unsigned")]
    public async Task A_token_that_is_not_for_this_sign_in_opens_nothing(string wrong)
    {
        bureau.Provider.Wrong = wrong;
        Assert.Equal("failed", await RefusedAsync(new() { ["sub"] = "s-6", ["roles"] = Viewer }));
        Assert.DoesNotContain("s-6", bureau.Running.Log);
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_here_or_comes_twice_opens_nothing()
    {
        bureau.Provider.Who = new() { ["sub"] = "s-7", ["roles"] = Viewer };
        using var asked = Bureau.Anonymous(bureau.Running);
        var callback = await CallbackAsync(asked, "/bureau");
        using var other = Bureau.Anonymous(bureau.Running);
        Assert.StartsWith("/sign-in?problem=failed", await LocationAsync(other, callback));
        Assert.StartsWith("/sign-in?step=done", await LocationAsync(asked, callback));
        Assert.StartsWith("/sign-in?problem=failed", await LocationAsync(asked, callback));
        Assert.StartsWith("/sign-in?problem=", await LocationAsync(other, new("/api/session/oidc/callback", UriKind.Relative)));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task The_way_ends_on_a_page_of_ours_whatever_was_asked_for(string next)
    {
        bureau.Provider.Who = new() { ["sub"] = "s-8", ["roles"] = Viewer };
        using var http = Bureau.Anonymous(bureau.Running);
        Assert.Equal("/sign-in?step=done", await LocationAsync(http, await CallbackAsync(http, next)));
    }

    [Fact]
    public async Task Who_leaves_ends_the_session_at_the_provider_too_and_is_led_back_to_our_sign_in_and_nowhere_else()
    {
        using var http = await ArriveAsync(new() { ["sub"] = "s-9", ["roles"] = Viewer });
        using var left = await http.DeleteAsync("/api/session", Cancel);
        var next = (string)(await left.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["next"]!;
        using var session = await http.GetAsync("/api/session", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);

        var back = await LocationAsync(http, new(await LocationAsync(http, new($"{next}?lang=en", UriKind.Relative))));
        Assert.Equal("s-9", bureau.Provider.Left);
        Assert.StartsWith($"http://127.0.0.1:{bureau.Running.Port}/api/session/oidc/left?state=", back);
        Assert.Equal("/sign-in?lang=en", await LocationAsync(http, new(back)));

        Assert.Equal("/sign-in", await LocationAsync(http, new(next, UriKind.Relative)));
        var forged = new Uri($"/api/session/oidc/left?state={Uri.EscapeDataString("https://evil.example/")}", UriKind.Relative);
        Assert.Equal("/sign-in", await LocationAsync(http, forged));
    }

    private async Task<HttpClient> ArriveAsync(Dictionary<string, object> who)
    {
        var http = Bureau.Anonymous(bureau.Running);
        Assert.Equal("/sign-in?step=done&next=%2Fbureau", await GoAsync(http, who));
        return http;
    }

    /// <returns>The problem that the sign-in page is led to.</returns>
    private async Task<string> RefusedAsync(Dictionary<string, object> who)
    {
        using var http = Bureau.Anonymous(bureau.Running);
        var location = await GoAsync(http, who);
        using var session = await http.GetAsync("/api/session", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        return location.Split("problem=")[1].Split('&', '#')[0];
    }

    private async Task<string> GoAsync(HttpClient http, Dictionary<string, object> who)
    {
        bureau.Provider.Who = who;
        return await LocationAsync(http, await CallbackAsync(http, "/bureau"));
    }

    /// <summary>To the provider, which leads back with a code.</summary>
    private static async Task<Uri> CallbackAsync(HttpClient http, string next)
    {
        var authorize = await LocationAsync(http, new($"/api/session/oidc?next={Uri.EscapeDataString(next)}", UriKind.Relative));
        return new(await LocationAsync(http, new(authorize)));
    }

    private static async Task<string> LocationAsync(HttpClient http, Uri address)
    {
        using var answer = await http.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
