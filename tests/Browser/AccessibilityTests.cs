using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Web.Access;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>
/// Every page as axe-core sees it, in Chinese in a dark room and in English on a phone in the sun: nothing serious, nothing critical.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed partial class AccessibilityTests(Chromium chromium, DemoDashboard demo)
{
    /// <summary>As wide as a phone, in pixels.</summary>
    private const int Phone = 390;

    /// <summary>Where the script is once tests/run has installed it.</summary>
    private static readonly string Axe = SharedCases.InRepository("tests", "js", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Routes that are no page: interfaces, and what other programs serve.</summary>
    private static readonly string[] NoPages = ["/api/", "/health/", "/hubs/", "/metrics", "/orleans"];

    /// <summary>A page with something on it; one that follows a view has its figures.</summary>
    private const string Drawn = """
        () => document.fonts.status === "loaded" && (document.querySelector("main") ?? document.body).innerText.trim().length > 20
          && (window.__dashboard === undefined || !!window.__dashboard.doc || !!document.querySelector("main .failure"))
        """;

    /// <summary>Reads the page.</summary>
    private const string Faults = """
        async () => {
          const found = await axe.run(document, { resultTypes: ["violations"] });
          return found.violations.filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, impact, nodes }) => nodes.map(({ target, html, any, all, none }) =>
              `${impact} ${id}: ${target.join(" ")} ${html.slice(0, 160)} ${[...any, ...all, ...none][0]?.message ?? ""}`));
        }
        """;

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
    public async Task Axe_finds_nothing_serious_on_a_page_in_Chinese_in_the_dark_and_in_English_on_a_phone(string address)
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
        // What a language can break does not depend on the colours, nor either on the width: two looks see what eight would.
        foreach (var (language, theme, width) in new[] { ("zh-CN", "dark", 1920), ("en", "light", Phone) })
        {
            var screen = await Screen.OpenAsync(profile, dashboard.Port, $"{address}{(address.Contains('?') ? '&' : '?')}lang={language}");
            await screen.Page.SetViewportSizeAsync(width, 1080);
            await screen.Page.WaitForFunctionAsync(Drawn);
            await screen.Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
            await screen.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
            faults.AddRange((await screen.Page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{language}, {theme}, {width}: {fault}"));
            await screen.Page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("zh-CN", "dark")]
    [InlineData("en", "light")]
    public async Task Axe_finds_nothing_serious_in_what_stands_behind_a_number(string language, string theme)
    {
        Assert.SkipUnless(File.Exists(Axe), "The npm package axe-core is not installed in tests/js (tests/run installs it).");
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: options => options.ReducedMotion = ReducedMotion.Reduce);
        var screen = await Screen.OpenAsync(profile, dashboard.Port, $"/bureau?lang={language}");
        await screen.Page.Locator("main [data-evidence]:not([data-zero])").First.ClickAsync();
        await Assertions.Expect(screen.Page.Locator("dialog.evidence .check[data-state=ok]")).ToBeVisibleAsync();

        await screen.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        await screen.Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
        Assert.Empty(await screen.Page.EvaluateAsync<string[]>(Faults));
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
