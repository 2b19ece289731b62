using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>The forecast of certified officers over HTTP: figures for all, who leaves for those who lead (SUPERVISION.md §8).</summary>
public sealed class ForecastTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static readonly DateOnly Today = DateOnly.ParseExact(Told.Today, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first of the month after next: what happens then shows at the point two months ahead.</summary>
    private static readonly DateOnly Later = new DateOnly(Today.Year, Today.Month, 1).AddMonths(2);

    [Fact]
    public async Task Supervision_8_5_A_plan_brings_its_candidates_until_it_is_cancelled_and_who_leaves_is_shown_to_those_who_lead()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        using var viewer = await bureau.SignInAsync("viewer");
        using var leader = await bureau.SignInAsync("leader");
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var auditor = await bureau.SignInAsync("auditor");
        var (plan, suffix) = (Told.NewId("QZ"), Told.NewId("O"));
        var before = await PointsAsync(viewer);
        await source.AcceptAsync(
        [
            Officer($"A-{suffix}", "T01", certified: true, retires: Later), Officer($"B-{suffix}", "T02", certified: true, retires: Later),
            .. Enumerable.Range(0, 10).Select(n => Officer($"C{n}-{suffix}", "T02", certified: false)),
            Planned(plan, cancelled: false),
            .. Enumerable.Range(0, 10).Select(n => Told.Event("certification.registered", new()
            {
                ["certPlanId"] = plan, ["officerId"] = $"C{n}-{suffix}", ["day"] = Told.Today,
            })),
        ]);

        // Two more are certified and leave in two months; of ten who sit seven are taken to pass.
        var planned = await PointsAsync(viewer);
        Assert.Equal((2, 2, 0, 7), Change(before, planned));
        await source.AcceptAsync(Planned(plan, cancelled: true));
        Assert.Equal((2, 2, 0, 0), Change(before, await PointsAsync(viewer)));

        Assert.DoesNotContain(suffix, (await viewer.ReadAsync("/api/forecast/officers")).ToJsonString());
        Assert.False((bool)(await viewer.ReadAsync("/api/forecast/officers"))["mayOpen"]!);
        Assert.Equal(403, (await viewer.TryReadAsync("/api/forecast/leaving?month=2")).Status);
        Assert.Equal(403, (await auditor.TryReadAsync("/api/forecast/leaving?month=2")).Status);
        // A leader of T01 is told of T01 alone, whatever team he names; the legal section of all.
        Assert.Equal([$"A-{suffix}"], await LeavingAsync(leader, "", suffix));
        Assert.Empty(await LeavingAsync(leader, "&team=T02", suffix));
        Assert.Equal([$"A-{suffix}", $"B-{suffix}"], await LeavingAsync(supervisor, "", suffix));
        Assert.Equal(["T01"], (await leader.ReadAsync("/api/forecast/officers"))["teams"]!.AsArray().Select(team => (string)team!["id"]!));
        Assert.Equal(400, (await viewer.TryReadAsync("/api/forecast/officers?months=37")).Status);
    }

    /// <summary>How many more are certified today and leave in two months; how many then, without and with the plan.</summary>
    private static (long Now, long Leave, long Floor, long Coming) Change(JsonArray before, JsonArray after)
    {
        return (Of(0, "floor"), Of(2, "leave"), Of(2, "floor"), Of(2, "plan") - Of(2, "floor"));

        long Of(int month, string name) => (long)after[month]![name]! - (long)before[month]![name]!;
    }

    private static async Task<JsonArray> PointsAsync(HttpClient http) =>
        (await http.ReadAsync("/api/forecast/officers?months=3"))["bureau"]!["points"]!.AsArray();

    private static async Task<string[]> LeavingAsync(HttpClient http, string more, string suffix) =>
    [
        .. (await http.ReadAsync($"/api/forecast/leaving?month=2{more}"))["rows"]!.AsArray().Select(row => (string)row!["id"]!)
            .Where(id => id.EndsWith(suffix, StringComparison.Ordinal)),
    ];

    private static JsonObject Officer(string id, string team, bool certified, DateOnly? retires = null)
    {
        var data = new JsonObject { ["officerId"] = id, ["teamId"] = team, ["post"] = true, ["status"] = "Active" };
        if (certified)
        {
            (data["certNo"], data["certValidTo"]) = ($"Z{id}", Iso(Today.AddYears(3)));
        }

        if (retires is { } day)
        {
            data["retiresOn"] = Iso(day);
        }

        return Told.Event("officer.upserted", data);
    }

    private static JsonObject Planned(string id, bool cancelled) => Told.Event("certification.planned", new()
    {
        ["certPlanId"] = id, ["year"] = Later.Year, ["organiser"] = "Province", ["seats"] = 10, ["examOn"] = Told.Today,
        ["expectedIssueOn"] = Iso(Later), ["cancelled"] = cancelled,
    });

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
