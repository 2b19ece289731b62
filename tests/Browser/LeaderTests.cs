using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>A leader with a phone: five questions, each answered in two actions at most.</summary>
[Collection(BrowserTests.Name)]
public sealed class LeaderTests(Chromium chromium, DemoDashboard demo, ITestOutputHelper output)
{
    private const int MostActions = 2;

    /// <summary>What a finger would miss, a head that takes the screen, and whether the page has to be pushed sideways.</summary>
    private const string Faults = """
        () => {
          const small = [...document.querySelectorAll(".tabs a, .duty, main .num, main .rate, main .action, main select, .answers a")]
            .map((node) => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
            .map(([node, { width, height }]) => `“${node.textContent.trim().slice(0, 20)}” is ${width.toFixed(0)}×${height.toFixed(0)}`);
          const head = document.querySelector("#top").getBoundingClientRect().height;
          if (head > innerHeight / 7) {
            small.push(`the page's head takes ${head.toFixed(0)} of ${innerHeight}`);
          }
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth > clientWidth ? [...small, `the page is ${scrollWidth} wide in ${clientWidth}`] : small;
        }
        """;

    /// <summary>W45: in the demo two of the five of T09 retire together; of T04 twelve are certified.</summary>
    [Fact]
    public async Task S8_7_A_team_that_will_have_too_few_certified_officers_is_told_so_on_its_own_page()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync();
        var page = (await Screen.OpenAsync(profile, dashboard.Port, "/teams/T09")).Page;
        var found = page.Locator("[data-panel='forecast.ofTeam']");

        await Expect(found.Locator("li[data-level]")).ToContainTextAsync("3 人持证");
        await Expect(found.Locator("a.onward")).ToHaveAttributeAsync("href", "/forecast?team=T09");

        var asked = page.WaitForResponseAsync("**/api/forecast/officers?months=1&team=T04");
        await page.GotoAsync($"http://127.0.0.1:{dashboard.Port}/teams/T04");
        await asked;
        await Expect(page.Locator("#late")).ToBeVisibleAsync();
        await Expect(found).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_leader_is_answered_five_questions_on_a_phone_in_two_actions_each()
    {
        var dashboard = await demo.ReadyAsync();
        var bureau = await dashboard.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/views/jurisdiction/330203", UriKind.Relative),
            TestContext.Current.CancellationToken);
        var team = bureau.GetProperty("teams").EnumerateObject()
            .First(team => team.Value.GetProperty("warnings").TryGetProperty("breach", out var breach) && breach.GetInt32() > 0).Name;
        await using var profile = await chromium.ProfileAsync(390, 844, options =>
        {
            options.HasTouch = true;
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screen = await Screen.OpenAsync(profile, dashboard.Port, $"/teams/{team}");
        var page = screen.Page;
        await page.WaitForFunctionAsync("() => window.__dashboard?.digestOk && document.querySelector('.unmet h3, #unmet .none')");
        var evidence = page.Locator("dialog.evidence");

        await AnsweredAsync("What is late today?", async tap =>
        {
            await tap(page.Locator(".tabs a[href='#late']"));
            var first = page.Locator("#late .duty").First;
            await Expect(first).ToBeInViewportAsync();
            var record = first.Locator("a").First;
            await Expect(record).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/(cases|items)/"));
            await Expect(first.Locator(".next")).Not.ToBeEmptyAsync();
        });
        await AnsweredAsync("What is due this week?", async tap =>
        {
            await tap(page.Locator(".tabs a[href='#due']"));
            await Expect(page.Locator("#due .duty, #due .none").First).ToBeInViewportAsync();
        });
        await AnsweredAsync("Which rate is worst, and what is missing of it?", async tap =>
        {
            await tap(page.Locator(".tabs a[href='#unmet']"));
            await tap(page.Locator("#unmet .missing .num").First);
            await Expect(evidence.Locator(".check[data-state=ok]")).ToBeVisibleAsync();
            await Expect(evidence.Locator("tbody tr").First).ToBeVisibleAsync();
        });
        await AnsweredAsync("How is that against last year?", async tap =>
        {
            await tap(page.Locator(".tabs a[href='#against']"));
            var table = page.Locator("table.against").First;
            await Expect(table.Locator("thead th")).ToHaveCountAsync(4);
            await Expect(table.Locator("thead")).ToBeInViewportAsync();
            await Expect(table.Locator("tbody tr").First).ToBeInViewportAsync();
        });
        await AnsweredAsync("What stands behind this number?", async tap =>
        {
            await tap(page.Locator("#standing .key").First);
            await Expect(evidence.Locator(".check[data-state=ok]")).ToBeVisibleAsync();
        });

        Assert.Empty(await page.EvaluateAsync<string[]>(Faults));
        await page.ScreenshotAsync(new() { Path = Output.File("leader-phone.png"), FullPage = true });
        Assert.Empty(screen.Errors);

        async Task AnsweredAsync(string question, Func<Func<ILocator, Task>, Task> answer)
        {
            await page.EvaluateAsync("() => { document.querySelector('dialog[open]')?.close(); scrollTo(0, 0); }");
            await Expect(evidence).ToBeHiddenAsync();
            var actions = 0;
            await answer(async locator =>
            {
                // What a finger does not see it cannot touch: nothing is scrolled to by the test.
                await Expect(locator).ToBeInViewportAsync();
                await locator.TapAsync();
                actions++;
            });
            output.WriteLine($"{question} {actions} actions");
            Assert.InRange(actions, 0, MostActions);
        }
    }
}
