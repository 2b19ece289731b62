using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Tests.Access;

/// <summary>Screens on walls (CONTRACT.md §8): known by a code, masked by their place, told what to do, and gone when they are revoked.
/// </summary>
public sealed class PairedScreenTests(Bureau bureau) : IClassFixture<Bureau>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private HttpClient admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => admin = await bureau.SignInAsync("root");

    public ValueTask DisposeAsync()
    {
        admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task After_five_wrong_codes_nothing_more_is_tried_for_a_while()
    {
        await Bureau.AddAsync(admin, "guesser", "operator");
        using var guesser = await bureau.SignInAsync("guesser");
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var answer = await guesser.PostAsJsonAsync("/api/screens", new { code = "none", name = "wall", place = "hall" }, Cancel);
            answers.Add(answer.StatusCode);
            Assert.Equal(attempt == 5, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.NotFound, 5), HttpStatusCode.TooManyRequests], answers);
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("place")]
    public async Task What_is_taken_from_a_screen_ends_its_link_within_five_seconds(string how)
    {
        var (id, cookies) = await PairAsync("corridor");
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await HubAsync(cookies);
        hub.Closed += _ => Task.FromResult(cut.TrySetResult());
        await hub.InvokeAsync<object>("Watch", Api.Jurisdiction, null, Cancel);

        using var answer = how == "revoked" ? await admin.DeleteAsync($"/api/screens/{id}", Cancel)
            : await admin.PutAsJsonAsync($"/api/screens/{id}", new { place = "hall" }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);

        await cut.Task.WaitAsync(Soon, Cancel);
        using var screen = Bureau.Anonymous(bureau.Running, cookies);
        using var own = await screen.GetAsync("/api/screen", Cancel);
        Assert.Equal(how == "revoked" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task A_screen_is_online_while_it_is_linked_and_does_what_it_is_told()
    {
        var (id, cookies) = await PairAsync("hall");
        Assert.False((bool)(await RowAsync(id))["online"]!);
        Assert.Equal("failed", (string)(await ToldAsync(id, new { kind = "identify" }))["state"]!);

        await using (var hub = await HubAsync(cookies))
        {
            hub.On<string, string, string>("command",
                (order, kind, _) => hub.SendAsync("Done", order, kind != "reload", $"{kind}!", Cancel));
            await hub.InvokeAsync("Report", "build-7", "1920x1080", Cancel);
            var row = await RowAsync(id);
            Assert.Equal((true, "build-7", "1920x1080"), ((bool)row["online"]!, (string)row["build"]!, (string)row["resolution"]!));

            var done = await ToldAsync(id, new { kind = "message", args = new { text = "三点开会" } });
            Assert.Equal(("done", "message!"), ((string)done["state"]!, (string)done["result"]!));
            Assert.Equal("failed", (string)(await ToldAsync(id, new { kind = "reload" }))["state"]!);
        }

        using var within = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((bool)(await RowAsync(id))["online"]!)
        {
            await timer.WaitForNextTickAsync(within.Token);
        }

        Assert.NotNull((string?)(await RowAsync(id))["offlineSince"]);
    }

    [Fact]
    public async Task A_hall_sees_no_number_of_a_case_and_no_firm_that_is_not_decided_on_and_a_corridor_only_last_characters()
    {
        const string Firm = "未决示例货运有限公司";
        using var source = Bureau.Anonymous(bureau.Running);
        source.DefaultRequestHeaders.Authorization =
            new("Bearer", (await Bureau.TokenAsync(admin, new { name = "all", prefixes = Bureau.AnySource })).Token);
        var (overdue, fresh) = (Told.NewId("LONGCASE"), Told.NewId("C"));
        var longAgo = $"{int.Parse(Told.Today[..4]) - 1}-01-08";
        await source.AcceptAsync(Told.Filed(overdue, "T01", party: Told.Organisation(Firm), day: longAgo));

        var shown = new Dictionary<string, StringBuilder>();
        var hubs = new List<HubConnection>();
        foreach (var place in (string[])["hall", "corridor", "command"])
        {
            var (bytes, hub) = (shown[place] = new(), await HubAsync((await PairAsync(place)).Cookies));
            hubs.Add(hub);
            hub.On<object>("frame", frame => bytes.Append(frame));
            await Assert.ThrowsAnyAsync<Exception>(() => hub.InvokeAsync<object>("Watch", "team/T01", null, Cancel));
            bytes.Append(await hub.InvokeAsync<object>("Watch", Api.Jurisdiction, null, Cancel));
        }

        await source.AcceptAsync(Told.Filed(fresh, "T02", party: Told.Organisation(Firm)));
        using var within = new CancellationTokenSource(Soon);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (shown.Values.Any(bytes => !bytes.ToString().Contains("\"patch\":{\"asOf\"", StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync(within.Token);
        }

        Assert.All(shown.Values, bytes => Assert.DoesNotContain(Firm, bytes.ToString()));
        Assert.Contains(overdue, shown["command"].ToString());
        Assert.DoesNotContain(overdue, shown["corridor"].ToString());
        Assert.Contains($"\"subject\":\"{overdue[^4..]}\"", shown["corridor"].ToString());
        Assert.DoesNotContain("\"subject\"", shown["hall"].ToString());
        Assert.DoesNotContain("LONGCASE", shown["hall"].ToString());
        foreach (var hub in hubs)
        {
            await hub.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""[{"id":"Hall","name":"大厅","interrupt":"none","pages":[{"part":"overview","seconds":60}]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"none","pages":[]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"none","pages":[{"part":"basement","seconds":60}]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"none","pages":[{"part":"overview","seconds":0}]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"loud","pages":[{"part":"overview","seconds":60}]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"none","seams":2,"pages":[{"part":"overview","seconds":60}]}]""")]
    [InlineData("""[{"id":"hall","name":"大厅","interrupt":"none","view":"team/T999","pages":[{"part":"overview","seconds":60}]}]""")]
    [InlineData("""
        [{"id":"hall","name":"大厅","interrupt":"none","pages":[{"part":"overview","seconds":60}],
          "plan":[{"from":"8","to":"25:00","pages":[{"part":"overview","seconds":60}]}]}]
        """)]
    public async Task A_scene_that_could_not_be_played_is_refused_with_a_sentence_and_nothing_changes(string scenes)
    {
        var before = await admin.GetStringAsync("/api/scenes", Cancel);

        using var answer = await admin.PutAsync("/api/scenes", new StringContent(scenes, null, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["detail"]!);
        Assert.Equal(before, await admin.GetStringAsync("/api/scenes", Cancel));
    }

    private Task<(string Id, CookieContainer Cookies)> PairAsync(string place) => Bureau.PairAsync(bureau.Running, admin, place);

    private async Task<HubConnection> HubAsync(CookieContainer cookies)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{bureau.Running.Port}/hubs/dashboard", options => options.Cookies = cookies).Build();
        await hub.StartAsync(Cancel);
        return hub;
    }

    private async Task<JsonNode> RowAsync(string id) =>
        (await admin.GetFromJsonAsync<JsonArray>("/api/screens", Cancel))!.Single(row => (string)row!["id"]! == id)!;

    /// <summary>Tells a screen something and waits for how that ended.</summary>
    private async Task<JsonObject> ToldAsync(string id, object command)
    {
        using var told = await admin.PostAsJsonAsync($"/api/screens/{id}/commands", command, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        var order = (string)(await told.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
        using var within = new CancellationTokenSource(Soon);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var now = await admin.ReadAsync($"/api/screens/{id}/commands/{order}");
            if ((string)now["state"]! != "sent")
            {
                return now;
            }

            await timer.WaitForNextTickAsync(within.Token);
        }
    }
}
