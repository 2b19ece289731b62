using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Codes of items and firms are read however they are written; a firm's code that is none is kept and marked.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class CodeTests(PlainDashboard dashboard)
{
    private const string Firm = "11330203MB1025728K";

    private HttpClient Http => dashboard.Http;

    [Fact]
    public async Task Of_the_shared_file_nothing_is_lost_and_what_is_no_code_is_marked()
    {
        var told = SharedCases.Events("23-codes.json");

        await Http.AcceptAsync(told);

        foreach (var @event in told)
        {
            var file = await FileAsync((string)@event["data"]!["actNo"]!);
            var code = (string)@event["data"]!["party"]!["code"]!;
            var isNone = code is "91350203M0001FUE2P" or "91350203M0001QKT19" or "330203000012345" or "MB1025728" or "11330203MB1025728";
            Assert.Equal(isNone ? ["firmCode"] : [], file["marks"]!.AsArray().Select(mark => (string)mark!));
            Assert.True((long)(await Http.ViewAsync($"enterprise/{Uri.EscapeDataString(code)}"))["visits"]!["list"]!.AsArray().Count > 0);
        }

        var visits = (await Http.ViewAsync($"enterprise/{Firm.ToLowerInvariant()}"))["visits"]!["list"]!.AsArray();
        Assert.Equal(["H23I-11", "H23I-2", "H23I-3", "H23I-4", "H23I-5", "H23I-6", "H23I-7"],
            visits.Select(visit => (string)visit!["act"]!).Where(act => act.StartsWith("H23I", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        await Http.VerifyAsync();
    }

    [Theory]
    [InlineData("91330203ma0000001x")]
    [InlineData("９１３３０２０３")]
    [InlineData("不详")]
    public async Task A_firm_whose_code_is_none_is_registered_with_a_mark(string code)
    {
        await Http.AcceptAsync(
            Told.Event("object.upserted", new() { ["uscc"] = code, ["name"] = "某试验企业", ["itemCodes"] = new JsonArray() }));

        var file = await Http.ReadAsync($"/api/subject?kind=enterprise&id={Uri.EscapeDataString(code)}");

        Assert.Equal("firmCode", (string)file["marks"]![0]!);
    }

    [Theory]
    [InlineData("s15")]
    [InlineData("Ｓ１５")]
    [InlineData("00000000000015")]
    [InlineData("s 15 ")]
    public async Task An_item_is_counted_and_opened_by_its_code_however_that_is_written(string code)
    {
        var (team, id, escaped) = (await dashboard.NewTeamAsync(), Told.NewId("C"), Uri.EscapeDataString(code));
        await Http.AcceptAsync(Told.Filed(id, team, code));

        Assert.Equal(1, (await Http.ViewAsync($"team/{team}"))["items"]!["S15"]!.Figure("year", "casesFiled"));
        Assert.Equal("item/S15", (string)(await Http.ReadAsync($"/api/views/item/{escaped}"))["view"]!);
        Assert.Contains((await Http.ReadAsync($"/api/subjects?kind=case&item={escaped}&size=500"))["rows"]!.AsArray(),
            row => (string)row!["id"]! == id);
        Assert.True((long)(await Http.ReadAsync($"/api/evidence?view=item/{escaped}&counter=casesFiled"))["total"]! > 0);
        Assert.Equal("S15", (string)(await Http.ReadAsync($"/api/subjects/{escaped}?kind=item"))["id"]!);
    }

    private Task<JsonObject> FileAsync(string act) => Http.ReadAsync($"/api/subject?kind=inspection&id={Uri.EscapeDataString(act)}");
}
