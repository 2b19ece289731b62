using Dashboard.Tests.Import;
using Dashboard.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>Somebody who reads no Chinese sets an installation up by what its pages say.</summary>
[Collection(BrowserTests.Name)]
public sealed class SetUpTests(Chromium chromium)
{
    private static readonly string[] Header = ["立案编号", "当事人名称", "办案单位", "办理时点", "处罚决定书文号", "处罚决定日期", "处罚金额（万元）"];

    [Fact]
    public async Task A_fresh_installation_leads_through_a_team_to_a_workbook_that_is_counted()
    {
        await using var profile = await chromium.ProfileAsync();
        await using var dashboard = await RunningDashboard.StartAsync();
        using var folder = new ScratchFolder();
        var screen = await Screen.OpenAsync(profile, dashboard.Port, "/?lang=en");
        var page = screen.Page;

        // The wall leads there by itself.
        await Expect(page.Locator("[data-step=bureau][aria-current=step]")).ToBeVisibleAsync();
        await page.Locator("[data-step=teams] a").ClickAsync();
        await page.GetByLabel("Id (such as T01)").FillAsync("D 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("1 to 40 characters, without blanks")).ToBeVisibleAsync();
        await page.GetByLabel("Id (such as T01)").FillAsync("D1");
        await page.GetByLabel("Name (Chinese)").FillAsync("第一执法大队");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".said")).ToHaveTextAsync("D1 is saved.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Back to set-up" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Import a file" }).ClickAsync();
        await page.SetInputFilesAsync("#file", Register(folder.At("台账.xlsx")));
        // A name nobody knows: the column is dragged onto what it is, and the rows are no longer penalties on the spot.
        await Expect(page.Locator("[data-made=true] h3").First).ToContainTextAsync("On-the-spot penalty");
        await page.Locator(".chip[data-column=办理时点]").DragToAsync(page.Locator(".target[data-field=filedOn]"));
        await Expect(page.Locator(".target[data-field=filedOn] .chip")).ToContainTextAsync("办理时点");
        await Expect(page.Locator("td", new() { HasText = "Case filed 2026-03-09" }).First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try all rows (nothing is recorded)" }).ClickAsync();
        await Expect(page.Locator(".report[data-dry=true] .sums")).ToContainTextAsync("Rows: 6, with errors: 1. Events: 7");
        await Expect(page.Locator(".errors tbody tr")).ToContainTextAsync("“三月初” is no day");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 5 rows" }).ClickAsync();

        await Expect(page.Locator(".report[data-dry=false] .sums")).ToContainTextAsync("new 7, known already 0, set aside 0");
        Assert.Equal(5, (await dashboard.Http.ViewAsync("team/D1", "2026")).Figure("period", "casesFiled"));
        Assert.Equal(500_000, (await dashboard.Http.ViewAsync("team/D1", "2026")).Figure("period", "finesFen"));
        Assert.Empty(screen.Errors);
    }

    /// <summary>Six cases below a title, in the second sheet; a day of the last cannot be read.</summary>
    private static string Register(string path)
    {
        var days = new XlsxWriter();
        var day = days.Format("14");
        return days.Sheet("说明", [XlsxWriter.Texts("内部使用")])
            .Sheet("台账", [
                XlsxWriter.Texts("某县交通运输局2026年行政处罚案件台账"), XlsxWriter.Texts(Header),
                Case("1", XlsxWriter.Number("46090", day), "甬县交罚〔2026〕1号", "0.2"), Case("2", XlsxWriter.Text("2026.3.9"), "", ""),
                Case("3", XlsxWriter.Number("46091", day), "甬县交罚〔2026〕3号", "0.3"),
                Case("4", XlsxWriter.Number("46092", day), "", ""), Case("5", XlsxWriter.Number("46093", day), "", ""),
                Case("6", XlsxWriter.Text("三月初"), "", ""),
            ])
            .Save(path);

        string Case(string number, string filed, string decision, string fine) => XlsxWriter.Row(
            XlsxWriter.Text($"甬县交立〔2026〕{number}号"), XlsxWriter.Text("甲公司"), XlsxWriter.Text("第一执法大队"), filed,
            XlsxWriter.Text(decision), fine.Length > 0 ? XlsxWriter.Number("46120", day) : XlsxWriter.Text(""),
            fine.Length > 0 ? XlsxWriter.Number(fine) : XlsxWriter.Text(""));
    }
}
