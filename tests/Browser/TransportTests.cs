using System.Diagnostics;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Proxies that let no WebSocket through cost seconds, not figures (CONTRACT.md §4).</summary>
[Collection(OutageTests.Name)]
public sealed class TransportTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    private const string Figures = "() => window.__dashboard?.state === 'live' && document.querySelector('#open .key')?.textContent > ''";

    [Fact]
    public async Task Behind_any_proxy_figures_come_at_once_and_a_link_that_works_within_thirty_seconds()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        await Task.WhenAll(Enum.GetValues<Awkward>().Select(async kind =>
        {
            await using var proxy = new AwkwardProxy(dashboard.Port, kind);
            var wall = await Screen.OpenAsync(profile, proxy.Port, "/");
            var waited = Stopwatch.StartNew();
            await wall.Page.WaitForFunctionAsync(Figures, null, new() { Timeout = 10_000 });
            var shown = waited.Elapsed;
            await Assertions.Expect(wall.Banner).ToBeHiddenAsync();
            await wall.RightAsync(dashboard.Http, seconds: 30);
            var linked = waited.Elapsed;
            var transport = await wall.Page.EvaluateAsync<string>("() => window.__dashboard.transport");

            Assert.Equal(kind == Awkward.RefusesAndBuffers ? "longPolling" : "serverSentEvents", transport);
            output.WriteLine($"{kind}: figures after {shown.TotalSeconds:0.0} s, linked by {transport} after {linked.TotalSeconds:0.0} s");

            // What works is remembered: the next page does not try again what does not.
            var next = await Screen.OpenAsync(profile, proxy.Port, "/");
            await next.Page.WaitForFunctionAsync("() => window.__dashboard !== undefined");
            Assert.Equal(transport, await next.Page.EvaluateAsync<string>("() => window.__dashboard.transport"));
            await next.RightAsync(dashboard.Http);
        }));
    }

    /// <summary>Where many screens come back at once a plain request may fail while the next is answered.</summary>
    [Fact]
    public async Task A_plain_request_that_fails_says_nothing_of_the_way()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var asked = 0;
        await profile.RouteAsync("**/hubs/dashboard/negotiate*", route =>
            Interlocked.Increment(ref asked) == 1 ? route.AbortAsync("connectionrefused") : route.ContinueAsync());

        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.Page.WaitForFunctionAsync("() => window.__dashboard?.connected", null, new() { Timeout = 30_000 });

        Assert.True(asked > 1);
        Assert.Equal("webSockets", await wall.Page.EvaluateAsync<string>("() => window.__dashboard.transport"));
    }

    [Fact]
    public async Task A_page_whose_script_did_not_come_is_opened_again_by_itself()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var isBroken = true;
        await profile.RouteAsync("**/js/pages/wall.js", route => isBroken ? route.AbortAsync() : route.ContinueAsync());

        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        Assert.False(await wall.Page.EvaluateAsync<bool>("() => '__dashboard' in window"));
        isBroken = false;

        await wall.Page.WaitForFunctionAsync(Figures, null, new() { Timeout = 30_000 });
        await wall.RightAsync(dashboard.Http);
    }
}
