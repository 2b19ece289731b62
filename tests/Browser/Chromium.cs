using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>
/// The machine's own Chromium, started once for all browser tests when the first asks for a page: where there is one without windows of its
/// own, that one, since each window with its buttons takes 2.5 s of the processor before a page is in it.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>Milliseconds in which a page says what is expected of it; how soon it should is measured where that is promised.</summary>
    private const float ExpectedWithin = 15_000;

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>
    /// A browser profile of its own, at a size, in Shanghai. Skips the test where there is no Chromium. It lets no service worker in
    /// unless <paramref name="more"/> does (<see cref="Kept"/>): one fetches every file of the product for each new profile.
    /// </summary>
    /// <param name="more">More of the profile's settings.</param>
    public async Task<IBrowserContext> ProfileAsync(int width = 1920, int height = 1080, Action<BrowserNewContextOptions>? more = null)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var path = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "No Chromium on PATH (Debian: apt-get install chromium); the pages are tested in a real browser.");

        var options = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = width, Height = height },
            TimezoneId = "Asia/Shanghai",
            ServiceWorkers = ServiceWorkerPolicy.Block,
        };
        more?.Invoke(options);
        var profile = await (await StartedAsync(path!)).NewContextAsync(options);
        await profile.AddInitScriptAsync(Screen.Watcher);
        return profile;
    }

    /// <summary>A profile that keeps the pages by their service worker, as a screen on a wall does.</summary>
    public static void Kept(BrowserNewContextOptions options) => options.ServiceWorkers = ServiceWorkerPolicy.Allow;

    /// <summary>A profile in which nothing moves.</summary>
    public static void Still(BrowserNewContextOptions options) => options.ReducedMotion = ReducedMotion.Reduce;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> StartedAsync(string path)
    {
        await gate.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(ExpectedWithin);
            return browser ??= await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            });
        }
        finally
        {
            gate.Release();
        }
    }
}
