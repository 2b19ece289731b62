using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.SetUp;

/// <summary>Teams, items, officers and enterprises that somebody registers by hand are as good as an upstream's (CONTRACT.md §9).</summary>
public sealed class RegisterTests
{
    private static readonly string[] Points = ["许可证", "", "车辆"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bureau_is_set_up_from_nothing_by_hand()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var http = dashboard.Http;
        Assert.True((bool)(await http.ReadAsync("/api/about"))["fresh"]!);

        // What came with the product makes room for the bureau's own.
        Assert.True(await EndSeededAsync(http, "teams") >= 9);
        Assert.True(await EndSeededAsync(http, "items") >= 30);
        await PutAsync(http, "bureaus/330203", new { name = "某县交通运输局", nameEn = "Some County" });
        await PutAsync(http, "teams/A1", new { name = "一大队", nameEn = "First brigade" });
        await PutAsync(http, "teams/A2", new { name = "二大队" });
        await PutAsync(http, "items/Z1", new { name = "货运", category = "道路", randomListed = true });
        await PutAsync(http, "officers/O1",
            new { teamId = "A1", certNo = "33020001", certValidFrom = "2020-01-01", certValidTo = "2099-01-01" });
        await PutAsync(http, "enterprises/11330203MB1025728K", new { name = "某公司" });

        // That it is registered is no news of it: silence is not zero.
        var silent = await http.ViewAsync(Api.Jurisdiction);
        Assert.True((bool?)silent["unheard"]);
        Assert.All(silent["teams"]!.AsObject(), team => Assert.True((bool?)team.Value!["unheard"], team.Key));
        Assert.Empty(silent["sources"]!.AsObject());
        Assert.True((bool?)(await http.ViewAsync("item/Z1"))["unheard"]);
        await http.AcceptAsync(Told.Filed("C-1", "A1", "Z1"));

        // W27 is there until the item is claimed and has its checklist, and again when the claim is given up.
        await UnclaimedAsync(http, 1);
        using var nobody = await http.PutAsJsonAsync("/api/claims/Z1", new { day = "2026-01-05" }, Cancel);
        Assert.Contains("\"chinese\":\"请填写认领机关", await nobody.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await PutAsync(http, "../claims/Z1", new { agencyUscc = "11330203MB1025728K", day = "2026-01-05" });
        await UnclaimedAsync(http, 1);
        await PutAsync(http, "../checklists/Z1",
            new { code = "11330203MB1025728K10001", version = "1", effectiveFrom = "2026-01-05", points = Points });
        await UnclaimedAsync(http, 0);
        var item = (await http.ReadAsync("/api/registers/items"))["rows"]!.AsArray().Single()!;
        Assert.Equal(("2026-01-05", "1", 2), ((string?)item["claim"]!["day"], (string?)item["checklist"]!["version"],
            item["checklist"]!["points"]!.AsArray().Count));
        using var withdrawn = await http.DeleteAsync(new Uri("/api/claims/Z1", UriKind.Relative), Cancel);
        await UnclaimedAsync(http, 1);

        var view = await http.ViewAsync(Api.Jurisdiction, full: true);
        Assert.Null(view["unheard"]);
        Assert.Null((await http.ViewAsync("item/Z1"))["unheard"]);
        Assert.Equal(["A2", "unassigned"],
            view["teams"]!.AsObject().Where(team => (bool?)team.Value!["unheard"] == true).Select(team => team.Key).Order());
        Assert.Equal("某县交通运输局", (string?)view["name"]);
        Assert.Equal(["A1", "A2", "unassigned"], view["teams"]!.AsObject().Select(team => team.Key).Order());
        Assert.Equal(["Z1"], view["items"]!.AsObject().Select(item => item.Key).Order());
        Assert.Equal(1, view["teams"]!["A1"]!.Figure("year", "casesFiled"));

        // A change keeps what was not said again; an end leaves what has records in its place.
        await PutAsync(http, "teams/A1", new { name = "第一大队" });
        var team = (await http.ReadAsync("/api/registers/teams"))["rows"]!.AsArray().Single(row => (string?)row!["id"] == "A1")!;
        Assert.Equal(("第一大队", "First brigade"), ((string?)team["name"], (string?)team["nameEn"]));
        using var used = await http.DeleteAsync(new Uri("/api/registers/items/Z1", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, used.StatusCode);
        using var unused = await http.DeleteAsync(new Uri("/api/registers/teams/A2", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, unused.StatusCode);
        using var wrong = await http.PutAsJsonAsync("/api/registers/officers/O1",
            new { certValidFrom = "2030-01-01", certValidTo = "2029-01-01" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        // What an upstream may write, and no form would, hinders no form.
        await http.AcceptAsync(
            Told.Event("team.upserted",
                new() { ["teamId"] = "A4", ["name"] = "四大队", ["status"] = "Active", ["order"] = JsonNode.Parse("4.0") }),
            Told.Event("item.claimed", new() { ["itemCode"] = "Z1", ["agencyUscc"] = 5, ["day"] = "2026-01-06" }));
        await PutAsync(http, "teams/A5", new { name = "五大队" });
        await PutAsync(http, "officers/O1", new { certValidTo = "2098-01-01", correction = "yes" });
        using var nameless = await http.PutAsJsonAsync("/api/claims/Z1", new { day = "2026-01-07" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);

        Assert.Equal(0, (int)(await http.ReadAsync("/api/quarantine"))["total"]!);
        Assert.False((bool)(await http.ReadAsync("/api/about"))["fresh"]!);
        await http.VerifyAsync();
    }

    /// <summary>Waits until so many items have warning W27; what follows from a fact may come a moment after it.</summary>
    private static Task UnclaimedAsync(HttpClient http, int expected) => Patience.UntilAsync(
        async () => (int)(await http.ReadAsync($"/api/evidence?view={Api.Jurisdiction}&warning=W27"))["total"]! == expected,
        $"{expected} items have warning W27");

    private static async Task PutAsync(HttpClient http, string path, object entry)
    {
        using var answer = await http.PutAsJsonAsync($"/api/registers/{path}", entry, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<int> EndSeededAsync(HttpClient http, string register)
    {
        using var answer = await http.DeleteAsync(new Uri($"/api/registers/{register}", UriKind.Relative), Cancel);
        return (int)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["ended"]!;
    }
}
