using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>
/// Annulments, order and amended calendars (DOMAIN.md §1.16–1.18, 1.21) as producers send them, over HTTP: every figure opens, and a
/// recount gives the same.
/// </summary>
public sealed class RoundsTests : IAsyncLifetime
{
    private RunningDashboard dashboard = null!;

    private HttpClient Http => dashboard.Http;

    [Fact]
    public async Task What_producers_send_of_annulments_order_and_calendars_gives_the_right_answers()
    {
        foreach (var file in new[] { "05-old-annulled", "05-reviews", "06a", "06-served-before", "N1-receipt", "01-calendar",
            "01-calendar-2027", "01-cases" })
        {
            var told = Events($"{file}.json");
            Assert.Equal(told.Length, (int)(await Http.TellAsync(told))["accepted"]!);
        }

        var wall = await Http.ViewAsync(Api.Jurisdiction, "2026-06");
        Assert.Equal((16L, 12L), (wall.Figure("period", "reviewsConcluded"), wall.Figure("period", "reviewsCorrected")));
        Assert.Equal(12, (long)(await Http.ReadAsync(
            $"/api/evidence?view={Api.Jurisdiction}&counter=reviewsCorrected&period=2026-06"))["total"]!);
        var annulled = await Http.ReadAsync("/api/subjects/HX-old");
        Assert.Equal("2025-05-10", (string?)Clock(annulled, "PEN-12")["stoppedOn"]);
        Assert.DoesNotContain(annulled["warnings"]!.AsArray(), warning => (bool)warning!["open"]! && (string?)warning["rule"] == "W17");
        Assert.Equal("2025-05-10", (string?)annulled["money"]!["annulledOn"]);
        Assert.Equal(360_000, (await Http.ViewAsync(Api.Jurisdiction, "2025-02")).Figure("period", "finesFen"));
        Assert.Equal(390_000, (await Http.ViewAsync(Api.Jurisdiction, "2025-12-08")).Figure("period", "paidFen"));
        Assert.Contains("G4", Failed(await Http.ReadAsync("/api/subjects/H06-a")));
        var early = await Http.ReadAsync("/api/subjects/HX-serv");
        Assert.Contains("V8", Failed(early));
        Assert.Null(Clock(early, "PEN-10")["stoppedOn"]);
        Assert.Equal("2018-12-29", (string?)Clock(await Http.ReadAsync("/api/subjects/H01-A"), "DIS-01")["due"]);
        Assert.Equal("2019-01-02", (string?)Clock(await Http.ReadAsync("/api/subjects/H01-B"), "PEN-03")["due"]);

        var running = Told.Decided(Told.NewId("C"), 100, "T01").With("decidedOn", "2026-11-25");
        await Http.AcceptAsync(running);
        var path = $"/api/subjects/{(string?)running["data"]!["caseId"]}";
        Assert.Equal("2026-12-04", (string?)Clock(await Http.ReadAsync(path), "DIS-01")["due"]);
        var dropping = await Http.TellAsync(Events("02-amend.json"));
        Assert.Equal("V6", (string?)dropping["results"]![0]!["code"]);
        Assert.Equal(1, (int)(await Http.TellAsync(Events("02-amend-full.json")))["accepted"]!);
        Assert.Equal("2026-12-10", (string?)Clock(await Http.ReadAsync(path), "DIS-01")["due"]);
        await Http.VerifyAsync();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => dashboard = await RunningDashboard.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    private static JsonNode Clock(JsonObject subject, string limit) =>
        subject["clocks"]!.AsArray().Single(clock => (string?)clock!["limit"] == limit)!;

    private static string?[] Failed(JsonObject subject) =>
        [.. subject["guards"]!["failed"]!.AsArray().Select(guard => (string?)guard!["id"])];

    private static JsonObject[] Events(string name) =>
        SharedCases.Events(name);
}
