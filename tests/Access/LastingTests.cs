using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Access;

/// <summary>What outlives the server: sessions, and an audit in which nothing changes unnoticed (CONTRACT.md §7).</summary>
public sealed class LastingTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RunningDashboard dashboard = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        dashboard = await RunningDashboard.StartAsync(more: new Dictionary<string, string> { ["Dashboard__Auth__Mode"] = "Required" });
        await Bureau.SetUpAsync(dashboard);
        admin = await Bureau.SignInAsync(dashboard, "root");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_cookies_of_people_and_screens_are_out_of_reach_of_scripts_and_other_sites_and_outlive_the_server()
    {
        using var http = Bureau.Anonymous(dashboard);
        using var answer = await http.PostAsJsonAsync("/api/session", new { name = "root", password = Bureau.Password }, Cancel);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var (id, cookies) = await Bureau.PairAsync(dashboard, admin, "hall");
        using var told = await admin.PostAsJsonAsync(
            $"/api/screens/{id}/commands", new { kind = "scene", args = new { scene = "corridor" } }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        using var screen = Bureau.Anonymous(dashboard, cookies);
        using var before = Bureau.Anonymous(dashboard, new CookieContainer());
        before.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(before.BaseAddress!));

        await dashboard.StopAsync();
        await ChangeAsync("UPDATE screens SET renewed = 1");
        dashboard.Launch();
        await dashboard.ReadyAsync();
        using var session = await http.GetAsync("/api/session", Cancel);
        Assert.Equal(HttpStatusCode.OK, session.StatusCode);
        Assert.Equal("corridor", (string)(await screen.ReadAsync("/api/screen"))["scene"]!["id"]!);

        // Its credential was old: it got another, and the one before holds until it has come with that.
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/api/session", Cancel)).StatusCode);
        await screen.ReadAsync("/api/screen");
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/api/session", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_asks_for_codes_without_end_is_told_to_wait()
    {
        using var http = Bureau.Anonymous(dashboard);
        for (var asked = 1; asked <= 200; asked++)
        {
            using var answer = await http.GetAsync("/api/screens/pairings/none", Cancel);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return;
            }
        }

        Assert.Fail("200 requests within a moment were all answered");
    }

    /// <summary>Changes one row behind the product's back.</summary>
    private async Task ChangeAsync(string statement)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "dashboard.db")};Default Timeout=30");
        await database.OpenAsync(Cancel);
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // A literal of this file.
        command.CommandText = statement;
#pragma warning restore CA2100
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
    }
}
