using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>Whose scope is some teams is told of those alone in the yearly tables, and that it is not the bureau.</summary>
public sealed class YearTableTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scope_ends_at_its_teams_in_tables_rows_and_workbook_and_nobody_is_named()
    {
        var (mine, other) = (Told.NewId("MINE"), Told.NewId("OTHER"));
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        await source.AcceptAsync(
            Told.Filed(mine, "T01", party: Told.Person("王某某")), Told.Decided(mine, 20_000),
            Told.Filed(other, "T02", party: Told.Organisation("宁波某某运输有限公司")), Told.Decided(other, 50_000));
        var year = Told.Today[..4];
        var tables = $"/api/reports/{year}/tables";
        using var leader = await bureau.SignInAsync("leader");
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var auditor = await bureau.SignInAsync("auditor");
        using var viewer = await bureau.SignInAsync("viewer");

        Assert.Equal(["T01"], (await leader.ReadAsync(tables))["teams"]!.AsArray().Select(team => (string)team!));
        Assert.Null((await supervisor.ReadAsync(tables))["teams"]);
        Assert.Equal((1, 20_000), await DecidedAsync(leader, tables));
        Assert.Equal((2, 70_000), await DecidedAsync(supervisor, tables));

        foreach (var (http, ids) in new[] { (leader, new[] { mine }), (supervisor, [mine, other]), (auditor, [mine, other]) })
        {
            var page = await http.ReadAsync($"{tables}/penalties/district.amount");
            Assert.Equal(ids.Order(), page["rows"]!.AsArray().Select(row => (string)row!["id"]!).Order());
            Assert.DoesNotContain("王某某", page.ToJsonString());
            Assert.DoesNotContain("宁波某某", page.ToJsonString());
        }

        foreach (var path in new[] { tables, $"{tables}.xlsx", $"{tables}/penalties/district.total", $"/reports/{year}/tables" })
        {
            using var refused = await viewer.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.StatusCode));
        }

        using var taken = await leader.GetAsync(new Uri($"{tables}.xlsx", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        var audit = await admin.GetStringAsync("/api/audit?size=200", Cancel);
        Assert.Contains($"\"actor\":\"leader\",\"action\":\"figures.exported\",\"target\":\"reports/{year}/tables\"", audit);
        Assert.Contains($"\"target\":\"reports/{year}/tables/penalties/district.amount\"", audit);
    }

    /// <summary>How many penalties of this bureau are shown, and their money.</summary>
    private static async Task<(long Total, long Fen)> DecidedAsync(HttpClient http, string tables)
    {
        var cells = (await http.ReadAsync(tables))["tables"]!.AsArray().First(table => (string)table!["id"]! == "penalties")!["rows"]!
            .AsArray().First(row => (string)row!["id"]! == "district")!["cells"]!.AsArray();
        return (Of("district.total"), Of("district.amount"));

        long Of(string id) => (long)cells.First(cell => (string)cell!["id"]! == id)!["value"]!;
    }
}
