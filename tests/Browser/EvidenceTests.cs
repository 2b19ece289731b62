using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Every number opens what stands behind it, and that adds up to the number.</summary>
[Collection(BrowserTests.Name)]
public sealed class EvidenceTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    /// <summary>
    /// Clicks a number of every kind on the page, waits for the drawer's verdict, compares its total with the number on the page itself,
    /// and closes it. A number that moved meanwhile is compared as it stands when the verdict falls. Of the numbers that differ in nothing
    /// but a team, an item, a rate, a rule or a period, one drawn by lot is clicked, and of very many kinds as many as are wanted: that
    /// each opens to itself is proved without a browser.
    /// </summary>
    private const string OpenAll = """
        async ({ seen, most }) => {
          const byLot = (nodes) => nodes.map((node) => [Math.random(), node]).sort(([a], [b]) => a - b);
          const frame = () => new Promise((resolve) => setTimeout(resolve, 5));
          const dialog = document.querySelector("dialog.evidence");
          const wrong = [];
          let opened = 0;
          for (const [, node] of byLot([...document.querySelectorAll(".num[data-evidence]")])) {
            const query = node.dataset.evidence;
            const kind = query.replace(/\b[A-Z]\d+\b|\d{4}(-\d\d(-\d\d)?)?|\b(day|month|year)\b/g, "*");
            // The list of warnings changes meanwhile: what has left the page cannot be clicked.
            if (!node.isConnected || seen.includes(kind) || seen.length >= most) {
              continue;
            }
            seen.push(kind);
            node.click();
            const until = performance.now() + 10_000;
            const state = () => dialog.querySelector(".check").dataset.state;
            while ((!dialog.open || !["ok", "bad"].includes(state())) && performance.now() < until) {
              await frame();
            }
            const [shown, total] = [...dialog.querySelectorAll(".numbers b")].map(({ textContent }) => textContent);
            if (node.isConnected && (state() !== "ok" || shown !== total || total !== node.textContent)) {
              const failure = dialog.querySelector(".failure")?.textContent;
              wrong.push(`${query}: the page shows ${node.textContent}, the drawer ${shown}, its rows ${total} (${state()}, ${failure})`);
            }
            opened++;
            dialog.close();
            while (dialog.open || location.hash !== "") {
              await frame();
            }
          }
          return JSON.stringify({ opened, wrong, seen });
        }
        """;

    [Theory]
    [InlineData("/", 40)]
    [InlineData("/teams/T01", 40)]
    [InlineData("/teams/T04?period=2020", 20)]
    public async Task Each_number_opens_rows_that_add_up_to_it(string path, int most)
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Still);
        var screen = await Screen.OpenAsync(profile, dashboard.Port, path);
        // What opens numbers is fetched when there are some.
        await screen.Page.WaitForFunctionAsync(
            "() => document.querySelectorAll('.num[data-evidence]').length > 20 && document.querySelector('dialog.evidence') !== null");
        var waited = Stopwatch.StartNew();

        var (opened, wrong, seen) = (0, new List<string>(), Array.Empty<string>());
        var pages = path == "/" ? int.Parse((await screen.Page.TextContentAsync("#items-page"))!.Split('/')[1]) : 1;
        for (var page = 0; page < pages; page++)
        {
            var text = await screen.Page.EvaluateAsync<string>(OpenAll, new { seen, most });
            var result = System.Text.Json.JsonDocument.Parse(text).RootElement;
            opened += result.GetProperty("opened").GetInt32();
            wrong.AddRange(result.GetProperty("wrong").EnumerateArray().Select(one => one.GetString()!));
            seen = [.. result.GetProperty("seen").EnumerateArray().Select(one => one.GetString()!)];
            if (pages > 1)
            {
                await screen.Page.EvaluateAsync("() => document.querySelector('#items-next').click()");
            }
        }

        output.WriteLine($"{path}: {opened} numbers opened in {waited.Elapsed.TotalSeconds:0.0} s, {wrong.Count} wrong");
        Assert.Equal(most, opened);
        Assert.Empty(wrong);
        Assert.Empty(screen.Errors);
        Assert.Empty(await screen.Page.EvaluateAsync<string[]>("() => window.__markup"));
    }

    [Fact]
    public async Task A_click_opens_the_evidence_its_rows_lead_on_and_Esc_closes_it()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);

        await wall.Page.Locator("#open .total .num").ClickAsync();
        await Assertions.Expect(wall.Page.Locator("dialog.evidence .check[data-state=ok]")).ToBeVisibleAsync();
        await wall.Page.ScreenshotAsync(new() { Path = Output.File("evidence.png") });
        await wall.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(wall.Page.Locator("dialog.evidence")).ToBeHiddenAsync();
        Assert.Equal("/", new Uri(wall.Page.Url).PathAndQuery + new Uri(wall.Page.Url).Fragment);

        await wall.Page.Locator("#open .total .num").ClickAsync();
        var row = wall.Page.Locator("dialog.evidence tbody tr a.digits").First;
        var id = await row.TextContentAsync();
        await row.ClickAsync();
        await Assertions.Expect(wall.Page.Locator("h1")).ToHaveTextAsync(id!);
        await wall.Page.Locator(".timeline [data-event]").First.WaitForAsync();
    }
}
