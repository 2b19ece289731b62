using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Tests.Web;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>
/// The wall, a team, an item and a case, open in one browser, nobody touching them; and the upstream that files cases meanwhile.
/// Times are seconds after the moment named.
/// </summary>
internal sealed partial class Tabs(RunningDashboard dashboard, Upstream upstream, IReadOnlyList<Screen> screens)
{
    /// <summary>A lost link must be said after this long.</summary>
    public static readonly TimeSpan Said = TimeSpan.FromSeconds(3);

    /// <summary>A silent link must be said after this long.</summary>
    public static readonly TimeSpan SaidOfSilence = TimeSpan.FromSeconds(12);

    /// <summary>Every page is right again this long after the server answers.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Runs in a page: marks it, and notes when it first says that its figures are old, and how old; how long a test takes to look is no
    /// part of it.
    /// </summary>
    private const string Watch = """
        () => {
          window.__untouched = true;
          const banner = document.querySelector("[data-banner]");
          const observer = new MutationObserver(() => {
            if (!banner.hidden && banner.getBoundingClientRect().height > 0
                && /截至 \d\d:\d\d:\d\d，已过 \d+ (秒|分)/.test(banner.textContent) && document.body.dataset.fresh !== "live") {
              window.__lostAt = Date.now();
              observer.disconnect();
            }
          });
          observer.observe(document.body, { attributeFilter: ["data-fresh"] });
          observer.observe(banner, { attributeFilter: ["hidden"] });
        }
        """;

    /// <summary>The screens.</summary>
    public IReadOnlyList<Screen> Screens => screens;

    /// <summary>Files a first case, opens all pages on a port, and waits until each is right.</summary>
    public static async Task<Tabs> OpenAsync(IBrowserContext profile, RunningDashboard dashboard, int port)
    {
        var upstream = new Upstream(dashboard);
        var id = await upstream.FileCaseAsync();
        var screens = await Task.WhenAll(new[] { "/", "/teams/T01", "/items/S14",
            $"/cases/{id}" }.Select(path => Screen.OpenAsync(profile, port, path)));
        var tabs = new Tabs(dashboard, upstream, screens);
        await tabs.RightAsync();
        foreach (var screen in screens)
        {
            await screen.Page.EvaluateAsync(Watch);
        }

        return tabs;
    }

    /// <summary>Opens the same pages again in new tabs.</summary>
    public async Task<Tabs> ReopenAsync(IBrowserContext profile, int port) =>
        new(dashboard, upstream, await Task.WhenAll(screens.Select(screen => Screen.OpenAsync(profile, port, screen.Path))));

    /// <summary>Waits until every page says that its figures are old, and how old.</summary>
    /// <returns>When the last did, counted from the start of <paramref name="lost"/>.</returns>
    public async Task<TimeSpan> SayTheyAreLostAsync(Stopwatch lost, TimeSpan limit)
    {
        var began = DateTimeOffset.UtcNow - lost.Elapsed;
        var noted = await Task.WhenAll(screens.Select(screen =>
            screen.Page.WaitForFunctionAsync("() => window.__lostAt", null, new() { Timeout = 30_000 })));
        var instants = await Task.WhenAll(noted.Select(one => one.JsonValueAsync<long>()));
        var said = DateTimeOffset.FromUnixTimeMilliseconds(instants.Max()) - began;
        Assert.True(said <= limit, $"The loss was said after {said.TotalSeconds:0.0} s, the limit is {limit.TotalSeconds} s.");
        return said;
    }

    /// <summary>Looks at the pages until an outage is as long as given: the age they tell never goes back nor lags.</summary>
    public async Task TellTheirAgeAsync(Stopwatch lost, TimeSpan length)
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

    /// <summary>
    /// Waits until every page shows exactly what the server has, and that is every case filed, each once; nobody has touched or
    /// loaded a page again.
    /// </summary>
    /// <returns>When the last was, counted from the start of <paramref name="alive"/>.</returns>
    public async Task<TimeSpan> ComeBackAsync(Stopwatch alive)
    {
        await RightAsync();
        var taken = alive.Elapsed;
        Assert.True(taken <= Back,
            $"The pages were right {taken.TotalSeconds:0.0} s after the server answered, the limit is {Back.TotalSeconds} s.");

        var figures = await Screen.FiguresAsync(dashboard.Http, "team/T01");
        var evidence = await dashboard.Http.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/evidence?view=team/T01&counter=casesFiled&period={figures.Day}", UriKind.Relative));
        Assert.Equal($"{upstream.Filed:N0}", figures.Text($"view=team/T01&counter=casesFiled&period={figures.Day}"));
        Assert.Equal(upstream.Filed, evidence.GetProperty("total").GetInt32());
        return taken;
    }

    /// <summary>Files cases one after the other until told to stop, over every outage of the server.</summary>
    public async Task FileCasesAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            await upstream.FileCaseAsync();
        }
    }

    /// <summary>Files some cases.</summary>
    public async Task FileCasesAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await upstream.FileCaseAsync();
        }
    }

    /// <summary>Fails if a page was loaded again since it was opened.</summary>
    public async Task NotLoadedAgainAsync()
    {
        foreach (var screen in screens)
        {
            Assert.True(await screen.Page.EvaluateAsync<bool>("() => window.__untouched === true"), $"{screen.Path} was loaded again.");
        }
    }

    /// <summary>Waits until the server answers at a port that it is alive.</summary>
    public static async Task<Stopwatch> AliveAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        await Eventually.RightAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
                    return answer.IsSuccessStatusCode ? null : $"/health/live answers {answer.StatusCode}";
                }
                catch (HttpRequestException problem)
                {
                    return problem.Message;
                }
            },
            TimeSpan.FromSeconds(60));
        return Stopwatch.StartNew();
    }

    private Task RightAsync() => Task.WhenAll(screens.Select(screen => screen.RightAsync(dashboard.Http, 40)));

    private static TimeSpan Age(string banner)
    {
        return TimeSpan.FromSeconds((60 * Number(Minutes())) + Number(Seconds()));

        int Number(Regex unit) =>
            unit.Match(banner) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("(\\d+) 分")]
    private static partial Regex Minutes();

    [GeneratedRegex("(\\d+) 秒")]
    private static partial Regex Seconds();
}
