using System.Net;
using System.Net.WebSockets;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>Pages of other sites get nothing, in <c>Open</c> mode too (CONTRACT.md §7).</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class BrowserSafetyTests(PlainDashboard dashboard)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private Uri Own => dashboard.Http.BaseAddress!;

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1")]
    public async Task A_page_of_another_site_changes_nothing(string origin)
    {
        foreach (var path in (string[])["/api/events", "/api/verify", "/api/quarantine/1/dismiss", "/api/session"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Origin", origin } } };
            using var answer = await dashboard.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_post_that_says_no_origin_but_comes_from_another_site_changes_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/verify") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var answer = await dashboard.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_hub_opens_to_our_own_pages_and_to_programs_alone()
    {
        var hub = new UriBuilder(new Uri(Own, "/hubs/dashboard")) { Scheme = "ws" }.Uri;
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", "http://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(hub, Cancel));

        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Origin", Own.GetLeftPart(UriPartial.Authority));
        await own.ConnectAsync(hub, Cancel);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.1")]
    public async Task A_name_that_leads_here_by_somebody_elses_DNS_is_not_answered(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/views/jurisdiction/330203") { Headers = { Host = host } };
        using var answer = await dashboard.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("AllowedHosts", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "bureau.example")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task Where_nobody_is_asked_who_they_are_no_proxy_lets_others_in(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about") { Headers = { { header, value } } };
        using var answer = await dashboard.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Dashboard:Proxies", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/quarantine")]
    [InlineData("/js/shell.js")]
    [InlineData("/css/base.css")]
    [InlineData("/api/about")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_binds_what_a_browser_may_do_with_it(string path)
    {
        using var answer = await dashboard.Http.GetAsync(path, Cancel);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("default-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
    }

    [Fact]
    public async Task Answers_of_the_API_are_kept_by_nobody()
    {
        using var answer = await dashboard.Http.GetAsync("/api/views/jurisdiction/330203", Cancel);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }
}
