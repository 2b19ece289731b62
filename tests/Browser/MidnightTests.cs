using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>A screen that has lost the server before midnight does not call yesterday's figures today's.</summary>
[Collection(OutageTests.Name)]
public sealed class MidnightTests(Chromium chromium, DemoDashboard demo)
{
    [Fact]
    public async Task Past_midnight_without_a_server_the_figures_carry_their_date()
    {
        var dashboard = await demo.ReadyAsync();
        await using var link = new Link(dashboard.Port);
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var midnight = new DateTimeOffset(now.Date.AddDays(1), now.Offset);
        await profile.Clock.InstallAsync(new() { TimeDate = now.UtcDateTime });
        var wall = await Screen.OpenAsync(profile, link.Port, "/");
        await wall.RightAsync(dashboard.Http);
        var page = wall.Page;
        await Assertions.Expect(page.Locator("#board .rows .day")).ToHaveTextAsync("今日");
        await Assertions.Expect(page.Locator("#teams-period")).ToHaveTextAsync("今日");
        await Assertions.Expect(page.Locator(".as-of").First)
            .ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^数据截至 \d\d:\d\d:\d\d$"));
        var board = await page.Locator("#board .num").AllTextContentsAsync();

        link.Cut();
        await Assertions.Expect(wall.Banner).ToBeVisibleAsync();
        await page.Clock.FastForwardAsync((long)(midnight - now).TotalMilliseconds + 60_000);

        await Assertions.Expect(page.Locator("#board .rows .day")).ToHaveTextAsync($"{now.Month}月{now.Day}日");
        await Assertions.Expect(page.Locator("#teams-period")).ToHaveTextAsync($"{now.Month}月{now.Day}日");
        await Assertions.Expect(page.Locator("#board .rows .month"))
            .ToHaveTextAsync(midnight.Month == now.Month ? "本月" : $"{now.Year}年{now.Month}月");
        await Assertions.Expect(page.Locator("[data-date]")).ToContainTextAsync($"{midnight.Year}年{midnight.Month}月{midnight.Day}日");
        await Assertions.Expect(page.Locator(".as-of").First).ToContainTextAsync($"数据截至 {now:yyyy-MM-dd}");
        await Assertions.Expect(page.Locator("body")).ToHaveAttributeAsync("data-fresh", "old");
        await Assertions.Expect(page.Locator(".day-kind")).ToBeHiddenAsync();
        Assert.Equal(board, await page.Locator("#board .num").AllTextContentsAsync());
        await page.ScreenshotAsync(new() { Path = Output.File("midnight.png") });

        link.Forward();
        await wall.RightAsync(dashboard.Http);
        await Assertions.Expect(page.Locator("#board .rows .day")).ToHaveTextAsync("今日");
    }
}
