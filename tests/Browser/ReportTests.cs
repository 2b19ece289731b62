using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>The report of a year as the legal section makes it (SUPERVISION.md §11).</summary>
[Collection(BrowserTests.Name)]
public sealed class ReportTests(DemoDashboard demo, Chromium chromium)
{
    [Fact]
    public async Task S11_1_The_report_of_2020_is_made_in_three_clicks_and_each_figure_opens_to_its_rows()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var page = (await Screen.OpenAsync(profile, dashboard.Port, "/bureau")).Page;

        await page.Locator("a[href='/reports']").First.ClickAsync();
        await page.Locator("tr", new() { HasText = "2020" }).Locator("a").First.ClickAsync();
        await page.Locator("button[data-open=drafted]").ClickAsync();

        await Expect(page.Locator("#now")).ToContainTextAsync("已起草");
        await Expect(page.Locator(".paper")).ToContainTextAsync(
            "共承办行政处罚2006件（含以市局名义作出的行政处罚281件），罚没款总额6025426元，承办行政许可2558件");
        await Expect(page.Locator(".paper")).ToContainTextAsync("未发生行政复议案件被纠错、行政诉讼案件败诉");

        await page.Locator(".paper .figure[href='#figure=inspectionsAdHoc']").ClickAsync();
        var sheet = page.Locator("dialog[open] .sheet");
        await Expect(sheet.Locator(".numbers b").First).ToHaveTextAsync("70");
        await Expect(sheet.Locator(".numbers b").Nth(1)).ToHaveTextAsync("70");
        await sheet.Locator("footer button").ClickAsync();
        await Expect(sheet.Locator("tbody tr")).ToHaveCountAsync(70);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);

        await EditAsync(page);
    }

    /// <summary>S11_5: a number that is typed is refused, and the words around the figures are not.</summary>
    private static async Task EditAsync(IPage page)
    {
        var section = page.Locator(".paper section", new() { HasText = "（四）" });
        await section.Locator("button.edit").ClickAsync();
        var area = page.Locator(".paper textarea");
        var text = await area.InputValueAsync();
        Assert.Contains("以案释法⟦4|lawCases⟧个", text);

        await area.FillAsync(text.Replace("⟦4|", "⟦5|"));
        await page.Locator(".paper form button.strong").ClickAsync();
        await Expect(page.Locator(".paper form .failure")).ToContainTextAsync("数字不能手工填写");

        await area.FillAsync(text.Replace("以案释法", "全年以案释法"));
        await page.Locator(".paper form button.strong").ClickAsync();
        await Expect(section).ToContainTextAsync("全年以案释法4个");
        await Expect(page.Locator(".paper textarea")).ToHaveCountAsync(0);
    }
}
