using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Web.Access;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Every page by its own address, in both languages, as a reader and as axe-core sees it.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PageTests(Chromium chromium, DemoDashboard demo, PageTests.Reader reader) : IClassFixture<PageTests.Reader>
{
    /// <summary>Texts that are a key without its words, or words with a gap left open.</summary>
    private const string Keys = """
        () => {
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            texts.push(walker.currentNode.nodeValue.trim());
          }
          for (const node of document.querySelectorAll("[aria-label], [title]")) {
            texts.push(node.getAttribute("aria-label") ?? "", node.getAttribute("title") ?? "");
          }
          texts.push(document.title);
          return texts.filter((text) => /^[a-z][A-Za-z]*(\.[A-Za-z][A-Za-z0-9-]*)+$/.test(text) || /\{\w+\}/.test(text)
            || /\b(undefined|NaN|null)\b/.test(text) || text.includes("[object"));
        }
        """;

    /// <summary>Routes that are no page: interfaces, and what other programs serve.</summary>
    private static readonly string[] NoPages = ["/api/", "/health/", "/hubs/", "/metrics", "/orleans"];

    /// <summary>Addresses of nothing, and a screen that nobody has let in: an answer that says so is no error.</summary>
    private static readonly string[] Refused = ["/teams/T77", "/nothing-here", "/screen"];

    /// <summary>Pages of which it is enough that something stands on them.</summary>
    private static readonly string[] Plain =
        [.. Refused, "/style", "/setup", "/setup/import", "/account", "/sign-in", "/orders/DB-2026-0070", "/year/DUTY-2026-08"];

    /// <summary>A page with something on it.</summary>
    private const string Drawn = """
        () => document.fonts.status === "loaded" && (document.querySelector("main") ?? document.body).innerText.trim().length > 20
          && (window.__dashboard === undefined || !!window.__dashboard.doc || !!document.querySelector("main .failure"))
        """;

    /// <summary>Pages that are tables, and follow no view.</summary>
    private static readonly string[] Tables =
        ["/rules", "/calendar", "/quality", "/setup/teams", "/people", "/sources", "/audit", "/screens", "/ops", "/reports/2020/tables"];

    /// <summary>Headings below the page's own that only say it again.</summary>
    private const string Repeated = """
        () => {
          const title = document.querySelector("h1")?.textContent.trim();
          return [...document.querySelectorAll("main h2")].map((head) => (head.querySelector("span") ?? head).textContent.trim())
            .filter((text) => text === title);
        }
        """;

    /// <summary>Rates of a period that are marked as short of their target though they are whole.</summary>
    private const string Mismarked = """
        () => [...document.querySelectorAll("table.against tbody tr")]
          .filter((row) => row.querySelector("th").textContent.includes("▲")
            || [...row.cells].some((cell) => cell.textContent.includes("▲") && cell.textContent.includes("100.0%")))
          .map((row) => row.textContent)
        """;

    /// <summary>Parties that must not be named, in the words of the records.</summary>
    private const string Unnamed = @"某(企业|单位|个体工商户)|当事人\(个人\)";

    /// <summary>Instants as machines write them.</summary>
    private const string Instants = @"\d{4}-\d\d-\d\dT\d\d:";

    /// <summary>An address of every page; what stands in braces is the id of a subject of that kind.</summary>
    public static TheoryData<string> Addresses =>
    [
        "/", "/bureau", "/teams/T01", "/teams/unassigned", "/teams/T04?period=2020", "/items/S14", "/cases/{case}",
        "/cases/{inspection}?kind=inspection", "/cases/{licence}?kind=licence", "/enterprises/{enterprise}", "/subjects",
        "/subjects?kind=case&team=T04&stage=executing", "/warnings", "/quarantine", "/quality", "/rules", "/rules?on=2020-05-17",
        "/calendar", "/calendar?year=2027", "/style?case=largest", "/style?case=old", "/setup",
        "/setup/teams", "/setup/import", "/people", "/sources", "/screens", "/screen", "/audit", "/ops", "/orders", "/forecast", "/account",
        "/sign-in", "/orders/DB-2026-0070", "/year", "/year/DUTY-2026-08", "/reports", "/reports/2020", "/reports/2020?kind=Tables",
        "/reports/2020/tables", "/documents", "/disputes", "/publicity", "/complaints", "/supervisors", "/teams/T77", "/nothing-here",
    ];

    /// <summary>
    /// As it is read at a desk in the dark, and on a phone in the sun: what a language can break depends on neither.
    /// </summary>
    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_opens_by_its_address_in_both_languages_and_axe_finds_nothing_serious(string address)
    {
        Axe.IsThere();
        var dashboard = await demo.ReadyAsync();
        if (Kind().Match(address) is { Success: true } kind)
        {
            var found = await dashboard.Http.GetFromJsonAsync<JsonElement>(
                new Uri($"/api/subjects?kind={kind.Groups[1].Value}&size=1", UriKind.Relative), TestContext.Current.CancellationToken);
            address = address.Replace(kind.Value, found.GetProperty("rows")[0].GetProperty("id").GetString());
        }

        var (atDesk, inHand) = await reader.ScreensAsync();
        await Task.WhenAll(LooksWellAsync(atDesk, "zh-CN", "dark", 1920), LooksWellAsync(inHand, "en", "light", Axe.Phone));

        async Task LooksWellAsync(Screen screen, string language, string theme, int width)
        {
            await screen.Page.SetViewportSizeAsync(1920, 1080);
            await screen.GoAsync(dashboard.Port, $"{address}{(address.Contains('?') ? '&' : '?')}lang={language}");
            await ShowsItsContentAsync(screen.Page, address);
            await screen.Page.SetViewportSizeAsync(width, 1080);

            Assert.Equal(language, await screen.Page.GetAttributeAsync("html", "lang"));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Keys));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Repeated));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Mismarked));
            Assert.DoesNotMatch(language == "en" ? $"{Unnamed}|{Instants}" : Instants, await screen.Page.InnerTextAsync("body"));
            Assert.Empty(await Axe.FaultsAsync(screen.Page, theme));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>("() => window.__markup"));
            Assert.True(Array.Exists(Refused, address.Equals) || screen.Errors.Count == 0, string.Join('\n', screen.Errors));
        }
    }

    [Theory]
    [InlineData("zh-CN", "dark")]
    [InlineData("en", "light")]
    public async Task Axe_finds_nothing_serious_in_what_stands_behind_a_number(string language, string theme)
    {
        Axe.IsThere();
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Still);
        var screen = await Screen.OpenAsync(profile, dashboard.Port, $"/bureau?lang={language}");
        await screen.Page.Locator("main [data-evidence]:not([data-zero])").First.ClickAsync();
        await Assertions.Expect(screen.Page.Locator("dialog.evidence .check[data-state=ok]")).ToBeVisibleAsync();

        Assert.Empty(await Axe.FaultsAsync(screen.Page, theme));
    }

    [Fact]
    public void No_page_is_left_out()
    {
        var addresses = Addresses.Select(row => Kind().Replace(row.Data.Split('?')[0], "x")).ToList();
        var routes = Permissions.Rows.Select(row => row.Route)
            .Where(route => route.StartsWith('/') && !Array.Exists(NoPages, start => route.StartsWith(start, StringComparison.Ordinal)));

        Assert.All(routes.Distinct(), route =>
            Assert.Contains(addresses, address => Regex.IsMatch(address, $"^{Place().Replace(route, "[^?]+")}$")));
    }

    [Fact]
    public async Task A_page_of_something_that_does_not_exist_says_so()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();

        foreach (var path in new[] { "/teams/T77", "/items/S99", "/cases/none", "/enterprises/none" })
        {
            var screen = await Screen.OpenAsync(profile, dashboard.Port, path);

            await Assertions.Expect(screen.Page.Locator("main .failure[role=alert]")).ToBeVisibleAsync();
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Keys));
            await screen.Page.CloseAsync();
        }
    }

    private static async Task ShowsItsContentAsync(IPage page, string address)
    {
        if (Array.Exists(Plain, address.Split('?')[0].Equals))
        {
            await page.WaitForFunctionAsync(Drawn);
            return;
        }

        if (address.StartsWith("/subjects", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        }
        else if (address.StartsWith("/quarantine", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator("h2 small")).Not.ToBeEmptyAsync();
        }
        else if (Array.Exists(Tables, page => address.StartsWith(page, StringComparison.Ordinal)))
        {
            await Assertions.Expect(page.Locator("main table").First).ToBeVisibleAsync();
        }
        else if (address == "/forecast")
        {
            // The months as a table are folded away.
            await Assertions.Expect(page.Locator("main [data-panel='forecast.teams'] table")).ToBeVisibleAsync();
        }
        else if (address.StartsWith("/reports/", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator(address.Contains('?') ? "main #now" : "main .paper .figure").First).ToBeVisibleAsync();
        }
        else if (address is "/documents" or "/disputes" or "/publicity" or "/complaints" or "/supervisors")
        {
            await Assertions.Expect(page.Locator("#entries tbody tr").First).ToBeVisibleAsync();
        }
        else if (address is "/orders" or "/year" or "/reports")
        {
            await Assertions.Expect(page.Locator($"main a[href*='{address}/']").First).ToBeVisibleAsync();
        }
        else
        {
            var proof = address.Contains("period=") ? "!!window.__dashboard?.doc" : "window.__dashboard?.digestOk === true";
            await page.WaitForFunctionAsync($"() => {proof} && document.querySelector('h1').textContent.length > 1");
            await Assertions.Expect(page.Locator("main .tile:not([hidden])").First).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator("[data-demo]").First).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();

    /// <summary>One reader who goes from page to page: each new tab takes longer to begin than a page to open.</summary>
    public sealed class Reader(Chromium chromium) : IAsyncDisposable
    {
        private IBrowserContext? profile;
        private (Screen, Screen)? screens;

        /// <summary>A tab for each language.</summary>
        internal async Task<(Screen AtDesk, Screen InHand)> ScreensAsync()
        {
            profile ??= await chromium.ProfileAsync(more: Chromium.Still);
            return screens ??= (await Screen.NewAsync(profile), await Screen.NewAsync(profile));
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => profile?.DisposeAsync() ?? default;
    }
}
