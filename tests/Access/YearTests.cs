using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>The year over HTTP, with a person of each role (SUPERVISION.md §3).</summary>
public sealed class YearTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static readonly int Year = int.Parse(Told.Today[..4], System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static object Duty(string team, object? measure = null, string[]? helpers = null) => new
    {
        agendaId = "A", no = "三(二)4", text = "以案释法", chapter = "四", leadTeam = team, due = $"{Year}-12-31", leaderRole = "分管领导",
        post = "法制员", measure, coTeams = helpers,
    };

    [Fact]
    public async Task S3_A_duty_goes_from_its_assignment_to_its_verification_by_forms_that_refuse_what_is_not_theirs()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        using var viewer = await bureau.SignInAsync("viewer");

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(leader, "/api/year/duty", Duty("T01")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(viewer, "/api/year/duty", Duty("T01")));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(supervisor, "/api/year/weather", Duty("T01")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(supervisor, "/api/year/duty", new { text = "t" }));
        var duty = await BeginAsync(supervisor, Duty("T01"));
        var elsewhere = await BeginAsync(supervisor, Duty("T05"));

        Assert.Equal(404, (await leader.TryReadAsync($"/api/year/duties/{elsewhere}")).Status);
        Assert.Equal(403, (await viewer.TryReadAsync("/api/year")).Status);
        var done = new { percent = 100, text = "MARK-31", done = true };
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(supervisor, duty, "progressReported", done));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(leader, duty, "progressReported", done));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, duty, "verified", new { verdict = "Done" }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, duty, "verified", new { verdict = "Done" }));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, duty, "verified", new { verdict = "Done" }));

        var read = await supervisor.ReadAsync("/api/year");
        var rows = read["rows"]!.AsArray();
        Assert.Equal(("verified", 100), ((string)Row(rows, duty)!["stage"]!, (int)Row(rows, duty)!["percent"]!));
        Assert.Null(Row((await leader.ReadAsync("/api/year"))["rows"]!.AsArray(), elsewhere));
        // What people wrote stays with those who work with it.
        using var auditor = await bureau.SignInAsync("auditor");
        Assert.Contains("MARK-31", (await leader.ReadAsync($"/api/year/duties/{duty}")).ToJsonString());
        Assert.DoesNotContain("MARK-31", (await auditor.ReadAsync($"/api/year/duties/{duty}")).ToJsonString());
        var told = (await supervisor.ViewAsync("team/T01"))["duties"]!;
        Assert.True((int)told["done"]! >= 1);
    }

    [Fact]
    public async Task S3_1_A_team_that_takes_part_sees_the_duty_and_reports_and_the_leading_team_says_that_it_is_done()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        var duty = await BeginAsync(supervisor, Duty("T05", helpers: ["T01"]));

        Assert.NotNull(Row((await leader.ReadAsync("/api/year"))["rows"]!.AsArray(), duty));
        Assert.Equal(HttpStatusCode.NoContent,
            await ActAsync(leader, duty, "progressReported", new { percent = 60, text = "t", done = true }));
        var read = await leader.ReadAsync($"/api/year/duties/{duty}");
        Assert.Equal(("reported", 60, "T05"), ((string)read["stage"]!, (int)read["percent"]!, (string)read["team"]!));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, duty, "selfChecked",
            new { quarter = $"{Year}Q4", verdict = "OnTrack", text = "t" }));
    }

    [Fact]
    public async Task S3_1_Of_24_duties_over_eight_chapters_a_team_leads_five_and_each_counts_once_though_it_names_three_others()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var (agenda, before) = (Told.NewId("A"), (int)(await supervisor.ReadAsync("/api/year"))["summary"]!["duties"]!);
        var duties = Enumerable.Range(0, 24).Select(at => Told.Event("duty.assigned", new()
        {
            ["dutyId"] = $"{agenda}-{at:00}", ["agendaId"] = agenda, ["no"] = $"{at + 1}", ["text"] = "t",
            ["chapter"] = $"第{(at % 8) + 1}章",
            ["leadTeam"] = at < 5 ? "T04" : $"T0{6 + (at % 4)}", ["due"] = $"{Year}-12-31", ["leaderRole"] = "分管领导", ["post"] = "法制员",
            ["coTeams"] = new JsonArray("T02", "T03", at < 5 ? "T06" : "T04"),
        })).ToArray();

        await source.AcceptAsync(duties);

        var read = await supervisor.ReadAsync("/api/year");
        var rows = read["rows"]!.AsArray().Where(row => ((string)row!["id"]!).StartsWith(agenda, StringComparison.Ordinal)).ToList();
        Assert.Equal((24, 8, 5), (rows.Count, rows.Select(static row => (string)row!["chapter"]!).Distinct().Count(),
            rows.Count(static row => (string)row!["team"]! == "T04")));
        Assert.Equal(before + 24, (int)read["summary"]!["duties"]!);
        Assert.Equal(5, (int)(await supervisor.ViewAsync("team/T04"))["duties"]!["open"]!);
        Assert.Null((await supervisor.ViewAsync("team/T03"))["duties"]);
    }

    [Fact]
    public async Task S3_2_The_ledger_counts_a_duty_measured_by_facts_and_reports_it_done()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        var duty = await BeginAsync(supervisor, new
        {
            agendaId = "A", no = "1", text = "旁听庭审", chapter = "七", leadTeam = "T10", due = $"{Year}-12-31", leaderRole = "r", post = "p",
            measure = new { kind = "Facts", factType = "meeting.held", where = new { kind = "CourtVisit" }, least = 2 },
        });
        var acts = (await supervisor.ReadAsync($"/api/year/duties/{duty}"))["acts"]!.AsArray();
        Assert.DoesNotContain(acts, static act => (string)act!["act"]! == "progressReported");

        foreach (var kind in new[] { "CourtVisit", "HeadsStudy", "CourtVisit" })
        {
            Assert.Equal(HttpStatusCode.Created,
                await PostAsync(supervisor, "/api/year/meeting", new { day = Told.Today, kind, topic = "t" }));
        }

        await Patience.UntilAsync(async () => (string)(await supervisor.ReadAsync($"/api/year/duties/{duty}"))["stage"]! == "doneReported",
            "the ledger has counted two visits");
        var read = await supervisor.ReadAsync($"/api/year/duties/{duty}");
        Assert.Equal((2, 100), ((int)read["count"]!, (int)read["percent"]!));
    }

    [Fact]
    public async Task S3_A_duty_measured_by_a_metric_shows_what_that_of_its_team_stands_at()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var measure = new { kind = "Metric", metricId = "M01", target = 100 };
        var (own, section) = (await BeginAsync(supervisor, Duty("T08", measure)), await BeginAsync(supervisor, Duty("T10", measure)));
        var id = Told.NewId("C");

        await source.AcceptAsync(Told.Filed(id, "T08"), Told.Decided(id, 300), Told.Event("decision.published",
            new() { ["subjectType"] = "case", ["subjectId"] = id, ["day"] = Told.Today, ["url"] = "https://example.invalid" }));

        var rows = (await supervisor.ReadAsync("/api/year"))["rows"]!.AsArray();
        var bureaus = (await supervisor.ViewAsync(Api.Jurisdiction))["metrics"]!["M01"]!;
        Assert.Equal((1, 1), ((int)Row(rows, own)!["rate"]!["numerator"]!, (int)Row(rows, own)!["rate"]!["denominator"]!));
        Assert.Equal(bureaus.ToJsonString(), Row(rows, section)!["rate"]!.ToJsonString());
        Assert.Equal("1", (await supervisor.ReadAsync($"/api/year/duties/{own}"))["rate"]!["numerator"]!.ToJsonString());
    }

    [Fact]
    public async Task S3_3_A_duty_measured_by_case_counts_is_refused_with_the_sentence_of_the_law()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");

        using var answer = await supervisor.PostAsJsonAsync("/api/year/duty",
            Duty("T01", new { kind = "Metric", metricId = "casesDecided", target = 100 }), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("工作任务不得以罚没款、案件数、检查次数为指标（行政处罚法第七十四条）",
            (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["detail"]!.ToString(), StringComparison.Ordinal);
    }

    private static JsonNode? Row(JsonArray rows, string id) => rows.FirstOrDefault(row => (string)row!["id"]! == id);

    private static async Task<string> BeginAsync(HttpClient http, object duty)
    {
        using var answer = await http.PostAsJsonAsync("/api/year/duty", duty, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
    }

    private static Task<HttpStatusCode> ActAsync(HttpClient http, string id, string act, object data) =>
        PostAsync(http, $"/api/year/duties/{id}/{act}", data);

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, object data)
    {
        using var answer = await http.PostAsJsonAsync(path, data, Cancel);
        return answer.StatusCode;
    }
}
