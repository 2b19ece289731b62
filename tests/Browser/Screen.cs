using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>One open page of the product, and what can be said of it.</summary>
internal sealed class Screen
{
    /// <summary>
    /// Runs before the page's own scripts: notes every use of markup as text. The templates of lit-html are constants of the scripts, which
    /// it marks as such; values never become part of them.
    /// </summary>
    public const string Watcher = """
        (() => {
          const used = (window.__markup = []);
          for (const [owner, name] of [
            [Element.prototype, "innerHTML"], [Element.prototype, "outerHTML"], [ShadowRoot.prototype, "innerHTML"]]) {
            const property = Object.getOwnPropertyDescriptor(owner, name);
            Object.defineProperty(owner, name, { ...property, set(value) {
              if (!(value instanceof TrustedHTML)) { used.push(name); }
              property.set.call(this, value);
            } });
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

    /// <summary>
    /// Finds texts that are not whole: wider than their box, partly outside the screen, their tile or a panel that cuts, over another
    /// text, or under the mark of a tile. What a panel hides whole, or the banner covers, is not shown at all and is no fault.
    /// </summary>
    private const string Layout = """
        () => {
          const found = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) {
            found.push(`the page scrolls: ${root.scrollWidth}×${root.scrollHeight} in ${root.clientWidth}×${root.clientHeight}`);
          }
          const texts = [];
          const banner = document.querySelector("[data-banner]");
          const over = banner.getBoundingClientRect();
          const isUnderBanner = (node, line) => !banner.contains(node) && line.bottom > over.top && line.top < over.bottom;
          for (const node of document.body.querySelectorAll("*")) {
            const style = getComputedStyle(node);
            const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue.trim() !== "");
            if (own.length === 0 || node.getClientRects().length === 0 || style.visibility !== "visible") {
              continue;
            }
            const name = `“${node.textContent.slice(0, 24)}” (${node.tagName.toLowerCase()}.${node.className})`;
            if (style.display !== "inline" && node.scrollWidth > node.clientWidth + 1) {
              found.push(`${name} is ${node.scrollWidth} wide in ${node.clientWidth}`);
            }
            const frames = [];
            for (let up = node.parentElement; up; up = up.parentElement) {
              if (getComputedStyle(up).overflow !== "visible") {
                frames.push(up.getBoundingClientRect());
              }
            }
            const range = document.createRange();
            for (const text of own) {
              range.selectNodeContents(text);
              for (const line of range.getClientRects()) {
                const out = frames.map((frame) => ({
                  whole: line.right <= frame.left + 1 || line.left >= frame.right - 1
                    || line.bottom <= frame.top + 1 || line.top >= frame.bottom - 1,
                  part: line.left < frame.left - 1 || line.right > frame.right + 1
                    || line.top + line.height / 4 < frame.top || line.bottom - line.height / 4 > frame.bottom,
                }));
                if (out.some(({ whole }) => whole) || isUnderBanner(node, line)) {
                  continue;
                }
                if (out.some(({ part }) => part)) {
                  found.push(`${name} is cut`);
                }
                const tile = node.closest(".card, .tile")?.getBoundingClientRect();
                if (tile && (line.left < tile.left - 1 || line.right > tile.right + 1)) {
                  found.push(`${name} leaves its tile`);
                }
                texts.push({ node, name, line, middle: (line.top + line.bottom) / 2, height: line.height / 4 });
              }
            }
          }
          for (const card of document.querySelectorAll(".card")) {
            if (card.scrollHeight > card.clientHeight + 1) {
              found.push(`the card of “${card.querySelector("h3").textContent}” is ${card.scrollHeight} high in ${card.clientHeight}`);
            }
          }
          for (const name of document.querySelectorAll("#items tbody th a")) {
            const [height, row] = [name, name.closest("tr")].map((node) => node.getBoundingClientRect().height);
            if (height > row) {
              found.push(`“${name.textContent}” is ${height.toFixed(1)} high in a row of ${row.toFixed(1)}`);
            }
          }
          for (const mark of document.querySelectorAll(".mark:not(:empty)")) {
            const box = mark.getBoundingClientRect();
            // A line is higher than what is written in it by a fifth above and below.
            const covered = texts.find(({ node, line }) => node !== mark && !isUnderBanner(node, line)
              && Math.min(box.right, line.right) - Math.max(box.left, line.left) > 1
              && Math.min(box.bottom, line.bottom) - Math.max(box.top, line.top) > line.height / 4);
            if (box.width > 0 && covered) {
              found.push(`the mark of ${mark.closest("[id]").id} covers ${covered.name}`);
            }
          }
          texts.forEach((a, index) => {
            for (const b of texts.slice(index + 1)) {
              const across = Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left);
              if (across > 1 && Math.abs(a.middle - b.middle) < a.height + b.height && a.node !== b.node) {
                found.push(`${a.name} lies ${across.toFixed(1)} px over ${b.name}`);
              }
            }
          });
          return found;
        }
        """;

    private readonly List<string> errors = [];

    private Screen(IPage page)
    {
        Page = page;
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

    /// <summary>Where it is.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Errors of the console and of scripts since it is there.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The banner that says the link is lost.</summary>
    public ILocator Banner => Page.Locator("[data-banner]");

    /// <summary>A tab in which nothing is open yet.</summary>
    public static async Task<Screen> NewAsync(IBrowserContext profile) => new(await profile.NewPageAsync());

    /// <summary>Opens a path of the dashboard on a port; returns when the document is there, not when the figures are.</summary>
    public static async Task<Screen> OpenAsync(IBrowserContext profile, int port, string path)
    {
        var screen = await NewAsync(profile);
        await screen.GoAsync(port, path);
        return screen;
    }

    /// <summary>Goes to a path; returns when the document is there, not when the figures are.</summary>
    public async Task GoAsync(int port, string path)
    {
        Path = path;
        errors.Clear();
        await Page.GotoAsync($"http://127.0.0.1:{port}{path}");
    }

    /// <summary>What the page shows and what it says of itself.</summary>
    public async Task<Shown> ReadAsync() =>
        JsonSerializer.Deserialize<Shown>(await Page.EvaluateAsync<string>(Reading), JsonSerializerOptions.Web)!;

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
        return wrong is null
            ? await CaseProblemAsync(http)
            : $"{Path} shows {wrong[1]} for {wrong[0]}, the server has {figures.Text(wrong[0])}";
    }

    /// <summary>Waits until the page shows exactly what the server has.</summary>
    public Task<TimeSpan> RightAsync(HttpClient http, double seconds = 15) =>
        Eventually.RightAsync(() => ProblemAsync(http), TimeSpan.FromSeconds(seconds));

    /// <summary>Texts that are cut, lie over one another, or make the page scroll.</summary>
    public Task<string[]> LayoutFaultsAsync() => Page.EvaluateAsync<string[]>(Layout);

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
        var shownEvents = await Page.Locator(".timeline [data-event]").CountAsync();
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
