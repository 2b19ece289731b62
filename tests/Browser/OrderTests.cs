using System.Text.RegularExpressions;
using Dashboard.Tests.Access;
using Dashboard.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>A supervisor and the head of a team work one supervision order from a breach to its closing (SUPERVISION.md §2).</summary>
[Collection(BrowserTests.Name)]
public sealed class OrderTests(Chromium chromium, Bureau bureau) : IClassFixture<Bureau>
{
    private const int MostActions = 12;
    private int actions;

    [Fact]
    public async Task An_order_goes_from_a_breach_on_the_wall_to_its_closing_in_twelve_actions_of_both_sides()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "upstream", prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var id = Told.NewId("C");
        await source.AcceptAsync(Told.Filed(id, "T01"), Told.Decided(id, 300, "T01"));
        await using var ofSupervisor = await SignedInAsync("supervisor");
        await using var ofLeader = await SignedInAsync("leader");
        var supervisor = await Screen.OpenAsync(ofSupervisor, bureau.Running.Port, "/?lang=en");

        await ClickAsync(supervisor.Page.Locator("#warnings .folds [data-level=breach] [data-evidence*='warning=W04']"));
        await ClickAsync(supervisor.Page.Locator("dialog.evidence tbody tr", new() { HasText = id }).Locator("a.issue"));
        await FillAsync(supervisor.Page.Locator("[name=demand]"), "Have the review made up for.");
        await ClickAsync(supervisor.Page.Locator("form[data-act=issue] button.strong"));
        await Expect(supervisor.Page).ToHaveURLAsync(new Regex("/orders/DB-"));
        var leader = await Screen.OpenAsync(ofLeader, bureau.Running.Port, new Uri(supervisor.Page.Url).PathAndQuery);

        await ClickAsync(leader.Page.Locator("[data-open=accepted]"));
        await ClickAsync(leader.Page.Locator("[data-open=reported]"));
        actions++;
        await leader.Page.Locator("[name=cause]").SelectOptionAsync("Duty");
        await FillAsync(leader.Page.Locator("[name=correction]"), "Reviewed.");
        await FillAsync(leader.Page.Locator("[name=prevention]"), "A check before each decision.");
        await ClickAsync(leader.Page.Locator("form[data-act=reported] button.strong"));
        await Expect(leader.Page.Locator("b.level")).ToHaveTextAsync("Reported");
        Assert.Equal(0, await leader.Page.Locator("[data-open=closed]").CountAsync());

        await ClickAsync(supervisor.Page.Locator("[data-open=closed]"));
        await ClickAsync(supervisor.Page.Locator("form[data-act=closed] button.strong"));
        await Expect(supervisor.Page.Locator("b.level")).ToHaveTextAsync("Closed");
        await Expect(supervisor.Page.Locator("[data-panel=\"order.guards\"]")).ToContainTextAsync("✓ K4");

        Assert.InRange(actions, 1, MostActions);
        Assert.Empty(supervisor.Errors);
        Assert.Empty(leader.Errors);
    }

    private Task ClickAsync(ILocator place)
    {
        actions++;
        return place.ClickAsync();
    }

    private Task FillAsync(ILocator place, string text)
    {
        actions++;
        return place.FillAsync(text);
    }

    /// <summary>Somebody whose wall does not turn by itself.</summary>
    private async Task<IBrowserContext> SignedInAsync(string name)
    {
        var profile = await chromium.ProfileAsync(more: Chromium.Still);
        var answer = await profile.APIRequest.PostAsync($"http://127.0.0.1:{bureau.Running.Port}/api/session",
            new() { DataObject = new { name, password = Bureau.Password } });
        Assert.Equal(204, answer.Status);
        return profile;
    }
}
