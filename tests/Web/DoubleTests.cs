using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>
/// Records that may be one act recorded twice: both are kept and marked wherever they are counted, until somebody says which one stands.
/// </summary>
public sealed class DoubleTests
{
    private const string Firm = "11330203MB1025728K";

    /// <summary>The marks are read again within 30 s at the latest, on a busy machine; then they have to get there.</summary>
    private const int Oldest = 45;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_cases_with_one_number_are_kept_and_marked_until_they_are_merged(bool postgres)
    {
        await using var dashboard = await StartAsync(postgres);
        var http = dashboard.Http;
        var told = SharedCases.Events("07-double.json");

        await http.AcceptAsync([.. told.Reverse()]);

        foreach (var (id, other) in new[] { ("H07-A", "H07-B"), ("H07-B", "H07-A") })
        {
            var conflict = Assert.Single((await http.ReadAsync($"/api/subjects/{id}"))["conflicts"]!.AsArray())!;
            Assert.Equal(other, (string)conflict["id"]!);
            Assert.Equal(["caseNo", "docNo"], conflict["by"]!.AsArray().Select(shared => (string)shared!));
        }

        await MarkedAsync(http, "team/T01", 2);
        var team = await http.ViewAsync("team/T01", "2025-03");
        Assert.Equal((2, 720_000, 2), (team.Figure("period", "casesDecided"), team.Figure("period", "finesFen"), (int)team["conflicts"]!));
        var wall = await http.ViewAsync(Api.Jurisdiction);
        Assert.Equal((2, 2, 2),
            ((int)wall["quality"]!["conflicts"]!, (int)wall["conflicts"]!, (int)wall["teams"]!["T01"]!["conflicts"]!));
        Assert.Equal(2, (int)(await http.ViewAsync("item/S02"))["conflicts"]!);
        Assert.Equal(2, (int)(await http.ViewAsync($"enterprise/{Firm}"))["conflicts"]!);
        var evidence = await http.ReadAsync("/api/evidence?view=team/T01&counter=finesFen&period=2025-03");
        Assert.All(evidence["rows"]!.AsArray(), row => Assert.True((bool)row!["conflict"]!));
        Assert.Equal(["caseNo", "docNo"], (await GroupsAsync(http)).Select(group => (string)group["by"]!));

        await dashboard.KillAsync();
        dashboard.Launch();
        await dashboard.ReadyAsync();
        await MarkedAsync(http, "team/T01", 2);

        var merged = Told.Event("record.merged",
            new() { ["subjectType"] = "case", ["subjectId"] = "H07-B", ["intoId"] = "H07-A", ["reason"] = "同一案件重复录入" });
        await http.AcceptAsync(merged);

        Assert.Empty((await http.ReadAsync("/api/subjects/H07-A"))["conflicts"]!.AsArray());
        var gone = await http.ReadAsync("/api/subjects/H07-B");
        Assert.Equal(("merged", "H07-A", 0), ((string)gone["stage"]!, (string)gone["mergedInto"]!, gone["counts"]!.AsArray().Count));
        Assert.Equal(3, gone["events"]!.AsArray().Count);
        team = await http.ViewAsync("team/T01", "2025-03");
        Assert.Equal((1, 360_000), (team.Figure("period", "casesDecided"), team.Figure("period", "finesFen")));
        await Patience.UntilAsync(async () => (int)(await http.ViewAsync(Api.Jurisdiction))["quality"]!["conflicts"]! == 0
            && (await http.ViewAsync("team/T01"))["conflicts"] is null, "nothing conflicts", Oldest);
        await http.VerifyAsync();

        await http.AcceptAsync(merged.But(told =>
        {
            told["op"] = "d";
            told["id"] = Told.NewId("e");
        }));
        Assert.Equal(720_000, (await http.ViewAsync("team/T01", "2025-03")).Figure("period", "finesFen"));
        await http.VerifyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Acts_whose_ids_differ_in_their_form_are_marked_and_one_act_of_two_sources_is_one(bool postgres)
    {
        await using var dashboard = await StartAsync(postgres);
        var http = dashboard.Http;

        await http.TellAsync(SharedCases.Events("07-visits.json"));

        await MarkedAsync(http, $"enterprise/{Firm}", 5);
        string[] forms = ["A -1", "A-1", "A‐1", "a-1", "Ａ-1"];
        var listed = await http.ReadAsync("/api/subjects?kind=inspection&size=500");
        Assert.Equal(forms, listed["rows"]!.AsArray().Select(row => (string)row!["id"]!).Order(StringComparer.Ordinal));
        Assert.All(listed["rows"]!.AsArray(), row => Assert.True((bool)row!["conflict"]!));
        foreach (var form in forms)
        {
            var file = await http.ReadAsync($"/api/subject?kind=inspection&id={Uri.EscapeDataString(form)}");
            Assert.Equal(forms.Where(other => other != form),
                file["conflicts"]!.AsArray().Select(other => (string)other!["id"]!).Order(StringComparer.Ordinal));
        }

        var group = Assert.Single(await GroupsAsync(http));
        Assert.Equal(("id", "A-1", 5), ((string)group["by"]!, (string)group["text"]!, group["records"]!.AsArray().Count));

        await http.AcceptAsync([.. forms.Where(form => form != "A-1").Select(form => Told.Event("record.merged",
            new() { ["subjectType"] = "inspection", ["subjectId"] = form, ["intoId"] = "A-1" }))]);

        Assert.Equal(1, (await http.ViewAsync("team/T01", "2025-04")).Figure("period", "inspectionsRoutine"));
        Assert.Equal(["A-1"],
            (await http.ViewAsync($"enterprise/{Firm}"))["visits"]!["list"]!.AsArray().Select(visit => (string)visit!["act"]!));
        Assert.Empty(await GroupsAsync(http));
        await http.VerifyAsync();
    }

    [Fact]
    public async Task A_merged_record_for_which_none_stands_is_marked_until_one_does()
    {
        await using var dashboard = await StartAsync(postgres: false);
        var http = dashboard.Http;
        var back = Merged("A", "B");
        await http.AcceptAsync(
            Told.Filed("A", "T01"), Told.Filed("B", "T01"), back, Merged("B", "A"),
            Told.Filed("C", "T02"), Merged("C", "D"),
            Told.Filed("E", "T02"), Told.Filed("F", "T02"), Told.Filed("G", "T02"), Merged("E", "F"), Merged("F", "G"));

        Assert.Equal([("A", "B"), ("B", "A"), ("D", "C")], await UncoveredAsync(http));
        await MarkedAsync(http, "team/T01", 2);
        await MarkedAsync(http, "team/T02", 1);
        foreach (var (id, covered) in new[] { ("A", false), ("B", false), ("C", false), ("E", true), ("F", true) })
        {
            Assert.Equal(covered, (bool)(await http.ReadAsync($"/api/subjects/{id}"))["covered"]!);
        }

        await http.VerifyAsync();

        // The page's own way out, and a standing record that arrives late.
        await http.AcceptAsync(
            back.But(told =>
            {
                told["op"] = "d";
                told["id"] = Told.NewId("e");
            }),
            Told.Filed("D", "T02"));

        Assert.Empty(await UncoveredAsync(http));
        foreach (var id in new[] { "B", "C" })
        {
            Assert.True((bool)(await http.ReadAsync($"/api/subjects/{id}"))["covered"]!);
        }

        await http.VerifyAsync();

        static JsonObject Merged(string id, string into) => Told.Event("record.merged",
            new() { ["subjectType"] = "case", ["subjectId"] = id, ["intoId"] = into });

        static async Task<(string, string)[]> UncoveredAsync(HttpClient http) =>
            [.. (await GroupsAsync(http)).Where(group => (string)group["by"]! == "mergedInto")
                .Select(group => ((string)group["text"]!, (string)Assert.Single(group["records"]!.AsArray())!["id"]!))];
    }

    [Fact]
    public async Task Only_what_may_be_one_act_is_marked()
    {
        await using var dashboard = await StartAsync(postgres: false);
        var http = dashboard.Http;
        await http.AcceptAsync(
            Told.Filed("N-1", "T01").With("caseNo", "无"), Told.Filed("N-2", "T01").With("caseNo", "无"),
            Told.Filed("N-3", "T01").With("caseNo", "/"), Told.Filed("N-4", "T01").With("caseNo", "/"),
            Told.Filed("M-1", "T01").With("caseNo", "甬立〔2026〕1号"), Told.Filed("M-11", "T02").With("caseNo", "甬立［２０２６］1 号"),
            Told.Filed("2026-1-12", "T01"), Told.Filed("2026-11-2", "T01"),
            Told.Started("M-1", "T01"), Told.Started("uuid-5f3a", "T01"), Told.Started("UUID－5F3A", "T02"));

        var groups = await GroupsAsync(http);

        Assert.Equal([("caseNo", "M-1 M-11"), ("id", "UUID－5F3A uuid-5f3a")], groups.Select(group => ((string)group["by"]!,
            string.Join(' ', group["records"]!.AsArray().Select(record => (string)record!["id"]!).Order(StringComparer.Ordinal)))));
        await MarkedAsync(http, "team/T02", 2);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused()
    {
        await using var dashboard = await StartAsync(postgres: false);
        foreach (var (kind, into, named) in new[]
        {
            ("case", "X", "data.intoId"), ("officer", "Y", "data.subjectType"), ("enterprise", "Y", "data.subjectType"),
        })
        {
            var receipt = await dashboard.Http.TellAsync(
                Told.Event("record.merged", new() { ["subjectType"] = kind, ["subjectId"] = "X", ["intoId"] = into }));

            Assert.Contains(named, (string)receipt["results"]![0]!["reason"]!);
        }
    }

    [Fact]
    public async Task The_quality_of_the_data_is_told_by_source()
    {
        await using var dashboard = await StartAsync(postgres: false);
        var http = dashboard.Http;
        await http.TellAsync(
            Told.Filed("L-1", "T01").But(told => told["recordedat"] = Told.EarlierToday)
                .But(told => told["time"] = Told.At(TimeSpan.FromDays(-3))),
            Told.Filed("L-2", "T77", "S99"), Told.Filed("L-3", "T01").With("filedOn", null),
            Told.Filed("L-4", "T01").With("filedOn", null).But(told => told["source"] = "/test/other"));

        var quality = await http.ReadAsync("/api/quality");

        var sources = quality["sources"]!.AsArray().ToDictionary(source => (string)source!["source"]!, source => source!);
        Assert.Equal((2, 1, 1, 1), ((int)sources["/test/web"]["events"]!, (int)sources["/test/web"]["late"]!,
            (int)sources["/test/web"]["quarantined"]!, (int)sources["/test/web"]["codes"]!["V6"]!));
        Assert.Equal((0, 1), ((int)sources["/test/other"]["events"]!, (int)sources["/test/other"]["quarantined"]!));
        await Patience.UntilAsync(async () => (await http.ViewAsync(Api.Jurisdiction))["quality"] is { } wall
            && ((int)wall["quarantined"]!, (int)wall["unknown"]!) == (2, 1), "the wall says so", Oldest);
    }

    /// <summary>The marks are read from the ledger as often as that is cheap, so they may follow what they mark.</summary>
    private static Task MarkedAsync(HttpClient http, string view, int conflicts) => Patience.UntilAsync(
        async () => (int?)(await http.ViewAsync(view))["conflicts"] == conflicts, $"{view} says that {conflicts} records conflict", Oldest);

    private static async Task<RunningDashboard> StartAsync(bool postgres) => await RunningDashboard.StartAsync(
        connection: postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null);

    private static async Task<JsonNode[]> GroupsAsync(HttpClient http) =>
        [.. (await http.ReadAsync("/api/quality"))["groups"]!.AsArray().Select(group => group!)];
}
