using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The wall, alive, on the demo story.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    /// <summary>The wall's document with figures of a year in which everything happened, as a browser keeps it.</summary>
    private const string Enlarged = """
        () => {
          const fill = (values, number) => {
            for (const [name, value] of Object.entries(values)) {
              if (typeof value === "number") {
                values[name] = name.endsWith("Fen") ? number * 100 : number;
              } else if (value && typeof value === "object") {
                fill(value, number);
              }
            }
          };
          const { doc } = structuredClone(window.__dashboard);
          fill(doc.counters, 1234567);
          fill(doc.open, 12345);
          doc.warnings.rules.W01 = { breach: 123, red: 123, yellow: 123 };
          for (const metric of Object.values(doc.metrics)) {
            Object.assign(metric, { numerator: 123456, denominator: 123457, pending: 1982 });
          }
          for (const team of Object.values(doc.teams)) {
            team.counters.day = { inspectionsRandom: 12345, casesFiled: 12345, penalties: 12345 };
            team.open.cases = 12345;
            Object.assign(team.warnings, { breach: 123, red: 123, yellow: 123, blue: 123 });
          }
          for (const item of Object.values(doc.items)) {
            fill({ counters: item.counters, open: item.open }, 12345);
          }
          return JSON.stringify(doc);
        }
        """;

    /// <summary>Numbers beside one another that differ in size.</summary>
    private const string Sizes = """
        () => ["#board .day", "#metrics .rate", "#teams .open .num", "#teams .over .num", "#teams .facts .num", "#open .stages .num",
            "#ageing .ages .num"]
          .map((row) => [row, new Set([...document.querySelectorAll(row)]
            .filter((node) => node.matches("button") && !node.closest(".money"))
            .map((node) => getComputedStyle(node).fontSize))])
          .filter(([, sizes]) => sizes.size !== 1)
          .map(([row, sizes]) => `${row} has the sizes ${[...sizes].join(", ")}`)
        """;

    [Fact]
    public async Task Every_number_on_the_wall_is_the_one_the_server_answers()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();

        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        var taken = await wall.RightAsync(dashboard.Http);
        var shown = await wall.ReadAsync();

        output.WriteLine($"{shown.Figures.Length} numbers equal to the server's {taken.TotalSeconds:0.00} s after the page was there");
        Assert.True(shown.Figures.Length > 100, "The wall shows hardly any number.");
        Assert.Contains(shown.Figures, figure => figure[1].Length > 3);
        Assert.Empty(wall.Errors);
    }

    [Fact]
    public async Task A_posted_event_appears_on_the_wall_by_itself_within_two_seconds()
    {
        var dashboard = await demo.ReadyAsync();
        var upstream = new Upstream(dashboard);
        await using var profile = await chromium.ProfileAsync();
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);
        var number = wall.Page.Locator($"#teams [data-evidence='view=team/T09&counter=casesFiled&period={Upstream.Today:yyyy-MM-dd}']");

        for (var round = 0; round < 5; round++)
        {
            var before = int.Parse(await number.TextContentAsync() ?? "");
            var waited = Stopwatch.StartNew();
            await upstream.FileCaseAsync("T09", "S18");
            var answered = waited.Elapsed;
            await Eventually.RightAsync(
                async () =>
                    int.Parse(await number.TextContentAsync() ?? "") > before ? null : "the new case is not on the wall",
                    TimeSpan.FromSeconds(2));
            output.WriteLine(
                $"posted and durable after {answered.TotalMilliseconds:0} ms, on the wall at most {waited.Elapsed.TotalMilliseconds:0} " +
                    "ms after the post began");
        }

        await wall.RightAsync(dashboard.Http);
        Assert.Empty(wall.Errors);
    }

    [Theory]
    [InlineData("zh", 1920, 1080)]
    [InlineData("zh", 3840, 2160)]
    [InlineData("zh", 1366, 768)]
    [InlineData("en", 1920, 1080)]
    [InlineData("en", 3840, 2160)]
    [InlineData("en", 1366, 768)]
    public async Task The_wall_fits_its_screen_with_no_text_cut(string language, int width, int height)
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(width, height, options => options.ReducedMotion = ReducedMotion.Reduce);

        var wall = await Screen.OpenAsync(profile, dashboard.Port, language == "en" ? "/?lang=en" : "/");
        await wall.RightAsync(dashboard.Http);
        await wall.Page.WaitForFunctionAsync(
            "() => document.fonts.status === 'loaded' && document.querySelector('[data-proof=digest]').dataset.state === 'ok'");
        await wall.Page.ScreenshotAsync(new() { Path = Output.File($"wall-{language}-{width}.png") });
        var pages = int.Parse((await wall.Page.TextContentAsync("#items-page"))!.Split('/')[1]);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < pages; page++)
        {
            faults.UnionWith(await wall.LayoutFaultsAsync());
            await wall.Page.EvaluateAsync("() => document.querySelector('#items-next').click()");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(Sizes));
        Assert.Empty(wall.Errors);
    }

    [Theory]
    [InlineData("zh", 1920, 1080)]
    [InlineData("zh", 3840, 2160)]
    [InlineData("en", 1366, 768)]
    public async Task The_largest_figures_stand_whole_and_in_one_size_beside_one_another(string language, int width, int height)
    {
        var dashboard = await demo.ReadyAsync();
        var path = language == "en" ? "/?lang=en" : "/";
        await using var profile = await chromium.ProfileAsync(width, height, options =>
            (options.ReducedMotion, options.ServiceWorkers) = (ReducedMotion.Reduce, ServiceWorkerPolicy.Block));
        var live = await Screen.OpenAsync(profile, dashboard.Port, path);
        await live.RightAsync(dashboard.Http);
        var enlarged = await live.Page.EvaluateAsync<string>(Enlarged);
        await live.Page.CloseAsync();

        // A wall that finds no link asks for its figures.
        await profile.RouteAsync("**/hubs/**", route => route.AbortAsync());
        await profile.RouteAsync("**/api/views?*", route =>
            route.FulfillAsync(new() { ContentType = "application/json", Body = enlarged }));
        var wall = await Screen.OpenAsync(profile, dashboard.Port, path);
        await wall.Page.WaitForFunctionAsync(
            "() => document.fonts.status === 'loaded' && document.querySelector('#teams .facts .num')?.textContent === '12,345'");
        await wall.Page.ScreenshotAsync(new() { Path = Output.File($"wall-largest-{language}-{width}.png") });

        var faults = await wall.LayoutFaultsAsync();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(Sizes));
        Assert.Equal(
            4 * await wall.Page.Locator("#teams .card").CountAsync(), await wall.Page.Locator("#teams .over .num:visible").CountAsync());
    }
}
