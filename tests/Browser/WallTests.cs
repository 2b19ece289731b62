using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The wall, alive, on the demo story.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    /// <summary>
    /// Texts that are not whole: wider than their box, partly outside the screen or a panel that cuts, or over another text.
    /// What a panel hides whole is not shown at all and is no fault.
    /// </summary>
    private const string Layout = """
        () => {
          const found = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) {
            found.push(`the page scrolls: ${root.scrollWidth}×${root.scrollHeight} in ${root.clientWidth}×${root.clientHeight}`);
          }
          const texts = [];
          for (const node of document.body.querySelectorAll("*")) {
            const style = getComputedStyle(node);
            const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue.trim() !== "");
            if (own.length === 0 || node.getClientRects().length === 0 || style.visibility !== "visible") {
              continue;
            }
            const name = `“${node.textContent.slice(0, 24)}” (${node.tagName.toLowerCase()}.${node.className})`;
            if (style.display !== "inline" && node.scrollWidth > node.clientWidth + 1) {
              found.push(`${name} is ${node.scrollWidth} wide in ${node.clientWidth}`);
            }
            const frames = [];
            for (let up = node.parentElement; up; up = up.parentElement) {
              if (getComputedStyle(up).overflow !== "visible") {
                frames.push(up.getBoundingClientRect());
              }
            }
            const range = document.createRange();
            for (const text of own) {
              range.selectNodeContents(text);
              for (const line of range.getClientRects()) {
                const out = frames.map((frame) => ({
                  whole: line.right <= frame.left + 1 || line.left >= frame.right - 1 || line.bottom <= frame.top + 1 || line.top >= frame.bottom - 1,
                  part: line.left < frame.left - 1 || line.right > frame.right + 1 || (line.top + line.bottom) / 2 < frame.top || (line.top + line.bottom) / 2 > frame.bottom,
                }));
                if (out.some(({ whole }) => whole)) {
                  continue;
                }
                if (out.some(({ part }) => part)) {
                  found.push(`${name} is cut`);
                }
                texts.push({ node, name, line, middle: (line.top + line.bottom) / 2, height: line.height / 4 });
              }
            }
          }
          texts.forEach((a, index) => {
            for (const b of texts.slice(index + 1)) {
              const across = Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left);
              if (across > 1 && Math.abs(a.middle - b.middle) < a.height + b.height && a.node !== b.node) {
                found.push(`${a.name} lies ${across.toFixed(1)} px over ${b.name}`);
              }
            }
          });
          return found;
        }
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
                async () => int.Parse(await number.TextContentAsync() ?? "") > before ? null : "the new case is not on the wall", TimeSpan.FromSeconds(2));
            output.WriteLine($"posted and durable after {answered.TotalMilliseconds:0} ms, on the wall at most {waited.Elapsed.TotalMilliseconds:0} ms after the post began");
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
        await wall.Page.WaitForFunctionAsync("() => document.fonts.status === 'loaded' && document.querySelector('[data-proof=digest]').dataset.state === 'ok'");
        await wall.Page.ScreenshotAsync(new() { Path = Output.File($"wall-{language}-{width}.png") });
        var pages = int.Parse((await wall.Page.TextContentAsync("#items-page"))!.Split('/')[1]);
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < pages; page++)
        {
            faults.UnionWith(await wall.Page.EvaluateAsync<string[]>(Layout));
            await wall.Page.EvaluateAsync("() => document.querySelector('#items-next').click()");
        }

        Assert.Empty(faults);
        Assert.Empty(wall.Errors);
    }
}
