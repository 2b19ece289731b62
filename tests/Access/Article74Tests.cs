using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>
/// Administrative Penalty Law art. 74: how much a team did gives it no other colour and no other place. The pages themselves:
/// <c>tests/js/art74.test.js</c>.
/// </summary>
public sealed class Article74Tests(Bureau bureau) : IClassFixture<Bureau>
{
    private static readonly string Year = Told.Today[..4];

    private static readonly string[] Levels = ["breach", "red", "yellow", "blue"];

    private static int firms = 7_400;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_times_the_cases_fines_and_inspections_of_a_team_change_no_level_no_standing_and_no_order_of_rows()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        using var supervisor = await bureau.SignInAsync("supervisor");
        foreach (var team in new[] { "T03", "T02", "T05" })
        {
            // A breach each, which gives a level and a draft, an order by hand and a duty.
            var id = Told.NewId("B");
            await source.AcceptAsync([Told.Filed(id, team), Told.Decided(id, 300, team), .. Work(team, 2)]);
            await PostAsync(supervisor, "/api/orders", new
            {
                teamId = team, title = "t", severity = "Red", demand = "d",
                targets = new[] { new { subjectType = "case", subjectId = id } },
            });
            await PostAsync(supervisor, "/api/year/duty", new
            {
                agendaId = "A", no = "1", text = "t", chapter = "一", leadTeam = team, due = $"{Year}-12-31", leaderRole = "r", post = "p",
                measure = new { kind = "Metric", metricId = "M07", target = 95 },
            });
        }

        await Patience.UntilAsync(async () => (await supervisor.ReadAsync("/api/orders"))["rows"]!.AsArray()
            .Count(static row => (string?)row!["rule"] == "W04") == 3, "three drafts");
        var before = await StandsAsync(supervisor);
        var (cases, fines) = await CountedAsync(supervisor);

        await source.AcceptAsync([.. Work("T02", 18)]);

        Assert.Equal((cases + 18, fines + (18 * 10_000)), await CountedAsync(supervisor));
        Assert.Equal(before, await StandsAsync(supervisor));
        await admin.VerifyAsync();
    }

    /// <summary>Inspections with their record, each of a firm of its own, and penalties on the spot: as the law wants them.</summary>
    private static IEnumerable<JsonObject> Work(string team, int number) => Enumerable.Range(0, number).SelectMany(_ =>
    {
        var (act, id, firm) = (Told.NewId("I"), Told.NewId("S"), Told.Organisation("某试验企业", Told.CreditCode(firms++)));
        return new[]
        {
            Told.Started(act, team, party: firm.DeepClone().AsObject()), Told.Completed(act, team),
            Told.Event("case.onSpotDecided", new()
            {
                ["caseId"] = id, ["docNo"] = $"当罚{id}", ["teamId"] = team, ["party"] = firm,
                ["decidedOn"] = Told.Today, ["kinds"] = new JsonArray("Fine"), ["fine"] = 10_000, ["primaryItemCode"] = "S14",
                ["officers"] = new JsonArray(new JsonObject { ["certNo"] = "SHIYAN0001" }, new JsonObject { ["certNo"] = "SHIYAN0002" }),
                ["disclosureRequired"] = false,
            }),
        };
    });

    private static async Task<(long Cases, long Fines)> CountedAsync(HttpClient http)
    {
        var view = await http.ViewAsync("team/T02");
        return (view.Figure("year", "penalties"), view.Figure("year", "finesFen"));
    }

    /// <summary>What gives a colour or a place: levels, standings to the target, and rows in their order.</summary>
    private static async Task<string> StandsAsync(HttpClient http)
    {
        var view = await http.ViewAsync(Api.Jurisdiction);
        var rules = (await http.ReadAsync("/api/rules"))["metrics"]!.AsArray()
            .ToDictionary(static rule => (string)rule!["id"]!, static rule => (double?)rule!["target"]);
        var text = new List<string>();
        foreach (var (id, team) in view["teams"]!.AsObject())
        {
            var warnings = team!["warnings"] as JsonObject;
            text.Add($"team {id} {string.Join(' ', Levels.Where(level => (long?)warnings?[level] > 0))}");
        }

        foreach (var of in new[] { Api.Jurisdiction, "team/T02" })
        {
            text.AddRange((await http.ViewAsync(of))["metrics"]!.AsObject().Select(metric => (metric.Key, Rate: RateOf(metric.Value!)))
                .Where(metric => rules.GetValueOrDefault(metric.Key) is not null && metric.Rate is not null)
                .Select(metric => $"{of} {metric.Key} {(metric.Rate >= rules[metric.Key] ? "met" : "unmet")}"));
        }

        text.AddRange((await http.ReadAsync("/api/orders"))["rows"]!.AsArray()
            .Select(static row => $"order {row!["id"]} {row["stage"]} {row["level"]} {row["overdue"]}"));
        text.AddRange((await http.ReadAsync("/api/year"))["rows"]!.AsArray()
            .Select(static row => $"duty {row!["id"]} {row["stage"]} {row["overdue"]} {row["percent"]}"));
        text.AddRange((await http.ReadAsync($"/api/evidence?view={Api.Jurisdiction}&warning=all&level=breach"))["rows"]!.AsArray()
            .Where(static row => (string)row!["kind"]! == "case").Select(static row => $"row {row!["rule"]} {row["team"]} {row["id"]}"));
        return string.Join('\n', text);

        static double? RateOf(JsonNode metric) => (double)metric["denominator"]! is var below and > 0
            ? 100 * (double)metric["numerator"]! / below : null;
    }

    private static async Task PostAsync(HttpClient http, string path, object data)
    {
        using var answer = await http.PostAsJsonAsync(path, data, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
