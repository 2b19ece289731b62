using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>Supervision orders over HTTP, with a person of each role (SUPERVISION.md §2).</summary>
public sealed class SupervisionTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Helpers = ["T01"];

    private static string Draft(string team) => $"DB-W04-{team}-{Told.Today.Replace("-", "", StringComparison.Ordinal)}";

    [Fact]
    public async Task S2_1_and_2_Sixty_breaches_of_a_team_on_a_day_are_one_draft_of_sixty_subjects_however_often_they_are_told()
    {
        using var source = await SourceAsync();
        using var supervisor = await bureau.SignInAsync("supervisor");
        var told = Enumerable.Range(0, 60).SelectMany(_ => Breach(Told.NewId("C"), "T07")).ToArray();

        await source.AcceptAsync(told);
        await Patience.UntilAsync(async () => await NumberAsync(supervisor, Draft("T07")) == 60, "one draft of 60 subjects");
        await source.TellAsync(told);

        Assert.Equal(60, await NumberAsync(supervisor, Draft("T07")));
        var drafts = (await supervisor.ReadAsync("/api/subjects?kind=order&stage=drafted&team=T07"))["rows"]!.AsArray()
            .Select(row => (string)row!["id"]!).Where(id => id.StartsWith("DB-W04-", StringComparison.Ordinal));
        Assert.Equal([Draft("T07")], drafts);
    }

    [Fact]
    public async Task S2_6_An_order_goes_from_a_breach_to_its_closing_and_the_team_cannot_close_it_itself()
    {
        using var source = await SourceAsync();
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        var (@case, id) = (Told.NewId("C"), Draft("T01"));
        await source.AcceptAsync(Breach(@case, "T01"));
        await Patience.UntilAsync(async () => await NumberAsync(supervisor, id) == 1, "a draft");

        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, id, "issued", new { due = Due, demand = "整改" }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, id, "issued", new { due = Due, demand = "整改" }));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, id, "issued", new { due = Due, demand = "整改" }));
        Assert.Equal(1, (long?)(await leader.ViewAsync("team/T01"))["orders"]!["open"]);
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(leader, id, "accepted", new { }));
        Assert.Equal(HttpStatusCode.BadRequest, await ActAsync(leader, id, "reported", new
        {
            cause = "Weather", correction = "补", prevention = "防", evidence = new[] { new { kind = "subject", @ref = @case } },
        }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(leader, id, "reported", new
        {
            cause = "Duty", correction = "补", prevention = "防", evidence = new[] { new { kind = "subject", @ref = @case } },
        }));

        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, id, "closed", new { }));
        await source.AcceptAsync(Told.Event("order.closed", new()
        {
            ["orderId"] = id, ["at"] = Told.At(TimeSpan.Zero), ["by"] = "u-17", ["byRole"] = "R4",
        }, time: Told.At(TimeSpan.FromSeconds(1))));
        var refused = await supervisor.ReadAsync($"/api/orders/{id}");
        Assert.Equal(("reported", "K1"), ((string)refused["stage"]!, (string)refused["story"]!.AsArray()
            .Last(told => (string)told!["type"]! == "order.closed")!["void"]!));

        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, id, "closed", new { }));
        Assert.Equal("closed", (string)(await supervisor.ReadAsync($"/api/orders/{id}"))["stage"]!);
        Assert.Contains(id, await ListedAsync(supervisor, "T01"));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, id, "lookedBack", new { outcome = "Held" }));
        Assert.DoesNotContain(id, await ListedAsync(supervisor, "T01"));
        Assert.DoesNotContain(id, await ListedAsync(supervisor, "T01"));
        Assert.DoesNotContain((await supervisor.ReadAsync($"/api/subjects/{@case}?kind=case"))["warnings"]!.AsArray(),
            warning => (string)warning!["rule"]! == "W04" && (bool)warning["open"]!);
        using var admin = await bureau.SignInAsync("root");
        await admin.VerifyAsync();
    }

    [Fact]
    public async Task What_is_none_of_theirs_is_refused_and_an_order_of_another_team_is_not_there()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        using var auditor = await bureau.SignInAsync("auditor");
        using var viewer = await bureau.SignInAsync("viewer");
        var given = new
        {
            teamId = "T02", title = "未公示", severity = "Red", demand = "MARK-77", rule = "W02",
            targets = new[] { new { subjectType = "case", subjectId = "C-1" } },
        };

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(leader, "/api/orders", given));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(auditor, "/api/orders", given));
        using var answer = await supervisor.PostAsJsonAsync("/api/orders", given, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;

        Assert.Equal(404, (await leader.TryReadAsync($"/api/orders/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(leader, id, "accepted", new { }));
        Assert.Equal(403, (await viewer.TryReadAsync("/api/orders")).Status);
        Assert.DoesNotContain("MARK-77", (await auditor.ReadAsync($"/api/orders/{id}")).ToJsonString());
        Assert.Contains("MARK-77", (await supervisor.ReadAsync($"/api/orders/{id}")).ToJsonString());
        Assert.DoesNotContain("MARK-77", (await supervisor.ReadAsync($"/api/subjects/{id}?kind=order")).ToJsonString());
    }

    [Fact]
    public async Task All_orders_are_listed_however_many_there_are()
    {
        using var source = await SourceAsync();
        using var supervisor = await bureau.SignInAsync("supervisor");
        string[] ids = [.. Enumerable.Range(0, 520).Select(static _ => Told.NewId("DB-MANY"))];
        await source.AcceptAsync([.. ids.Select(static id => Told.Event("order.drafted", new()
        {
            ["orderId"] = id, ["origin"] = "Leader", ["severity"] = "General", ["teamId"] = "T05", ["title"] = "专项督办",
            ["targets"] = new JsonArray(new JsonObject { ["subjectType"] = "case", ["subjectId"] = "C-1" }),
        }))]);

        Assert.Empty(ids.Except(await ListedAsync(supervisor, "T05")));
    }

    [Fact]
    public async Task S13_W36_A_draft_that_waits_is_listed_with_the_legal_section_and_not_with_the_team_and_verify_agrees()
    {
        using var source = await SourceAsync();
        using var supervisor = await bureau.SignInAsync("supervisor");
        await source.AcceptAsync(Breach(Told.NewId("C"), "T06"));
        await Patience.UntilAsync(async () => await NumberAsync(supervisor, Draft("T06")) == 1, "a draft");

        await Patience.UntilAsync(async () => (await WaitingAsync("T10")).Contains(Draft("T06")), "the legal section has the draft");
        Assert.DoesNotContain(Draft("T06"), await WaitingAsync("T06"));
        using var admin = await bureau.SignInAsync("root");
        Assert.Equal("[]", (await admin.DoAsync("/api/verify")).Answer["differences"]!.ToJsonString());

        async Task<string[]> WaitingAsync(string team) =>
        [
            .. (await supervisor.ReadAsync($"/api/evidence?view=team/{team}&due={Told.Today}..{Due}"))["rows"]!.AsArray()
                .Where(static row => (string)row!["rule"]! == "W36").Select(static row => (string)row!["id"]!),
        ];
    }

    [Fact]
    public async Task S2_A_team_that_takes_part_sees_the_order_and_reports_and_the_team_in_charge_answers()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        using var answer = await supervisor.PostAsJsonAsync("/api/orders", new
        {
            teamId = "T02", title = "联合整治", severity = "Red", demand = "d", coTeams = Helpers,
            targets = new[] { new { subjectType = "case", subjectId = "C-1" } },
        }, Cancel);
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;

        var read = await leader.ReadAsync($"/api/orders/{id}");
        Assert.Equal(("T02", "T01"), ((string)read["team"]!, (string)read["coTeams"]!.AsArray().Single()!));
        Assert.Contains((await leader.ReadAsync("/api/orders"))["rows"]!.AsArray(), row => (string)row!["id"]! == id);
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, id, "accepted", new { }));

        using var source = await SourceAsync();
        var now = Rfc3339.Write(TimeProvider.System.GetUtcNow());
        await source.AcceptAsync(Told.Event("order.accepted", new() { ["orderId"] = id, ["at"] = now, ["by"] = "u-2" }, time: now));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(leader, id, "reported", new
        {
            cause = "Duty", correction = "补", prevention = "防", evidence = new[] { new { kind = "subject", @ref = "C-1" } },
            interim = false,
        }));
        read = await leader.ReadAsync($"/api/orders/{id}");
        Assert.Equal("accepted", (string)read["stage"]!);
        Assert.True((bool)read["story"]!.AsArray().Single(static told => (string)told!["type"]! == "order.reported")!["interim"]!);
    }

    /// <summary>A day that lies far enough ahead for an order issued today.</summary>
    private static string Due => DateOnly.ParseExact(Told.Today, "yyyy-MM-dd").AddDays(14).ToString("yyyy-MM-dd");

    /// <summary>A case that is decided without the legal review it needs: W04.</summary>
    private static JsonObject[] Breach(string id, string team) => [Told.Filed(id, team), Told.Decided(id, 300, team)];

    private static async Task<long> NumberAsync(HttpClient http, string id)
    {
        var (status, order) = await http.TryReadAsync($"/api/orders/{id}");
        return status == 200 ? (long)order["number"]! : 0;
    }

    private static async Task<IEnumerable<string>> ListedAsync(HttpClient http, string team) =>
        (await http.ReadAsync($"/api/orders?team={team}"))["rows"]!.AsArray().Select(static row => (string)row!["id"]!);

    private static Task<HttpStatusCode> ActAsync(HttpClient http, string id, string act, object data) =>
        PostAsync(http, $"/api/orders/{id}/{act}", data);

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, object data)
    {
        using var answer = await http.PostAsJsonAsync(path, data, Cancel);
        return answer.StatusCode;
    }

    private async Task<HttpClient> SourceAsync()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        return bureau.With(token);
    }
}
