using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>What a wall says of the next fortnight: each number is the number of limits that end on that day, and opens to them.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class DeadlineTests(PlainDashboard dashboard)
{
    private HttpClient Http => dashboard.Http;

    [Fact]
    public async Task A_limit_counts_on_its_last_day_until_it_is_met_and_opens_to_what_it_is_of()
    {
        var team = await dashboard.NewTeamAsync();
        var id = Told.NewId("C");
        await Http.AcceptAsync(Told.Filed(id, team, day: Told.At(-TimeSpan.FromDays(82))[..10]));

        var filed = await Http.ViewAsync($"team/{team}");
        Assert.Equal(1, Of(filed, "W01"));
        await OpensAsync(filed);

        // The decision meets that limit and begins others.
        await Http.AcceptAsync(Told.Decided(id, 100, team));
        // It was made without what must go before it: two orders are drafted of that, which have limits of their own.
        await Patience.UntilAsync(async () => (long)(await Http.ReadAsync($"/api/subjects?kind=order&team={team}"))["total"]! == 2,
            "two orders are drafted");
        var decided = await Http.ViewAsync($"team/{team}");
        Assert.Equal((0, 1), (Of(decided, "W01"), Of(decided, "W02")));
        await OpensAsync(decided);
        await OpensAsync(await Http.ViewAsync(Api.Jurisdiction));
        Assert.Null((await Http.ViewAsync($"team/{team}", Told.Today[..4]))["deadlines"]);
        var (status, _) = await Http.TryReadAsync($"/api/evidence?view=team/{team}&due=soon");
        Assert.Equal(400, status);
        (status, _) = await Http.TryReadAsync($"/api/evidence?view=team/{team}&due={Told.Today}..soon");
        Assert.Equal(400, status);
    }

    private static long Of(JsonObject view, string rule) =>
        view["deadlines"]!.AsObject().Sum(day => (long?)day.Value![rule] ?? 0);

    private async Task OpensAsync(JsonObject view)
    {
        var name = (string)view["view"]!;
        for (var ahead = 0; ahead < 14; ahead++)
        {
            var day = Told.At(TimeSpan.FromDays(ahead))[..10];
            var evidence = await Http.ReadAsync($"/api/evidence?view={name}&due={day}");
            var shown = view["deadlines"]![day]?.AsObject().Sum(static rule => (long)rule.Value!) ?? 0;
            Assert.Equal((name, day, shown), (name, day, (long)evidence["total"]!));
            Assert.All(evidence["rows"]!.AsArray(), row => Assert.Equal(day, (string?)row!["due"]));
        }

        // Several days together, those that end first before the others.
        var (first, last) = (Told.At(TimeSpan.Zero)[..10], Told.At(TimeSpan.FromDays(13))[..10]);
        var all = await Http.ReadAsync($"/api/evidence?view={name}&due={first}..{last}&size=500");
        var ends = all["rows"]!.AsArray().Select(static row => (string)row!["due"]!).ToList();
        Assert.Equal(view["deadlines"]!.AsObject().Where(day => string.CompareOrdinal(day.Key, last) <= 0)
            .Sum(static day => day.Value!.AsObject().Sum(static rule => (long)rule.Value!)), (long)all["total"]!);
        Assert.Equal(ends.Order(StringComparer.Ordinal), ends);
    }
}
