using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Tests.Access;

/// <summary>Signing in, and what happens to what is open when rights are taken away (CONTRACT.md §7).</summary>
[Collection(BureauUsers.Name)]
public sealed class SessionTests(Bureau bureau) : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly string[] Viewer = ["viewer"], Leader = ["leader"], FirstTeam = ["T01"];
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private HttpClient admin = null!;

    private RunningDashboard Dashboard => bureau.Running;

    public async ValueTask InitializeAsync() => admin = await bureau.SignInAsync("root");

    public ValueTask DisposeAsync()
    {
        admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_set_up_address_serves_once_and_a_session_says_who_one_is()
    {
        using var again = await Dashboard.Http.PostAsJsonAsync("/api/setup",
            new { secret = await Bureau.SecretAsync(Dashboard), name = "other", password = Bureau.Password }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);

        var session = (await admin.GetFromJsonAsync<JsonObject>("/api/session", Cancel))!;
        Assert.Equal("root", (string)session["name"]!);
        Assert.Equal("admin", (string)session["roles"]![0]!);
        Assert.Null(session["teams"]);

        using var signedOut = await admin.DeleteAsync("/api/session", Cancel);
        using var gone = await admin.GetAsync("/api/session", Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (signedOut.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task Neither_many_names_from_one_host_nor_many_tries_at_once_are_a_way_around()
    {
        using var sprayer = bureau.From("127.0.0.2");
        var sprayed = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => TryAsync(sprayer, $"name {number}")));
        Assert.Equal(50, sprayed.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(10, sprayed.Count(status => status == HttpStatusCode.TooManyRequests));
        using var many = bureau.From("127.0.0.3");
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => TryAsync(many, "one name")));
        Assert.Equal(5, atOnce.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(25, atOnce.Count(status => status == HttpStatusCode.TooManyRequests));
        using var other = await bureau.SignInAsync("viewer");

        static async Task<HttpStatusCode> TryAsync(HttpClient http, string name)
        {
            using var answer = await http.PostAsJsonAsync("/api/session", new { name, password = "one for all of them" }, Cancel);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password123")]
    [InlineData("aaaaaaaaaaaaa")]
    [InlineData("my name is weak!")]
    public async Task A_password_that_is_short_common_or_the_name_is_refused_with_a_sentence(string password)
    {
        using var answer = await admin.PostAsJsonAsync("/api/people", new { name = "weak", roles = Viewer, password }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["detail"]!);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("scope")]
    [InlineData("password")]
    public async Task What_is_taken_away_ends_open_connections_within_five_seconds(string how)
    {
        var id = await Bureau.AddAsync(admin, $"person-{how}", "leader");
        var cookies = new CookieContainer();
        using var http = await Bureau.SignInAsync(Dashboard, $"person-{how}", cookies);
        var cut = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await HubAsync(cookies, cut);
        await hub.InvokeAsync<object>("Watch", "team/T02", null, Cancel);

        using var answer = how switch
        {
            "close" => await admin.DeleteAsync($"/api/people/{id}", Cancel),
            "scope" => await admin.PutAsJsonAsync($"/api/people/{id}", new { roles = Leader, teams = FirstTeam }, Cancel),
            _ => await admin.PostAsync($"/api/people/{id}/reset", null, Cancel),
        };
        Assert.True(answer.IsSuccessStatusCode);

        await cut.Task.WaitAsync(Soon, Cancel);
        using var view = await http.GetAsync("/api/views/team/T02", Cancel);
        Assert.Equal(how == "scope" ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized, view.StatusCode);
    }

    private async Task<HubConnection> HubAsync(CookieContainer cookies, TaskCompletionSource<Exception?> cut)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{Dashboard.Port}/hubs/dashboard", options => options.Cookies = cookies)
            .Build();
        hub.Closed += problem =>
        {
            cut.TrySetResult(problem);
            return Task.CompletedTask;
        };
        await hub.StartAsync(Cancel);
        return hub;
    }
}
