using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>The report of a year over HTTP, with a person of each role (SUPERVISION.md §11, §14).</summary>
public sealed class ReportTests(Bureau bureau) : IClassFixture<Bureau>
{
    private const string Report = "/api/reports/2020", Earlier = "/api/reports/2021";
    private static readonly string[] Offices = ["区委", "市交通运输局"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S11_A_report_goes_from_its_draft_to_its_publication_each_step_by_whom_it_belongs_to()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        using var admin = await bureau.SignInAsync("root");
        using var viewer = await bureau.SignInAsync("viewer");
        Assert.Equal(403, (await viewer.TryReadAsync(Report)).Status);
        Assert.Equal("", (string)(await supervisor.ReadAsync(Report))["stage"]!);

        await supervisor.ReadAsync($"{Report}/figures/licences");
        Assert.Contains("reports/2020/figures/licences", (await admin.ReadAsync("/api/audit?action=evidence.read")).ToJsonString());
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, "drafted"));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "checked"));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "drafted"));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "checked"));
        await WriteBlanksAsync(supervisor);

        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "edited", new { section = "（四）", text = "共42件" }));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "figureStated",
            new { figureId = "penalties", value = "9", reason = "MARK-77" }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "checked"));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(supervisor, "approved", new { meetingId = "M" }));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(leader, "approved", new { meetingId = "M" }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(admin, "approved", new { meetingId = "M" }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "submitted", new { to = Offices }));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "published", new { url = "https://example.invalid/2020" }));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "corrected", new { figureId = "penalties", reason = "r" }));

        var read = await supervisor.ReadAsync(Report);
        Assert.Equal(("published", 0), ((string)read["stage"]!, (int)read["blanks"]!));
        Assert.Equal(HttpStatusCode.Conflict, await ActAsync(supervisor, "drafted"));
    }

    [Fact]
    public async Task Other_reports_of_a_year_go_their_way_without_text()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");

        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "drafted", kind: "Tables"));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "checked", kind: "Tables"));
        var read = await supervisor.ReadAsync(Report + "?kind=Tables");
        Assert.Equal(("checked", 0), ((string)read["stage"]!, read["sections"]!.AsArray().Count));
        Assert.Equal(("", "Law"), ((string)(await supervisor.ReadAsync("/api/reports/2018"))["stage"]!, "Law"));
    }

    [Fact]
    public async Task S11_What_no_ledger_knows_of_the_tables_is_stated_in_their_report_and_stands_in_them_with_its_mark()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        const string Tables = "/api/reports/2022";
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "drafted", kind: "Tables", report: Tables));
        var field = (await supervisor.ReadAsync(Tables + "?kind=Tables"))["acts"]!.AsArray()
            .Single(static act => (string)act!["act"]! == "figureStated")!["fields"]![0]!;
        Assert.Equal(("figureId", "word", 9), ((string)field["name"]!, (string)field["sort"]!, field["words"]!.AsArray().Count));

        Assert.Equal(HttpStatusCode.NoContent, await StateAsync("others.levyAmount", "3.25"));
        Assert.Equal(HttpStatusCode.Conflict, await StateAsync("others.inspection", "5"));
        Assert.Equal(HttpStatusCode.Conflict, await StateAsync("others.levy", "many"));

        Assert.Equal("3.25", await StatedAsync(supervisor, "levyAmount"));
        Assert.Null(await StatedAsync(supervisor, "levy"));
        // Whose scope is some teams is not told of the bureau.
        Assert.Null(await StatedAsync(leader, "levyAmount"));

        Task<HttpStatusCode> StateAsync(string figureId, string value) =>
            ActAsync(supervisor, "figureStated", new { figureId, value, reason = "财政票据" }, kind: "Tables", report: Tables);

        async Task<string?> StatedAsync(HttpClient http, string column) => (string?)(await http.ReadAsync(Tables + "/tables"))["tables"]!
            .AsArray().Single(static table => (string)table!["id"]! == "others")!["rows"]![0]!["cells"]!.AsArray()
            .Single(cell => (string)cell!["id"]! == $"district.{column}")!["stated"];
    }

    [Fact]
    public async Task S11_7_A_published_figure_that_the_ledger_says_otherwise_is_told_as_both_until_it_is_corrected()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var (kept, gone) = (Told.NewId("C"), Told.NewId("C"));
        await source.AcceptAsync([.. new[] { kept, gone }.SelectMany(static id => new[]
        {
            Told.Filed(id, "T01", day: "2021-05-03"), Told.Decided(id, 300).With("decidedOn", "2021-05-06"),
        })]);
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "drafted", report: Earlier));
        await WriteBlanksAsync(supervisor, Earlier);
        foreach (var (who, act, data) in new (HttpClient, string, object)[]
        {
            (supervisor, "checked", new { }), (admin, "approved", new { meetingId = "M" }), (supervisor, "submitted", new { to = Offices }),
            (supervisor, "published", new { url = "https://example.invalid/2021" }),
        })
        {
            Assert.Equal((act, HttpStatusCode.NoContent), (act, await ActAsync(who, act, data, report: Earlier)));
        }

        Assert.Empty((await supervisor.ReadAsync(Earlier))["differences"]!.AsArray());
        await source.AcceptAsync(Told.Event("case.decided", new() { ["caseId"] = gone, ["docNo"] = $"示例罚〔2026〕{gone}" }, op: "d"));

        Assert.Equal(["2 1"], await DifferencesAsync());
        Assert.Equal("2", (string)(await supervisor.ReadAsync(Earlier))["figures"]!["penalties"]!["value"]!);
        Assert.Equal(HttpStatusCode.NoContent,
            await ActAsync(supervisor, "corrected", new { figureId = "penalties", reason = "上游更正" }, report: Earlier));
        Assert.Empty(await DifferencesAsync());
        Assert.Equal("1", (string)(await supervisor.ReadAsync(Earlier))["figures"]!["penalties"]!["value"]!);

        async Task<string[]> DifferencesAsync() => [.. (await supervisor.ReadAsync(Earlier))["differences"]!.AsArray()
            .Where(static one => (string)one!["id"]! == "penalties").Select(static one => $"{one!["told"]} {one["now"]}")];
    }

    /// <summary>A person writes what is to be written, and leaves the figures where they stand.</summary>
    private static async Task WriteBlanksAsync(HttpClient supervisor, string report = Report)
    {
        foreach (var section in (await supervisor.ReadAsync(report))["sections"]!.AsArray())
        {
            if ((string)section!["text"]! is var text && text.Contains("〔待填写〕", StringComparison.Ordinal))
            {
                Assert.Equal(HttpStatusCode.NoContent, await ActAsync(supervisor, "edited",
                    new { section = (string)section["heading"]!, text = text.Replace("〔待填写〕", "另行说明") }, report: report));
            }
        }
    }

    private static async Task<HttpStatusCode> ActAsync(
        HttpClient http, string act, object? data = null, string kind = "Law", string report = Report)
    {
        using var answer = await http.PostAsJsonAsync($"{report}/{act}?kind={kind}", data ?? new JsonObject(), Cancel);
        return answer.StatusCode;
    }
}
