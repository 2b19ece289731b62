using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What axe-core finds on a page: nothing serious, nothing critical.</summary>
internal static class Axe
{
    /// <summary>As wide as a phone, in pixels.</summary>
    public const int Phone = 390;

    /// <summary>Reads the page; its style sheets need not be fetched again for that.</summary>
    private const string Faults = """
        async () => {
          const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
          return found.violations.filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, impact, nodes }) => nodes.map(({ target, html, any, all, none }) =>
              `${impact} ${id}: ${target.join(" ")} ${html.slice(0, 160)} ${[...any, ...all, ...none][0]?.message ?? ""}`));
        }
        """;

    /// <summary>Where the script is once tests/run has installed it.</summary>
    private static readonly string Script = SharedCases.InRepository("tests", "js", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Skips the test where it is not installed.</summary>
    public static void IsThere() =>
        Assert.SkipUnless(File.Exists(Script), "The npm package axe-core is not installed in tests/js (tests/run installs it).");

    /// <summary>What is wrong with a page in a theme.</summary>
    public static async Task<string[]> FaultsAsync(IPage page, string theme)
    {
        await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        return await page.EvaluateAsync<string[]>(Faults);
    }
}
