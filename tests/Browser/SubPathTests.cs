using System.Text.RegularExpressions;
using Dashboard.Tests.Access;
using Dashboard.Tests.Proxy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>The pages through a real nginx that shows them under a sub-path.</summary>
[Collection(BrowserTests.Name)]
public sealed class SubPathTests(Chromium chromium, Nginx nginx) : IClassFixture<Nginx>
{
    [Fact]
    public async Task A_reader_signs_in_and_goes_from_the_wall_to_a_team_and_back_and_nothing_is_asked_for_elsewhere()
    {
        Nginx.Require();
        await using var profile = await chromium.ProfileAsync(more: options =>
        {
            Chromium.Kept(options);
            options.IgnoreHTTPSErrors = true;
        });
        // The wall of an empty installation leads to the set-up once a tab.
        await profile.AddInitScriptAsync("sessionStorage.setItem('dashboard.ledToSetUp', '{\"schema\":2,\"value\":true}')");
        var page = await profile.NewPageAsync();
        var (elsewhere, failed) = (new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "https" } asked
                && !asked.AbsolutePath.StartsWith("/dashboard/", StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                failed.Add($"{answer.Status} {answer.Url}");
            }
        };

        await page.GotoAsync(new Uri(nginx.Address, "teams/T02?lang=en").AbsoluteUri);
        await Expect(page).ToHaveURLAsync(new Regex(@"/dashboard/sign-in\?next="));
        await page.Locator("input[autocomplete=username]").FillAsync("root");
        await page.Locator("input[type=password]").FillAsync(Bureau.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex(@"/dashboard/teams/T02\?lang=en$"));
        await LiveAsync(page, "team/T02");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex(@"/dashboard/\?lang=en$"));
        await LiveAsync(page, "jurisdiction/330203");
        await page.Locator("a[href^='/dashboard/teams/T03']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/dashboard/teams/T03\?lang=en$"));
        await LiveAsync(page, "team/T03");

        Assert.Equal([], elsewhere);
        Assert.Equal([], failed.Where(answer => !answer.StartsWith("401", StringComparison.Ordinal)));
    }

    /// <summary>The page shows the view by frames of the hub, and holds what the server holds.</summary>
    private static async Task LiveAsync(IPage page, string view) => await page.WaitForFunctionAsync(
        "view => window.__dashboard?.view === view && window.__dashboard.connected && window.__dashboard.digestOk", view);
}
