using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Dashboard.Web.Access;

namespace Dashboard.Tests.Access;

/// <summary>What is taken away is what the reader is shown, says whose copy it is, and stands in the audit.</summary>
[Collection(BureauUsers.Name)]
public sealed class ExportTests(Bureau bureau)
{
    private const string Late = "逾期与违规 Late";
    private static readonly string[] Earlier = ["2026-01"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_holds_what_its_reader_is_shown_with_whose_it_is_on_every_sheet()
    {
        var (mine, other) = (Told.NewId("MINE"), Told.NewId("OTHER"));
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "upstream", prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var longAgo = Told.At(-TimeSpan.FromDays(130))[..10];
        await source.AcceptAsync(Told.Filed(mine, "T01", day: longAgo), Told.Filed(other, "T02", day: longAgo));

        using var leader = await bureau.SignInAsync(Roles.Leader);
        var sheets = await SheetsAsync(leader, Api.Jurisdiction);
        Assert.Contains(mine, sheets[Late]);
        Assert.Contains("立案（页面用语）", await CaptionedAsync(leader));
        Assert.All(sheets.Values, sheet =>
        {
            Assert.DoesNotContain(other, sheet);
            Assert.DoesNotContain("Dashboard.", sheet);
            Assert.Contains("leader 于 ", sheet);
            Assert.Contains($"版本 {Api.Jurisdiction}@", sheet);
            Assert.Contains("<oddFooter>", sheet.Replace("x:", ""));
        });
        using var refused = await TakeAsync(leader, new { view = "team/T02", kind = "xlsx" });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        using var viewer = await bureau.SignInAsync(Roles.Viewer);
        Assert.DoesNotContain(Late, (await SheetsAsync(viewer, "team/T01")).Keys);

        var audit = await admin.GetStringAsync("/api/audit?action=figures.", Cancel);
        Assert.Contains(
            $"\"actor\":\"leader\",\"action\":\"figures.exported\",\"target\":\"{Api.Jurisdiction}\",\"detail\":\"xlsx\"", audit);
        Assert.DoesNotContain("team/T02", audit);
    }

    [Fact]
    public async Task A_page_that_makes_a_picture_itself_is_told_its_mark_and_what_cannot_be_asked_is_refused_with_a_sentence()
    {
        using var leader = await bureau.SignInAsync(Roles.Leader);

        using var told = await TakeAsync(leader, new { view = "team/T01", kind = "png", what = "months" });
        var mark = (await told.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.StartsWith("leader 于 ", (string?)mark["chinese"]);
        Assert.StartsWith("Exported by leader at ", (string?)mark["english"]);

        var view = "team/T01";
        foreach (var wrong in (object[])[new { view, kind = "docx" }, new { view, kind = "pdf", period = "soon" }])
        {
            using var answer = await TakeAsync(leader, wrong);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.NotNull((await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["sentence"]);
        }
    }

    private static Task<HttpResponseMessage> TakeAsync(HttpClient http, object wanted) =>
        http.PostAsJsonAsync("/api/exports", wanted, Cancel);

    /// <summary>The sheet of counters with a word of the page for one of them.</summary>
    private static async Task<string> CaptionedAsync(HttpClient http)
    {
        var captions = new Dictionary<string, string> { ["counter.casesFiled"] = "立案（页面用语）" };
        using var answer = await TakeAsync(http, new { view = "team/T01", kind = "xlsx", captions, periods = Earlier });
        return (await SheetsAsync(answer))["计数 Counters"];
    }

    private static async Task<Dictionary<string, string>> SheetsAsync(HttpClient http, string view)
    {
        using var answer = await TakeAsync(http, new { view, kind = "xlsx" });
        return await SheetsAsync(answer);
    }

    /// <summary>The XML of each sheet by its name.</summary>
    private static async Task<Dictionary<string, string>> SheetsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel));
        string Read(string name)
        {
            using var text = new StreamReader(zip.GetEntry(name)!.Open());
            return text.ReadToEnd();
        }

        var names = System.Xml.Linq.XDocument.Parse(Read("xl/workbook.xml")).Descendants()
            .Where(static node => node.Name.LocalName == "sheet").Select(static sheet => (string)sheet.Attribute("name")!).ToList();
        return names.Index().ToDictionary(static sheet => sheet.Item, sheet => Read($"xl/worksheets/sheet{sheet.Index + 1}.xml"));
    }
}
