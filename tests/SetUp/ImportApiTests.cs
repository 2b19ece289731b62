using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Tests.Import;
using Dashboard.Tests.Web;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;

namespace Dashboard.Tests.SetUp;

/// <summary>Imports through the API (CONTRACT.md §9): the tool's code, its maps and its event ids, reached from a browser.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class ImportApiTests(PlainDashboard dashboard)
{
    private const string Header = "案件编号,当事人,立案日期,中队\n";

    private HttpClient Http => dashboard.Http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_file_is_counted_once_however_often_it_is_imported_and_by_the_tool_too()
    {
        var (team, map) = await NewMapAsync();
        var file = $"{Header}{team}-1,甲公司,2026-03-02,x\n{team}-2,乙公司,2026-03-03,x\n";

        var first = await ImportAsync("登记.csv", file, map);
        var again = await ImportAsync("登记.csv", file, map);

        Assert.Equal(("done", 2, 2, 0),
            (Text(first, "state"), Number(first, "rows"), Number(first, "accepted"), Number(first, "duplicates")));
        Assert.Equal((0, 2), (Number(again, "accepted"), Number(again, "duplicates")));
        Assert.Equal(2, (await Http.ViewAsync($"team/{team}", "2026-03")).Figure("period", "casesFiled"));
        using var folder = new ScratchFolder();
        var exit = await ImportCommand.RunAsync(
            [folder.Write("登记.csv", file), "--map", folder.Write("map.json", map), "--to", $"{Http.BaseAddress}"],
            Spectre.Console.AnsiConsole.Create(new() { Out = new Spectre.Console.AnsiConsoleOutput(TextWriter.Null) }),
            new SocketsHttpHandler(), TimeProvider.System, Cancel);
        Assert.Equal((0, 2), (exit, (await Http.ViewAsync($"team/{team}", "2026-03")).Figure("period", "casesFiled")));
    }

    [Fact]
    public async Task A_trial_shows_rows_as_events_and_records_nothing()
    {
        var (team, map) = await NewMapAsync();

        var tried = await ImportAsync("a.csv", $"{Header}{team}-1,甲公司,2026-03-02,x\n{team}-2,,2026-03-03,x\n{team}-3,丙,2999-01-01,x\n", map,
            dryRun: true);

        Assert.Equal(("done", 3, 2, 1),
            (Text(tried, "state"), Number(tried, "rows"), Number(tried, "rowsFailed"), Number(tried, "accepted")));
        Assert.Equal($"{team}-1/filed", (string?)tried["shown"]![0]!["event"]!["id"]);
        Assert.Equal(2, (int)tried["shown"]![0]!["line"]!);
        Assert.Contains("2100 年", (string?)tried["errors"]![1]!["sentence"]!["chinese"], StringComparison.Ordinal);
        Assert.Equal(0, (await Http.ViewAsync($"team/{team}", "2026-03")).Figure("period", "casesFiled"));
    }

    [Fact]
    public async Task Row_errors_stand_in_the_report_in_both_languages_and_whole_in_a_file()
    {
        var (team, map) = await NewMapAsync();
        var rows = Enumerable.Range(1, 30).Select(row => $"{team}-{row},公司,{(row > 5 ? "三月" : "2026-03-02")},x");

        var report = await ImportAsync("../../etc/登记.csv", $"{Header}{string.Join('\n', rows)}\n", map);

        Assert.Equal(("登记.csv", 25, 25), (Text(report, "file"), Number(report, "rowsFailed"), Number(report, "errorCount")));
        Assert.Equal(20, report["errors"]!.AsArray().Count);
        Assert.Equal(7, (int)report["errors"]![0]!["line"]!);
        Assert.Contains("“三月”不是日期", (string?)report["errors"]![0]!["sentence"]!["chinese"], StringComparison.Ordinal);
        Assert.Contains("“三月” is no day", (string?)report["errors"]![0]!["sentence"]!["english"], StringComparison.Ordinal);
        var csv = await Http.GetStringAsync(new Uri($"/api/imports/{Text(report, "id")}/errors", UriKind.Relative), Cancel);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(27, lines.Length);
        Assert.Matches($"^,导出 export,,,local 于 .+ 导出；数据截至 .+；版本 {Text(report, "id")},Exported by local at ", lines[^1]);
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_with_a_sentence()
    {
        var (team, map) = await NewMapAsync();
        var row = Encoding.UTF8.GetBytes($"{Header}{team}-1,甲公司,2026-03-02,x\n");

        var noMap = await PostAsync("a.csv", row, null, false);
        var wrongMap = await PostAsync("a.csv", row, """{"source": "/x", "keys": []}""", false);
        var noSheet = await PostAsync("a.xlsx", row, map, false);
        // A file of holes, so that the test holds none of it.
        using var folder = new ScratchFolder();
        await using var holes = File.Create(folder.At("holes"));
        holes.SetLength((64 << 20) + 1);
        var tooLarge = await SendAsync("/api/imports", "a.csv", new StreamContent(holes), new() { ["map"] = map });
        var otherColumns = await DoneAsync(await PostAsync("a.csv", Encoding.UTF8.GetBytes("a,b\n1,2\n"), map, false));
        var otherKind = await DoneAsync(await PostAsync("a.exe", row, map, false));

        Assert.Equal((400, "没有给出映射"), (noMap.Status, ((string?)noMap.Answer["detail"])![..6]));
        Assert.Equal(400, wrongMap.Status);
        Assert.Contains("“keys” is not known", (string?)wrongMap.Answer["detail"], StringComparison.Ordinal);
        Assert.Equal(400, noSheet.Status);
        Assert.Contains("no workbook", (string?)noSheet.Answer["detail"], StringComparison.Ordinal);
        Assert.Equal(413, tooLarge.Status);
        Assert.Equal("failed", Text(otherColumns, "state"));
        Assert.Contains("lacks the columns", (string?)otherColumns["problem"]!["english"], StringComparison.Ordinal);
        Assert.Contains("a.exe 不是 .csv", (string?)otherKind["problem"]!["chinese"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_rows_are_in_within_ten_seconds()
    {
        var (team, map) = await NewMapAsync();
        var rows = Enumerable.Range(1, 10_000).Select(row => $"{team}-{row},公司{row},2026-0{1 + (row % 9)}-1{row % 10},x");
        var watch = Stopwatch.StartNew();

        var report = await ImportAsync("a.csv", $"{Header}{string.Join('\n', rows)}\n", map);

        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 rows in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal((10_000, 10_000), (Number(report, "rows"), Number(report, "accepted")));
        Assert.Equal(10_000, (await Http.ViewAsync($"team/{team}", "2026")).Figure("period", "casesFiled"));
    }

    [Fact]
    public async Task A_look_at_a_workbook_says_what_its_columns_are_and_makes_a_map_by_what_is_said()
    {
        var team = await dashboard.NewTeamAsync();
        var path = SharedCases.At("13-title.xlsx");
        var bytes = await File.ReadAllBytesAsync(path, Cancel);

        var (status, look) = await SendAsync("/api/imports/look", "13-title.xlsx", bytes,
            new() { ["choices"] = $$"""{"team":"{{team}}"}""" });

        Assert.Equal(200, status);
        Assert.Contains("docNo", look["columns"]!.AsArray().Select(column => (string?)column!["field"]));
        Assert.NotEmpty(look["sheets"]!.AsArray());
        Assert.Equal("case", (string?)look["kind"]);
        Assert.Equal(team, (string?)look["rows"]![0]!["events"]![0]!["data"]!["teamId"]);
        Assert.True((bool?)look["events"]!.AsArray().Single(made => (string?)made!["type"] == "case.onSpotDecided")!["made"]);
        var map = ImportMap.Parse((string)look["map"]!);
        using var file = RowFile.Open(path, map);
        var row = await file.ReadAsync(Cancel).FirstAsync(Cancel);
        var made = map.Map(row, new());
        Assert.Contains($"\"teamId\":\"{team}\"", Encoding.UTF8.GetString(made[0].Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_map_imports_by_its_name_until_it_is_deleted()
    {
        var (team, map) = await NewMapAsync();
        using var kept = await Http.PutAsync(new Uri($"/api/maps/{team}", UriKind.Relative), new StringContent(map), Cancel);
        using var broken = await Http.PutAsync(new Uri("/api/maps/x", UriKind.Relative), new StringContent("{}"), Cancel);

        var (_, answer) = await SendAsync("/api/imports", "a.csv", Encoding.UTF8.GetBytes($"{Header}{team}-1,甲,2026-03-02,x\n"),
            new() { ["mapName"] = team });
        var report = await DoneAsync((202, answer));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (kept.StatusCode, broken.StatusCode));
        Assert.Equal(1, Number(report, "accepted"));
        Assert.Contains(team, (await Http.GetFromJsonAsync<string[]>("/api/maps", Cancel))!);
        using var deleted = await Http.DeleteAsync(new Uri($"/api/maps/{team}", UriKind.Relative), Cancel);
        Assert.Equal(404, (await Http.TryReadAsync($"/api/maps/{team}")).Status);
    }

    private static string? Text(JsonObject report, string name) => (string?)report[name];

    private static long Number(JsonObject report, string name) => (long)report[name]!;

    /// <summary>A new team, and a map that files its cases under it.</summary>
    private async Task<(string Team, string Map)> NewMapAsync()
    {
        var team = await dashboard.NewTeamAsync();
        return (team, $$$"""
            {"source": "/import/{{{team}}}", "key": ["案件编号"], "events": [{"name": "filed", "type": "enforcement.case.filed.v1",
              "subject": {"column": "案件编号"}, "time": "2026-11-20T00:00:00+08:00", "teamid": "{{{team}}}", "data": {
                "caseId": {"column": "案件编号"}, "caseNo": {"column": "案件编号"}, "teamId": "{{{team}}}", "decidingAuthority": "District",
                "procedure": "Ordinary", "primaryItemCode": "S01", "filedOn": {"date": "立案日期"},
                "party": {"kind": "LegalPerson", "displayName": {"column": "当事人"}, "codeType": "uscc", "code": "11330203MB1025728K"},
                "officers": [{"certNo": "1"}, {"certNo": "2"}]}}]}
            """);
    }

    private async Task<JsonObject> ImportAsync(string name, string file, string map, bool dryRun = false) =>
        await DoneAsync(await PostAsync(name, Encoding.UTF8.GetBytes(file), map, dryRun));

    private Task<(int Status, JsonObject Answer)> PostAsync(string name, byte[] file, string? map, bool dryRun) =>
        SendAsync("/api/imports", name, file, new() { ["map"] = map ?? "", ["dryRun"] = dryRun ? "true" : "false" });

    private Task<(int Status, JsonObject Answer)> SendAsync(string path, string name, byte[] file, Dictionary<string, string> texts) =>
        SendAsync(path, name, new ByteArrayContent(file), texts);

    private async Task<(int Status, JsonObject Answer)> SendAsync(
        string path, string name, HttpContent file, Dictionary<string, string> texts)
    {
        using var form = new MultipartFormDataContent { { file, "file", name } };
        foreach (var (key, value) in texts)
        {
            form.Add(new StringContent(value), key);
        }

        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!);
    }

    private async Task<JsonObject> DoneAsync((int Status, JsonObject Answer) begun)
    {
        Assert.True(begun.Status == 202, begun.Answer.ToJsonString());
        var report = new JsonObject();
        await Patience.UntilAsync(async () =>
        {
            report = await Http.ReadAsync($"/api/imports/{(string?)begun.Answer["id"]}");
            return (string?)report["state"] is "done" or "failed";
        }, "the import ends", seconds: 60);
        return report;
    }
}
