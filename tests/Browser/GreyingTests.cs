using System.Diagnostics;
using Dashboard.Tests.Web;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Screens whose figures have become too old to be trusted say so by their looks.</summary>
[Collection(OutageTests.Name)]
public sealed class GreyingTests(Chromium chromium, ITestOutputHelper output)
{
    /// <summary>Killed while cases are being filed, and away for so long that its figures are no longer to be trusted.</summary>
    [Fact]
    public async Task A_server_killed_for_sixty_seconds_greys_the_pages_and_started_again_on_the_same_data_is_found_again()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var tabs = await Tabs.OpenAsync(profile, dashboard, dashboard.Port);
        var wall = tabs.Screens[0];
        using var enough = new CancellationTokenSource();
        var filing = tabs.FileCasesAsync(enough.Token);
        await tabs.FileCasesAsync(3);

        await dashboard.KillAsync();
        var lost = Stopwatch.StartNew();
        var said = await tabs.SayTheyAreLostAsync(lost, Tabs.Said);
        var greying = Task.WhenAll(
            tabs.Screens.Select(screen =>
                screen.Page.WaitForFunctionAsync("() => document.body.dataset.fresh === 'old'", null, new() { Timeout = 90_000 })));
        await tabs.TellTheirAgeAsync(lost, TimeSpan.FromSeconds(50));
        Assert.False(greying.IsCompleted, "The tiles were greyed before their figures were 60 s old.");
        await greying;
        var greyed = lost.Elapsed;
        await wall.Page.ScreenshotAsync(new() { Path = Output.File("greyed.png") });
        Assert.Equal("grayscale(1)",
            await wall.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.tile')).filter"));
        var faults = await wall.LayoutFaultsAsync();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        await tabs.TellTheirAgeAsync(lost, TimeSpan.FromSeconds(60));

        dashboard.Launch();
        var alive = await Tabs.AliveAsync(dashboard.Port);
        await tabs.FileCasesAsync(3);
        await enough.CancelAsync();
        await filing;
        var back = await tabs.ComeBackAsync(alive);

        await tabs.NotLoadedAgainAsync();
        output.WriteLine(
            $"60 s outage (SIGKILL): said after {said.TotalSeconds:0.00} s, greyed after {greyed.TotalSeconds:0.00} s, " +
                $"all four pages right {back.TotalSeconds:0.00} s after /health/live");
    }
}
