using System.Diagnostics;
using Dashboard.Tests.Web;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>
/// Screens that lose their server say so at once, say how old their figures are, and are right again by themselves: nothing missed,
/// nothing doubled. Each test prints the times it measured.
/// </summary>
[Collection(OutageTests.Name)]
public sealed class ReconnectionTests(Chromium chromium, ITestOutputHelper output)
{
    private static readonly string[] FollowingPages = ["/", "/teams/T01", "/items/S14"];

    [Fact]
    public async Task A_link_cut_for_five_seconds_is_mended_with_all_that_happened_meanwhile()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var link = new Link(dashboard.Port);
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var tabs = await Tabs.OpenAsync(profile, dashboard, link.Port);
        await tabs.FileCasesAsync(3);

        link.Cut();
        var lost = Stopwatch.StartNew();
        var said = await tabs.SayTheyAreLostAsync(lost, Tabs.Said);
        await tabs.FileCasesAsync(5);
        await tabs.TellTheirAgeAsync(lost, TimeSpan.FromSeconds(5));
        link.Forward();
        var alive = await Tabs.AliveAsync(link.Port);
        await tabs.FileCasesAsync(3);
        var back = await tabs.ComeBackAsync(alive);

        await tabs.NotLoadedAgainAsync();
        output.WriteLine(
            $"5 s outage: said after {said.TotalSeconds:0.00} s, all four pages right {back.TotalSeconds:0.00} s after /health/live");
    }

    [Fact]
    public async Task A_link_that_swallows_bytes_is_noticed_and_left_for_a_better_one()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var link = new Link(dashboard.Port);
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var tabs = await Tabs.OpenAsync(profile, dashboard, link.Port);

        link.Swallow();
        var silent = Stopwatch.StartNew();
        await tabs.FileCasesAsync(5);
        var said = await tabs.SayTheyAreLostAsync(silent, Tabs.SaidOfSilence);
        await Task.WhenAll(tabs.Screens.Select(screen => screen.Page.WaitForFunctionAsync("() => !window.__dashboard.connected")));
        var given = silent.Elapsed;
        Assert.True(given <= Tabs.SaidOfSilence, $"The dead link was kept for {given.TotalSeconds:0.0} s.");
        link.Forward();
        var alive = await Tabs.AliveAsync(link.Port);
        await tabs.FileCasesAsync(3);
        var back = await tabs.ComeBackAsync(alive);

        await tabs.NotLoadedAgainAsync();
        output.WriteLine(
            $"half-open link: said after {said.TotalSeconds:0.00} s, given up after {given.TotalSeconds:0.00} s, all four pages right " +
                $"{back.TotalSeconds:0.00} s after bytes passed again");
    }

    [Fact]
    public async Task A_page_opened_while_the_server_is_away_shows_the_last_figures_with_their_age()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var visit = await Tabs.OpenAsync(profile, dashboard, dashboard.Port);
        var before = await Task.WhenAll(visit.Screens.Select(screen => screen.ReadAsync()));
        await visit.Screens[0].Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await Task.WhenAll(visit.Screens.Select(screen => screen.Page.CloseAsync(new() { RunBeforeUnload = false })));

        await dashboard.KillAsync();
        var tabs = await visit.ReopenAsync(profile, dashboard.Port);
        var opened = Stopwatch.StartNew();
        foreach (var (screen, known) in tabs.Screens.Zip(before))
        {
            await Assertions.Expect(screen.Page.Locator("body")).ToBeVisibleAsync();
            if (screen.Path.StartsWith("/cases/", StringComparison.Ordinal))
            {
                await Assertions.Expect(screen.Page.Locator("main .failure[role=alert]")).ToContainTextAsync("正在自动重试");
                continue;
            }

            await Assertions.Expect(screen.Banner)
                .ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"服务器未连接，显示的是上次保存的数字，截至 \d\d:\d\d:\d\d，已过 \d+ 秒"));
            var shown = await screen.ReadAsync();
            Assert.Equal(known.Figures, shown.Figures);
            Assert.False(shown.Connected);
            Assert.NotEqual("live", shown.State);
        }

        var said = opened.Elapsed;
        await tabs.Screens[0].Page.ScreenshotAsync(new() { Path = Output.File("server-away.png") });
        dashboard.Launch();
        var alive = await Tabs.AliveAsync(dashboard.Port);
        await tabs.FileCasesAsync(3);
        var back = await tabs.ComeBackAsync(alive);

        output.WriteLine(
            $"opened without a server: old figures with their age after {said.TotalSeconds:0.00} s, all four pages right " +
                $"{back.TotalSeconds:0.00} s after /health/live");
    }

    [Fact]
    public async Task A_page_whose_server_dies_before_the_first_link_finds_it_later()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var profile = await chromium.ProfileAsync();
        var upstream = new Upstream(dashboard);
        await upstream.FileCaseAsync();
        var held = new TaskCompletionSource();
        foreach (var figures in (string[])["**/hubs/**", "**/api/views?*"])
        {
            await profile.RouteAsync(figures, async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            });
        }

        var screens = await Task.WhenAll(FollowingPages.Select(path => Screen.OpenAsync(profile, dashboard.Port, path)));
        var tabs = new Tabs(dashboard, upstream, screens);

        await dashboard.KillAsync();
        held.SetResult();
        foreach (var screen in screens)
        {
            await Assertions.Expect(screen.Banner).ToContainTextAsync("尚未连上服务器");
        }

        dashboard.Launch();
        var alive = await Tabs.AliveAsync(dashboard.Port);
        await tabs.FileCasesAsync(3);
        var back = await tabs.ComeBackAsync(alive);

        output.WriteLine($"first start without a server: all three pages right {back.TotalSeconds:0.00} s after /health/live");
    }
}
