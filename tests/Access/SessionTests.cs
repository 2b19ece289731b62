using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
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

    [Theory]
    [InlineData("guessed")]
    [InlineData("nobody")]
    public async Task After_five_failures_nothing_more_is_tried_whether_there_is_such_a_name_or_not(string name)
    {
        if (name == "guessed")
        {
            await Bureau.AddAsync(admin, name, "viewer");
        }

        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var http = Bureau.Anonymous(Dashboard);
            using var answer = await http.PostAsJsonAsync("/api/session", new { name, password = $"guess number {attempt}" }, Cancel);
            answers.Add(answer.StatusCode);
            Assert.Equal(attempt == 5, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task Neither_many_names_from_one_host_nor_many_tries_at_once_are_a_way_around()
    {
        using var sprayer = From("127.0.0.2");
        var sprayed = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => TryAsync(sprayer, $"name {number}")));
        Assert.Equal(50, sprayed.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(10, sprayed.Count(status => status == HttpStatusCode.TooManyRequests));
        using var many = From("127.0.0.3");
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

    [Fact]
    public async Task A_revoked_or_expired_token_sends_nothing_more_within_five_seconds()
    {
        var (id, token) = await Bureau.TokenAsync(admin, new { name = "one", prefixes = Bureau.AnySource });
        using var source = Bureau.Anonymous(Dashboard);
        source.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(200, (await source.PostBodyAsync(Api.BatchOf(Told.Filed(Told.NewId("C"), "T01")), Api.Batch)).Status);

        using var revoked = await admin.DeleteAsync($"/api/sources/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var within = new CancellationTokenSource(Soon);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await source.PostBodyAsync(Api.BatchOf(Told.Filed(Told.NewId("C"), "T01")), Api.Batch)).Status != 401)
        {
            await timer.WaitForNextTickAsync(within.Token);
        }

        Assert.DoesNotContain(token, Dashboard.Log);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_once_it_is_confirmed_and_a_code_of_it_signs_in()
    {
        await Bureau.AddAsync(admin, "careful", "viewer");
        using var http = await Bureau.SignInAsync(Dashboard, "careful");
        using var begun = await http.PostAsync("/api/session/second-factor", null, Cancel);
        var key = (string)(await begun.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["key"]!;
        using var wrong = await http.PutAsJsonAsync("/api/session/second-factor", new { otp = "000000" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var confirmed = await http.PutAsJsonAsync("/api/session/second-factor", new { otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);

        using var other = Bureau.Anonymous(Dashboard);
        using var without = await other.PostAsJsonAsync("/api/session", new { name = "careful", password = Bureau.Password }, Cancel);
        using var with = await other.PostAsJsonAsync("/api/session",
            new { name = "careful", password = Bureau.Password, otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (without.StatusCode, with.StatusCode));
    }

    /// <summary>A client that comes from another address of the loopback.</summary>
    private HttpClient From(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, Dashboard.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new($"http://127.0.0.1:{Dashboard.Port}") };

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
