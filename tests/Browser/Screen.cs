using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>One open page of the product, and what can be said of it.</summary>
internal sealed class Screen
{
    /// <summary>Runs before the page's own scripts: notes every use of markup as text.</summary>
    public const string Watcher = """
        (() => {
          const used = (window.__markup = []);
          for (const [owner, name] of [[Element.prototype, "innerHTML"], [Element.prototype, "outerHTML"], [ShadowRoot.prototype, "innerHTML"]]) {
            const property = Object.getOwnPropertyDescriptor(owner, name);
            Object.defineProperty(owner, name, { ...property, set(value) { used.push(name); property.set.call(this, value); } });
          }
          for (const [owner, name] of [[Element.prototype, "insertAdjacentHTML"], [Document.prototype, "write"]]) {
            const method = owner[name];
            owner[name] = function (...values) { used.push(name); return method.apply(this, values); };
          }
        })();
        """;

    private const string Reading = """
        () => {
          const { view, version, connected, digestOk, state } = window.__dashboard ?? {};
          const figures = [...document.querySelectorAll("[data-evidence]")].map((node) => [node.dataset.evidence, node.textContent]);
          return JSON.stringify({ view, version, connected: !!connected, digestOk: digestOk ?? null, state: state ?? null, figures });
        }
        """;

    private readonly List<string> errors = [];

    private Screen(IPage page, string path)
    {
        (Page, Path) = (page, path);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>Where it was opened.</summary>
    public string Path { get; }

    /// <summary>Errors of the console and of scripts since it was opened.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The banner that says the link is lost.</summary>
    public ILocator Banner => Page.Locator("[data-banner]");

    /// <summary>Opens a path of the dashboard on a port; returns when the document is there, not when the figures are.</summary>
    public static async Task<Screen> OpenAsync(IBrowserContext profile, int port, string path)
    {
        var screen = new Screen(await profile.NewPageAsync(), path);
        await screen.Page.GotoAsync($"http://127.0.0.1:{port}{path}");
        return screen;
    }

    /// <summary>What the page shows and what it says of itself.</summary>
    public async Task<Shown> ReadAsync() => JsonSerializer.Deserialize<Shown>(await Page.EvaluateAsync<string>(Reading), JsonSerializerOptions.Web)!;

    /// <summary>
    /// What is wrong with the page, compared with the server now: not linked, another version, a digest that does not prove it, or a
    /// number that is not the API's. Null when all is right.
    /// </summary>
    public async Task<string?> ProblemAsync(HttpClient http)
    {
        var shown = await ReadAsync();
        if (shown is not { View: { } view, Connected: true, DigestOk: true, State: "live" })
        {
            return $"{Path} is not live: view {shown.View}, linked {shown.Connected}, digest {shown.DigestOk}, {shown.State}";
        }

        var figures = await FiguresAsync(http, view);
        if (figures.Version != shown.Version)
        {
            return $"{Path} shows version {shown.Version} of {view}, the server has {figures.Version}";
        }

        var wrong = shown.Figures.FirstOrDefault(figure => figure[1] != figures.Text(figure[0]));
        return wrong is null ? await CaseProblemAsync(http) : $"{Path} shows {wrong[1]} for {wrong[0]}, the server has {figures.Text(wrong[0])}";
    }

    /// <summary>Waits until the page shows exactly what the server has.</summary>
    public Task<TimeSpan> RightAsync(HttpClient http, double seconds = 15) => Eventually.RightAsync(() => ProblemAsync(http), TimeSpan.FromSeconds(seconds));

    /// <summary>A view of the server.</summary>
    public static async Task<ViewFigures> FiguresAsync(HttpClient http, string view) =>
        new(await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/views/{view}", UriKind.Relative)));

    /// <summary>A case's page shows events, not numbers: all of them, and the stage's counts.</summary>
    private async Task<string?> CaseProblemAsync(HttpClient http)
    {
        if (!Path.StartsWith("/cases/", StringComparison.Ordinal))
        {
            return null;
        }

        var id = Path["/cases/".Length..].Split('?')[0];
        var subject = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/subjects/{id}", UriKind.Relative));
        var (events, counts) = (subject.GetProperty("events").GetArrayLength(), subject.GetProperty("counts").GetArrayLength());
        var shownEvents = await Page.Locator(".timeline > li").CountAsync();
        var shownCounts = await Page.Locator(".case tbody tr").CountAsync();
        return (events, counts) == (shownEvents, shownCounts) ? null
            : $"{Path} shows {shownEvents} events and {shownCounts} counts, the server has {events} and {counts}";
    }

    /// <summary>What a page shows.</summary>
    /// <param name="View">The view it follows.</param>
    /// <param name="Version">The version it shows.</param>
    /// <param name="Connected">Whether it says it is linked.</param>
    /// <param name="DigestOk">Whether its document hashes to what the server says.</param>
    /// <param name="State">live, stale, old or none.</param>
    /// <param name="Figures">Each number: the address of its evidence, its text.</param>
    internal sealed record Shown(string? View, long? Version, bool Connected, bool? DigestOk, string? State, string[][] Figures);
}
