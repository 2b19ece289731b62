using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The wall, alive, on the demo story.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    /// <summary>A notebook, a screen, a large one, screens side by side (32:9 and 28:9), one on its end.</summary>
    private static readonly (int Width, int Height)[] Shapes =
        [(1280, 720), (1366, 768), (1920, 1080), (3840, 2160), (3840, 1080), (6720, 2160), (1080, 1920)];

    /// <summary>Texts that stand across the middle of the picture, or nearer to it than the seam is wide.</summary>
    private const string AcrossTheMiddle = """
        () => {
          const [middle, seam] = [innerWidth / 2, innerHeight / 250];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            for (const { left, right, width } of range.getClientRects()) {
              if (width > 0 && texts.currentNode.data.trim() && left < middle + seam && right > middle - seam) {
                found.push(texts.currentNode.data.trim());
              }
            }
          }
          const tiles = [...document.querySelectorAll("main .tile")].map((tile) => [tile.id, tile.getBoundingClientRect()]);
          return [...found, ...tiles.filter(([, { left, right }]) => left < middle && right > middle).map(([id]) => `#${id}`)];
        }
        """;

    /// <summary>Numbers beside one another that differ in size.</summary>
    private const string Sizes = """
        () => ["#verdict .key", "#deadlines .num", "#board .day", "#metrics .rate", "#teams .open .num", "#teams .over .num",
            "#teams .facts .num", "#open .stages .num", "#ageing .ages .num"]
          .map((row) => [row, new Set([...document.querySelectorAll(row)]
            .filter((node) => node.matches("button") && !node.closest(".money"))
            .map((node) => getComputedStyle(node).fontSize))])
          .filter(([, sizes]) => sizes.size > 1)
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
    [InlineData("en", 1366, 768)]
    [InlineData("zh", 3840, 1080)]
    [InlineData("en", 1080, 1920)]
    public async Task The_wall_fits_its_screen_with_no_text_cut(string language, int width, int height)
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(width, height, Chromium.Still);

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

        // Asked for its proofs, every tile says as of when it stands, and no heading is hidden by that.
        await wall.Page.Locator("[data-proof=digest]").ClickAsync();
        await Assertions.Expect(wall.Page.Locator("#verdict .mark")).Not.ToBeEmptyAsync();
        faults.UnionWith(await wall.LayoutFaultsAsync());

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(await wall.Page.EvaluateAsync<string[]>(Sizes));
        Assert.Empty(wall.Errors);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task On_two_screens_side_by_side_nothing_stands_across_the_seam(string language)
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(3840, 1080, Chromium.Still);
        foreach (var name in (string[])["largest", "storm"])
        {
            var wall = await Screen.OpenAsync(profile, dashboard.Port, $"/style?case={name}&seams=1&lang={language}");
            await wall.Page.WaitForFunctionAsync(
                "() => document.fonts.status === 'loaded' && /^[^M]/.test(document.querySelector('#metrics h3')?.textContent)");
            foreach (var (width, height) in ((int, int)[])[(3840, 1080), (5120, 1440)])
            {
                await wall.Page.SetViewportSizeAsync(width, height);
                await wall.Page.WaitForFunctionAsync(
                    """
                    () => document.querySelectorAll("#items tbody tr").length >= 34
                      && document.querySelectorAll("#warnings .fold").length >= 24
                    """);
                await wall.Page.ScreenshotAsync(new() { Path = Output.File($"seam-{name}-{language}-{width}.png") });

                Assert.Empty(await wall.Page.EvaluateAsync<string[]>(AcrossTheMiddle));
                Assert.Empty(await wall.LayoutFaultsAsync());
            }

            await wall.Page.CloseAsync();
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_hardest_figures_stand_whole_and_in_one_size_beside_one_another_on_screens_of_every_shape(string language)
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Still);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in (string[])["largest", "storm", "unheard", "old", "city"])
        {
            var wall = await Screen.OpenAsync(profile, dashboard.Port, $"/style?case={name}&lang={language}");
            await wall.Page.WaitForFunctionAsync(
                "() => document.fonts.status === 'loaded' && /^[^M]/.test(document.querySelector('#metrics h3')?.textContent)");
            foreach (var (width, height) in Shapes)
            {
                await wall.Page.SetViewportSizeAsync(width, height);
                await wall.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
                string[] found = [.. await wall.LayoutFaultsAsync(), .. await wall.Page.EvaluateAsync<string[]>(Sizes)];
                faults.UnionWith(found.Select(fault => $"{name} at {width}×{height}: {fault}"));
                if (found.Length > 0)
                {
                    await wall.Page.ScreenshotAsync(new() { Path = Output.File($"style-{name}-{language}-{width}x{height}.png") });
                }

                if (name == "storm" && width > 3 * height)
                {
                    // Side by side there is room for all items at once, and on two screens of 16:9 for two dozen warnings.
                    var least = width < 3.4 * height ? 1 : 24;
                    await wall.Page.WaitForFunctionAsync(
                        $$"""
                        () => document.querySelectorAll("#items tbody tr").length >= 34
                          && document.querySelectorAll("#warnings .fold").length >= {{least}}
                        """);
                }

                if (name == "largest" && width > 3 * height)
                {
                    // The last days of each team take turns with the other courses.
                    foreach (var shown in (string[])["past", "hours"])
                    {
                        for (var turn = 0; await wall.Page.GetAttributeAsync("#trends", "data-shown") != shown && turn < 6; turn++)
                        {
                            await wall.Page.Locator("#trends-next:visible").EvaluateAsync("next => next.click()");
                        }

                        faults.UnionWith((await wall.LayoutFaultsAsync()).Select(fault => $"{shown} at {width}×{height}: {fault}"));
                        Assert.Equal(shown == "past" ? 6 : 0, await wall.Page.Locator(".past li").CountAsync());
                    }
                }
            }

            if (name == "largest")
            {
                var lit = await wall.Page.Locator("#teams .card:not([data-light=none])").CountAsync();
                Assert.Equal(4 * lit, await wall.Page.Locator("#teams .over .num:visible").CountAsync());

                // What a shape on a card is called stands beside the teams.
                string[] names = language == "en" ? ["Breach", "Red", "Yellow", "Notice"] : ["违规", "红色", "黄色", "提示"];
                Assert.Equal(names, (await wall.Page.Locator("#teams .shapes i").AllInnerTextsAsync()).Select(text => text.Split(' ')[1]));
            }

            Assert.Empty(wall.Errors);
            await wall.Page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
