using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>Teams are merged: sums stay, old addresses answer, and a closed period can be read as it was.</summary>
public sealed class MovedCasesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cases_that_move_leave_totals_equal_and_the_period_of_their_team_to_be_read_as_it_was(bool postgres)
    {
        var connection = postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        await using var dashboard = await RunningDashboard.StartAsync(connection: connection);
        var http = dashboard.Http;
        await http.AcceptAsync(SharedCases.Events("32-before.json"));
        var (total, item) = (await http.ViewAsync(Api.Jurisdiction, "2026"), await http.ViewAsync("item/S14", "2026"));
        // Instants are told in whole seconds: one that lies between began after the first post, and ended before the second.
        await NextSecondAsync();
        var between = Uri.EscapeDataString(Told.At(TimeSpan.Zero));
        await NextSecondAsync();

        await http.AcceptAsync(SharedCases.Events("32-move.json"));

        Assert.Equal(Figures(total), Figures(await http.ViewAsync(Api.Jurisdiction, "2026")));
        Assert.Equal(Figures(item), Figures(await http.ViewAsync("item/S14", "2026")));
        Assert.Equal((1, 123_457, 0), Of(await http.ViewAsync("team/T08", "2026-10")));
        Assert.Equal((1, 50_001, 0), Of(await http.ViewAsync("team/T09", "2026-10")));
        Assert.Equal((0, 0, 3), Of(await http.ViewAsync("team/T09", "2026-09")));
        foreach (var asOf in new[] { "2026-11-14", "2026-11-01", "2026-10-31T23:59:59%2B08:00", between })
        {
            Assert.Equal((2, 173_458, 0), Of(await EarlierAsync(http, "team/T08", "2026-10", asOf)));
            Assert.Equal((0, 0, 4), Of(await EarlierAsync(http, "team/T08", "2026-09", asOf)));
            Assert.Equal((0, 0, 0), Of(await EarlierAsync(http, "team/T09", "2026-10", asOf)));
        }

        Assert.Equal((0, 0, 4), Of(await EarlierAsync(http, "team/T08", "2026", "2026-10-09")));
        Assert.Equal((2, 173_458, 4), Of(await EarlierAsync(http, Api.Jurisdiction, "2026", "2026-11-14")));
        Assert.Equal((2, 173_458, 4), Of(await EarlierAsync(http, "item/S14", "2026", "2026-11-14")));
        Assert.Equal(173_458,
            (await EarlierAsync(http, Api.Jurisdiction, "2026", "2026-11-14"))["teams"]!["T08"]!.Figure("period", "finesFen"));
        Assert.Equal((1, 123_457, 1), Of(await EarlierAsync(http, "team/T08", "2026", "2026-11-15")));

        // Teams that are no more answer under their old addresses, and hold what was never moved.
        await http.AcceptAsync(Told.Team("T08").With("status", "Merged").With("parentId", "330203"));
        Assert.Equal((1, 123_457, 1), Of(await http.ViewAsync("team/T08", "2026")));
        Assert.Equal(Figures(total), Figures(await http.ViewAsync(Api.Jurisdiction, "2026")));
        await http.VerifyAsync();
    }

    private static Task NextSecondAsync()
    {
        var now = Told.At(TimeSpan.Zero);
        return Patience.UntilAsync(() => Task.FromResult(Told.At(TimeSpan.Zero) != now), "a second has passed");
    }

    [Fact]
    public async Task What_cannot_be_read_as_it_was_is_refused_with_a_sentence()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        foreach (var (path, status, sentence) in new[]
        {
            ("team/T08?period=2026-10&asOf=yesterday", 400, "asOf must be"),
            ("team/T08?period=2026-10&asOf=2026-02-30", 400, "asOf must be"),
            ("team/T08?asOf=2026-10-31", 400, "asOf must be"),
            ("enterprise/11330203MB1025728K?period=2026&asOf=2026-10-31", 400, "asOf must be"),
            ("team/T99?period=2026&asOf=2026-10-31", 404, "no view team/T99"),
        })
        {
            var (answered, problem) = await dashboard.Http.TryReadAsync($"/api/views/{path}");

            Assert.Equal((path, status), (path, answered));
            Assert.Contains(sentence, (string)problem["detail"]!);
        }
    }

    private static Task<JsonObject> EarlierAsync(HttpClient http, string view, string period, string asOf) =>
        http.ReadAsync($"/api/views/{view}?period={period}&asOf={asOf}");

    private static (long Decided, long Fines, long Filed) Of(JsonNode view) =>
        (view.Figure("period", "casesDecided"), view.Figure("period", "finesFen"), view.Figure("period", "casesFiled"));

    private static string Figures(JsonNode view) => view["counters"]!["period"]!.ToJsonString();
}
