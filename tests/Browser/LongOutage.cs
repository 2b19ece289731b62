using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Browser;

/// <summary>
/// A server away for sixty seconds. It begins with the first test of its class and goes on while the others run, since all there is
/// to do is wait.
/// </summary>
public sealed partial class LongOutage : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private readonly Lazy<Task<Times>> running;

    public LongOutage(Chromium chromium)
    {
        running = new(() => RunAsync(chromium));
        _ = Running;
    }

    /// <summary>The outage, from its beginning.</summary>
    public Task<Times> Running => running.Value;

    /// <summary>What was measured.</summary>
    /// <param name="Said">From the loss to the last page that said so.</param>
    /// <param name="Greyed">From the loss to the last page greyed.</param>
    /// <param name="Back">From the server's first answer to the last page that was right.</param>
    public sealed record Times(TimeSpan Said, TimeSpan Greyed, TimeSpan Back);

    /// <summary>Its server ends with it, whoever waited for it.</summary>
    public async ValueTask DisposeAsync() => await ((Task)Running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Looks at pages that have lost their server until an outage is over: the age they tell never goes back nor lags.</summary>
    internal static async Task WatchAsync(Stopwatch lost, TimeSpan length, IReadOnlyList<Screen> screens)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (lost.Elapsed < length && await timer.WaitForNextTickAsync())
        {
            var least = lost.Elapsed - TimeSpan.FromSeconds(2.5);
            foreach (var screen in screens)
            {
                var text = await screen.Banner.TextContentAsync() ?? "";
                Assert.True(Age(text) >= least,
                    $"{screen.Path} has been without a server for {lost.Elapsed.TotalSeconds:0} s and says: {text}");
            }
        }
    }

    private static async Task<Times> RunAsync(Chromium chromium)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var profile = await chromium.ProfileAsync();
        var tabs = await Tabs.OpenAsync(profile, dashboard, dashboard.Port);
        await tabs.FileCasesAsync(3);

        await dashboard.KillAsync();
        var lost = Stopwatch.StartNew();
        var said = await tabs.SayTheyAreLostAsync(lost, Tabs.Said);
        var greying = Task.WhenAll(
            tabs.Screens.Select(screen =>
                screen.Page.WaitForFunctionAsync("() => document.body.dataset.fresh === 'old'", null, new() { Timeout = 90_000 })));
        await WatchAsync(lost, TimeSpan.FromSeconds(50), tabs.Screens);
        Assert.False(greying.IsCompleted, "The tiles were greyed before their figures were 60 s old.");
        await greying;
        var greyed = lost.Elapsed;
        await tabs.Screens[0].Page.ScreenshotAsync(new() { Path = Output.File("greyed.png") });
        Assert.Equal("grayscale(1)",
            await tabs.Screens[0].Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.tile')).filter"));
        var faults = await tabs.Screens[0].LayoutFaultsAsync();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        await WatchAsync(lost, Length, tabs.Screens);

        dashboard.Launch();
        var alive = await Tabs.AliveAsync(dashboard.Port);
        await tabs.FileCasesAsync(3);
        var back = await tabs.ComeBackAsync(alive);
        await tabs.NotLoadedAgainAsync();
        return new(said, greyed, back);
    }

    private static TimeSpan Age(string banner)
    {
        var minutes = Minutes().Match(banner);
        var seconds = Seconds().Match(banner);
        return TimeSpan.FromSeconds((60 * Number(minutes)) + Number(seconds));
    }

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("(\\d+) 分")]
    private static partial Regex Minutes();

    [GeneratedRegex("(\\d+) 秒")]
    private static partial Regex Seconds();
}
