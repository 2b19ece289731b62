using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The wall, alive, on the demo story.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
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
        Assert.Empty(wall.Errors);
    }
}
