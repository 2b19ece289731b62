using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>
/// The demo's year 2020 is the year the bureau published (DOMAIN.md §15), and every number of the demo can be opened:
/// what opens is exactly the number.
/// </summary>
[Collection(DemoDashboardUsers.Name)]
public sealed class PublishedFiguresTests(DemoDashboard dashboard)
{
    /// <summary>Metrics that say something of a jurisdiction as a whole (seeds/rules.json: scope).</summary>
    private static readonly string[] OfJurisdiction = ["M13", "M16", "M17", "M22", "M33", "M34", "M36", "M36b", "M42", "M65", "M68"];

    private HttpClient Http => dashboard.Http;

    [Theory]
    [InlineData("penalties", 2_006)]
    [InlineData("finesAndConfiscationsFen", 602_542_600)]
    [InlineData("licencesDecided", 2_558)]
    [InlineData("inspectionsRandom", 95)]
    [InlineData("inspectionsRoutine", 165)]
    [InlineData("inspectionsAdHoc", 70)]
    [InlineData("plansPublished", 5)]
    [InlineData("plansFinished", 5)]
    [InlineData("reviewsCorrected", 0)]
    [InlineData("lawsuitsLost", 0)]
    public async Task The_year_2020_shows_the_published_figure(string counter, long published) =>
        Assert.Equal(published, (await Http.ViewAsync(Api.Jurisdiction, "2020")).Figure("period", counter));

    /// <summary>Else its cases would stand on the walls of a bureau as its own.</summary>
    [Fact]
    public async Task A_ledger_that_a_demo_was_told_into_says_so_for_good()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-told-").FullName;
        var copy = Path.Combine(folder, "copy");
        var (made, said) = await Tool.RunAsync("Dashboard.Web.dll", ["backup", copy], [("Dashboard__DataPath", dashboard.Data)]);
        Assert.True(made == 0, said);
        var there = Directory.CreateDirectory(Path.Combine(folder, "there")).FullName;
        (made, said) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", copy], [("Dashboard__DataPath", there)]);
        Assert.True(made == 0, said);

        await using (var plain = await RunningDashboard.StartAsync(
            demo: false, more: new Dictionary<string, string> { ["Dashboard__DataPath"] = there }))
        {
            Assert.True((bool?)(await plain.Http.ViewAsync(Api.Jurisdiction))["demo"]);
            Assert.True((bool?)(await plain.Http.ReadAsync($"/api/views/{Api.Jurisdiction}?period=2020&asOf=2021-02-01"))["demo"]);
            // What the pages say it by that follow no view.
            Assert.True((bool?)(await plain.Http.ReadAsync("/api/about"))["demo"]);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task In_2020_every_decision_was_published_and_every_planned_task_done()
    {
        var metrics = (await Http.ViewAsync(Api.Jurisdiction, "2020"))["metrics"]!;

        foreach (var metric in new[] { "M01", "M12" })
        {
            Assert.Equal(100, (double)metrics[metric]!["value"]!);
            Assert.True((long)metrics[metric]!["numerator"]! > 0);
            Assert.Equal(((long)metrics[metric]!["numerator"]!, 0),
                ((long)metrics[metric]!["denominator"]!, (long)metrics[metric]!["pending"]!));
        }

        foreach (var metric in new[] { "M27", "M28" })
        {
            Assert.Equal(0, (long)metrics[metric]!["numerator"]!);
            Assert.Equal((long)metrics[metric]!["denominator"]! == 0 ? null : 0d, (double?)metrics[metric]!["value"]);
        }
    }

    [Fact]
    public async Task The_months_of_2020_add_up_to_the_year_and_the_days_of_a_month_to_the_month()
    {
        var year = (await Http.ViewAsync(Api.Jurisdiction, "2020"))["counters"]!["period"]!.AsObject();
        var months = await Task.WhenAll(Enumerable.Range(1, 12).Select(month => Http.ViewAsync(Api.Jurisdiction, $"2020-{month:00}")));
        var days = new List<JsonObject>();
        for (var day = 1; day <= 31; day++)
        {
            days.Add(await Http.ViewAsync(Api.Jurisdiction, $"2020-05-{day:00}"));
        }

        foreach (var (counter, total) in year)
        {
            Assert.Equal((counter, (long)total!), (counter, months.Sum(month => month.Figure("period", counter))));
            Assert.Equal((counter, months[4].Figure("period", counter)), (counter, days.Sum(day => day.Figure("period", counter))));
        }
    }

    [Fact]
    public async Task The_last_days_of_the_teams_add_up_to_those_of_the_whole()
    {
        // What one team does to another's figures (an order that is closed) comes to the whole a moment later.
        await Patience.UntilAsync(
            async () =>
            {
                var days = (await Http.ViewAsync(Api.Jurisdiction))["trend"]!["days"]!.AsObject();
                var teams = (await Http.ReadAsync($"/api/views/{Api.Jurisdiction}?trends=1"))["teams"]!.AsObject();
                Assert.NotEmpty(days);
                return Counted([days]).SequenceEqual(Counted(teams.Select(static team => team.Value!.AsObject())));
            },
            "the teams' days come to the whole's", 20);

        static IEnumerable<string> Counted(IEnumerable<JsonObject> parts) => parts
            .SelectMany(static days => days).SelectMany(static day => day.Value!.AsObject(), static (day, counter) => (day.Key, counter))
            .GroupBy(static of => $"{of.Key} {of.counter.Key}", static of => (long)of.counter.Value!)
            .Select(static of => (of.Key, Sum: of.Sum())).Where(static of => of.Sum != 0)
            .Select(static of => $"{of.Key}: {of.Sum}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Teams_add_up_to_the_total_and_so_do_items()
    {
        foreach (var period in new[] { null, "2020", "2020-05", "2025" })
        {
            var view = await Http.ViewAsync(Api.Jurisdiction, period, full: true);
            foreach (var within in ShownNumbers.Periods.Where(name => view["counters"]![name] is not null))
            {
                var names = view["counters"]![within]!.AsObject().Select(counter => counter.Key)
                    .Union(view["teams"]!.AsObject().SelectMany(team =>
                        team.Value!["counters"]![within]!.AsObject().Select(counter => counter.Key)))
                    .Union(view["items"]!.AsObject().SelectMany(item =>
                        item.Value!["counters"]![within]!.AsObject().Select(counter => counter.Key)));
                foreach (var counter in names)
                {
                    var what = $"{period ?? "now"} {within} {counter}";
                    Assert.Equal((what, view.Figure(within, counter)),
                        (what, view["teams"]!.AsObject().Sum(team => team.Value!.Figure(within, counter))));
                    Assert.Equal((what, view.Figure(within, counter)),
                        (what, view["items"]!.AsObject().Sum(item => item.Value!.Figure(within, counter))));
                }
            }

            foreach (var (stage, open) in view["open"]!["byStage"]!.AsObject())
            {
                Assert.Equal((stage, (long)open!), (stage, view["teams"]!.AsObject().Sum(team => team.Value!.OpenIn(stage))));
            }

            Assert.Equal((long)view["open"]!["cases"]!, view["items"]!.AsObject().Sum(item => (long)item.Value!["open"]!["cases"]!));

            foreach (var (metric, rate) in view["metrics"]!.AsObject())
            {
                if (OfJurisdiction.Contains(metric))
                {
                    Assert.All(view["teams"]!.AsObject(), team => Assert.Null(team.Value!["metrics"]![metric]));
                    continue;
                }

                foreach (var part in ShownNumbers.Parts)
                {
                    Assert.Equal((metric, part, (long)rate![part]!),
                        (metric, part, view["teams"]!.AsObject().Sum(team => (long)team.Value!["metrics"]![metric]![part]!)));
                }
            }

            Assert.Equal((long)view["open"]!["cases"]!, view["open"]!["ageing"]!.AsObject().Sum(age => (long)age.Value!));
            Assert.Equal((long)view["open"]!["cases"]!, view["open"]!["byStage"]!.AsObject().Sum(stage => (long)stage.Value!));
        }
    }

    [Theory]
    [InlineData(Api.Jurisdiction)]
    [InlineData("team/T04")]
    [InlineData("team/unassigned")]
    [InlineData("item/S14")]
    [InlineData("item/unclassified")]
    public async Task Every_number_of_a_view_opens_to_exactly_itself(string view)
    {
        foreach (var period in new[] { null, "2020" })
        {
            var shown = await Http.ViewAsync(view, period);
            // The whole bureau's rows are many. What teams have too is the sum of theirs, and opened there.
            var numbers = ShownNumbers.Of(shown, period).Where(number => view != Api.Jurisdiction
                || (period is null ? number.Query.StartsWith("open=", StringComparison.Ordinal)
                    : number.Query.StartsWith("counter=", StringComparison.Ordinal))
                || OfJurisdiction.Any(metric => number.Query.StartsWith($"metric={metric}&", StringComparison.Ordinal))).ToList();
            Assert.NotEmpty(numbers);
            foreach (var (query, read, _) in numbers)
            {
                await Http.OpensToItselfAsync(view, query, read, period, shown);
            }
        }
    }

    [Fact]
    public async Task A_number_that_is_left_out_opens_to_nothing()
    {
        var (total, sum) = await Http.OpenNumberAsync("/api/evidence?view=team/T10&counter=inspectionsRandom&period=2020");

        Assert.Equal((0, 0), (total, sum));
    }

    [Fact]
    public Task The_server_proves_the_whole_demo() => Http.VerifyAsync();
}
