using Dashboard.Tests.Web;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What the law forbids a wall: ranking teams by fines or counts (DOMAIN.md §1.4), and names (§13).</summary>
[Collection(BrowserTests.Name)]
public sealed class LawTests(Chromium chromium)
{
    /// <summary>The look of each team's card, without what follows from the length of a number; in the order on screen.</summary>
    private const string Cards = """
        () => [...document.querySelectorAll("#teams .card")].map((card) => {
          const look = (node) => {
            const { color, backgroundColor, backgroundImage, borderColor, fontWeight, opacity, order } = getComputedStyle(node);
            return [color, backgroundColor, backgroundImage, borderColor, fontWeight, opacity, order].join(" ");
          };
          return [card.querySelector("h3 a").getAttribute("href"), [card, ...card.querySelectorAll("h3 a, .num, em")].map(look).join("|")];
        })
        """;

    [Fact]
    public async Task Teams_keep_their_place_and_look_whatever_they_count()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var upstream = new Upstream(dashboard);
        // A team that was never heard from looks different from one in which nothing happened, and must.
        string[] heard = [.. Enumerable.Range(1, 9).Select(number => $"T0{number}")];
        foreach (var team in heard)
        {
            await upstream.FileCaseAsync(team);
        }

        await using var profile = await chromium.ProfileAsync(more: Chromium.Still);
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);
        var before = await wall.Page.EvaluateAsync<string[][]>(Cards);

        for (var round = 0; round < 6; round++)
        {
            await upstream.FileCaseAsync("T09", "S18");
            await upstream.DecideOnSpotAsync("T05", "S23", 20_000_000);
        }

        await wall.RightAsync(dashboard.Http);
        var after = await wall.Page.EvaluateAsync<string[][]>(Cards);
        Assert.Equal("7",
            await wall.Page.TextContentAsync(
                $"#teams [data-evidence='view=team/T09&counter=casesFiled&period={Upstream.Today:yyyy-MM-dd}']"));
        Assert.Equal(heard, after.Take(heard.Length).Select(card => card[0].Split('/')[^1]));
        Assert.Equal(before, after);
        Assert.Single(after.Take(heard.Length).Select(card => card[1]).Distinct());
    }

    [Fact]
    public async Task No_natural_person_and_no_undecided_party_is_named_on_the_wall()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var upstream = new Upstream(dashboard);
        await upstream.FileCaseAsync();
        await using var profile = await chromium.ProfileAsync();
        var wall = await Screen.OpenAsync(profile, dashboard.Port, "/");
        await wall.RightAsync(dashboard.Http);

        await upstream.FileCaseAsync("T01", "S08", "NaturalPerson", "王示例");
        await upstream.FileCaseAsync("T02", "S02", "LegalPerson", "未决运输有限公司");
        await upstream.FileCaseAsync("T02", "S06", "Individual", "未决修理铺");
        await upstream.DecideOnSpotAsync("T01", "S08", 20_000, "NaturalPerson", "李示例");

        await wall.RightAsync(dashboard.Http);
        // Lines change once a second.
        await Assertions.Expect(wall.Page.Locator("#recent")).ToContainTextAsync("当事人(个人)");
        var everything = await wall.Page.EvaluateAsync<string>(
            "() => document.documentElement.outerHTML + JSON.stringify(window.__dashboard.doc) + JSON.stringify({ ...localStorage })");
        foreach (var name in new[] { "王示例", "未决运输", "未决修理", "李示例" })
        {
            Assert.DoesNotContain(name, everything);
        }

        Assert.Empty(wall.Errors);
    }
}
