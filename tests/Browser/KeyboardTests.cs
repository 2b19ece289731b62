using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The wall and the pages behind it without a mouse.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(Chromium chromium, DemoDashboard demo)
{
    private const string Focused = "() => document.activeElement?.dataset.evidence ?? document.activeElement?.getAttribute('href') ?? ''";

    [Fact]
    public async Task Tab_reaches_the_numbers_Enter_opens_one_and_Esc_leads_back_to_it()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);
        var page = wall.Page;

        var reached = new List<string>();
        for (var step = 0; step < 10 && reached.Count < 4; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>(Focused);
            if (focused.StartsWith("view=", StringComparison.Ordinal))
            {
                reached.Add(focused);
            }
        }

        var numbers = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main .num')].slice(0, 4).map((node) => node.dataset.evidence)");
        Assert.Equal(numbers, reached);
        Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog.evidence .check[data-state=ok]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("dialog.evidence")).ToBeHiddenAsync();
        Assert.Equal(reached[^1], await page.EvaluateAsync<string>(Focused));

        // Past header, counters and teams a way leads to the warnings.
        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var steps = 0;
        for (; steps < 8 && !(await page.EvaluateAsync<string>(Focused)).Contains("warning=all", StringComparison.Ordinal); steps++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.InRange(steps, 1, 6);
    }

    [Fact]
    public async Task A_team_is_reached_and_left_by_keys()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);
        var page = wall.Page;

        for (var step = 0; step < 120 && await page.EvaluateAsync<string>(Focused) != "/teams/T02"; step++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal("/teams/T02", await page.EvaluateAsync<string>(Focused));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/teams/T02$"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("二中队");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^http://[^/]+/$"));
    }
}
