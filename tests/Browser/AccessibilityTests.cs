using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Web.Access;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Every page as axe-core sees it, in both languages and in dark and bright rooms: nothing serious, nothing critical.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class AccessibilityTests(Chromium chromium, DemoDashboard demo)
{
    /// <summary>Where the script is once tests/run has installed it.</summary>
    private static readonly string Axe = SharedCases.InRepository("tests", "js", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Routes that are no page: interfaces, and what other programs serve.</summary>
    private static readonly string[] NoPages = ["/api/", "/health/", "/hubs/", "/metrics", "/orleans"];

    /// <summary>A page with something on it; one that follows a view has its figures.</summary>
    private const string Drawn = """
        () => document.fonts.status === "loaded" && (document.querySelector("main") ?? document.body).innerText.trim().length > 20
          && (window.__dashboard === undefined || !!window.__dashboard.doc || !!document.querySelector("main .failure"))
        """;

    /// <summary>Reads the page; of the second theme only what colours can break.</summary>
    private const string Faults = """
        async (rules) => {
          const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
          const found = await axe.run(document, { resultTypes: ["violations"], ...only });
          return found.violations.filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, impact, nodes }) => nodes.map(({ target, html, any, all, none }) =>
              `${impact} ${id}: ${target.join(" ")} ${html.slice(0, 160)} ${[...any, ...all, ...none][0]?.message ?? ""}`));
        }
        """;

    private static readonly string[] OfColour = ["color-contrast", "link-in-text-block"];

    /// <summary>An address of every page; what stands in braces is the id of a subject of that kind.</summary>
    public static TheoryData<string> Addresses =>
    [
        "/", "/bureau", "/teams/T01", "/teams/unassigned", "/teams/T04?period=2020", "/items/S14", "/cases/{case}",
        "/cases/{inspection}?kind=inspection", "/cases/{licence}?kind=licence", "/enterprises/{enterprise}", "/subjects",
        "/subjects?kind=case&team=T04&stage=executing", "/warnings", "/quarantine", "/quality", "/rules", "/rules?on=2020-05-17",
        "/calendar", "/style?case=largest", "/style?case=old", "/setup",
        "/setup/teams", "/setup/import", "/people", "/sources", "/screens", "/screen", "/audit", "/ops", "/orders", "/forecast", "/account",
        "/sign-in",
        "/orders/DB-2026-0070", "/year", "/year/DUTY-2026-08", "/reports", "/reports/2020", "/reports/2020/tables",
        "/documents", "/disputes", "/publicity", "/complaints", "/supervisors", "/teams/T77", "/nothing-here",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Axe_finds_nothing_serious_on_a_page_in_either_language_dark_or_bright(string address)
    {
        Assert.SkipUnless(File.Exists(Axe), "The npm package axe-core is not installed in tests/js (tests/run installs it).");
        var dashboard = await demo.ReadyAsync();
        if (Kind().Match(address) is { Success: true } kind)
        {
            var found = await dashboard.Http.GetFromJsonAsync<JsonElement>(
                new Uri($"/api/subjects?kind={kind.Groups[1].Value}&size=1", UriKind.Relative), TestContext.Current.CancellationToken);
            address = address.Replace(kind.Value, found.GetProperty("rows")[0].GetProperty("id").GetString());
        }

        await using var profile = await chromium.ProfileAsync(more: options => options.ReducedMotion = ReducedMotion.Reduce);
        var faults = new List<string>();
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var screen = await Screen.OpenAsync(profile, dashboard.Port, $"{address}{(address.Contains('?') ? '&' : '?')}lang={language}");
            await screen.Page.WaitForFunctionAsync(Drawn);
            await LookAsync(screen.Page, language, null);
            await screen.Page.EvaluateAsync("() => { document.documentElement.dataset.theme = 'light'; }");
            await LookAsync(screen.Page, $"{language}, light", OfColour);
            await screen.Page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task LookAsync(IPage page, string way, string[]? rules)
        {
            await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
            faults.AddRange((await page.EvaluateAsync<string[]>(Faults, rules)).Select(fault => $"{way}: {fault}"));
        }
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Axe_finds_nothing_serious_in_what_stands_behind_a_number(string language)
    {
        Assert.SkipUnless(File.Exists(Axe), "The npm package axe-core is not installed in tests/js (tests/run installs it).");
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: options => options.ReducedMotion = ReducedMotion.Reduce);
        var screen = await Screen.OpenAsync(profile, dashboard.Port, $"/bureau?lang={language}");
        await screen.Page.Locator("main [data-evidence]:not([data-zero])").First.ClickAsync();
        await Assertions.Expect(screen.Page.Locator("dialog.evidence .check[data-state=ok]")).ToBeVisibleAsync();

        await screen.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Faults, null));
        await screen.Page.EvaluateAsync("() => { document.documentElement.dataset.theme = 'light'; }");
        Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Faults, OfColour));
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

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place();
}
