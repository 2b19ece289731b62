using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Every page by its own address, in both languages.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageTests(Chromium chromium, DemoDashboard demo)
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

    /// <summary>Pages that are tables, and follow no view.</summary>
    private static readonly string[] Tables =
        ["/rules", "/calendar", "/quality", "/setup", "/people", "/sources", "/audit", "/screens", "/ops", "/reports/2020/tables"];

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

    [Theory]
    [InlineData("/")]
    [InlineData("/teams/T01")]
    [InlineData("/teams/unassigned")]
    [InlineData("/teams/T04?period=2020")]
    [InlineData("/items/S14")]
    [InlineData("/cases/{case}")]
    [InlineData("/cases/{inspection}?kind=inspection")]
    [InlineData("/cases/{licence}?kind=licence")]
    [InlineData("/enterprises/{enterprise}")]
    [InlineData("/bureau")]
    [InlineData("/subjects")]
    [InlineData("/subjects?kind=case&team=T04&stage=executing")]
    [InlineData("/quarantine")]
    [InlineData("/quality")]
    [InlineData("/warnings")]
    [InlineData("/rules")]
    [InlineData("/rules?on=2020-05-17")]
    [InlineData("/calendar")]
    [InlineData("/calendar?year=2027")]
    [InlineData("/setup/teams")]
    [InlineData("/people")]
    [InlineData("/sources")]
    [InlineData("/audit")]
    [InlineData("/screens")]
    [InlineData("/ops")]
    [InlineData("/orders")]
    [InlineData("/year")]
    [InlineData("/forecast")]
    [InlineData("/documents")]
    [InlineData("/disputes")]
    [InlineData("/publicity")]
    [InlineData("/complaints")]
    [InlineData("/supervisors")]
    [InlineData("/reports/2020/tables")]
    [InlineData("/reports")]
    [InlineData("/reports/2020")]
    [InlineData("/reports/2020?kind=Tables")]
    public async Task A_page_opens_by_its_address_in_both_languages(string address)
    {
        var dashboard = await demo.ReadyAsync();
        foreach (var kind in new[] { "case", "inspection", "licence", "enterprise" })
        {
            if (address.Contains($"{{{kind}}}"))
            {
                var found = await dashboard.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/subjects?kind={kind}&size=1",
                    UriKind.Relative), TestContext.Current.CancellationToken);
                address = address.Replace($"{{{kind}}}", found.GetProperty("rows")[0].GetProperty("id").GetString());
            }
        }

        await using var profile = await chromium.ProfileAsync();
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var path = language == "en" ? address + (address.Contains('?') ? "&" : "?") + "lang=en" : address;
            var screen = await Screen.OpenAsync(profile, dashboard.Port, path);

            await ShowsItsContentAsync(screen.Page, address);
            await screen.Page.ScreenshotAsync(new() { Path = Output.File($"page{address.Split('?')[0].Replace('/', '-')}-{language}.png"),
                FullPage = true });

            Assert.Equal(language, await screen.Page.GetAttributeAsync("html", "lang"));
            Assert.True(await screen.Page.Locator("[data-demo]").First.IsVisibleAsync(), "The mark of demo data is not to be seen.");
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Keys));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Repeated));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Mismarked));
            Assert.DoesNotMatch(language == "en" ? $"{Unnamed}|{Instants}" : Instants, await screen.Page.InnerTextAsync("body"));
            Assert.Empty(await screen.Page.EvaluateAsync<string[]>("() => window.__markup"));
            Assert.Empty(screen.Errors);
            await screen.Page.CloseAsync();
        }
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
}
