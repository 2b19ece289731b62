using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Tests.Access;
using Dashboard.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>Every text that somebody may send is mark-up here, and no page takes it for any.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostileTextTests(Chromium chromium, Bureau bureau) : IClassFixture<Bureau>
{
    private const string Hostile = "\"'><img src=x onerror=window.hit=1>";
    private static readonly string[] Everything = ["supervisor", "operator", "auditor"], Prefixes = ["/test"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_in_by_the_identity_provider_sees_text_that_is_mark_up_as_text_on_every_page()
    {
        using var admin = await bureau.SignInAsync("root");
        var id = await PlantAsync(admin);
        bureau.Provider.Who = new() { ["sub"] = "reader", ["preferred_username"] = "reader", ["name"] = Hostile, ["roles"] = Everything };

        // The provider is another site than ours, so that the cookies go the way they go in a house.
        await using var profile = await chromium.ProfileAsync();
        var page = (await Screen.OpenAsync(profile, bureau.Running.Port, "/people")).Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "统一身份认证登录" }).ClickAsync();
        await Expect(page.Locator(".who")).ToHaveTextAsync(Hostile);
        Assert.EndsWith("/people", page.Url);

        foreach (var path in new[]
        {
            "/people", "/", "/bureau", "/teams/T66", "/items/S14", $"/cases/{id}", "/warnings", "/subjects", "/quarantine", "/quality",
            "/rules", "/calendar", "/ops", "/orders", "/setup", "/setup/teams", "/setup/items", "/setup/officers", "/setup/enterprises",
            "/setup/import", "/sources", "/screens", "/audit", "/account",
            "/sign-in?problem=noAccount#subject=" + Uri.EscapeDataString(Hostile),
        })
        {
            await page.GotoAsync($"http://127.0.0.1:{bureau.Running.Port}{path}", new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal("none", await page.EvaluateAsync<string>(
                "() => window.hit || document.querySelector('img[src=\"x\"]') ? location.pathname : 'none'"));
        }

        // The first answer is lost on its way: it is asked for again, since the session is there.
        await page.RouteAsync("**/api/session", async route =>
        {
            await page.UnrouteAsync("**/api/session");
            await route.AbortAsync();
        });
        foreach (var next in (string[])["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:window.hit=1"])
        {
            await page.GotoAsync($"http://127.0.0.1:{bureau.Running.Port}/sign-in?step=done&next={Uri.EscapeDataString(next)}");
            await Expect(page).ToHaveURLAsync(new Regex($"^http://127.0.0.1:{bureau.Running.Port}/$"));
        }

        await page.GotoAsync($"http://127.0.0.1:{bureau.Running.Port}/cases/{id}");
        await Expect(page.Locator(".soft.scope")).ToContainTextAsync(Hostile);
    }

    private static void Poison(JsonNode data, params string[] names)
    {
        foreach (var name in names)
        {
            data[name] = Hostile;
        }
    }

    /// <summary>Mark-up in every text field there is.</summary>
    private async Task<string> PlantAsync(HttpClient admin)
    {
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Hostile, prefixes = Prefixes, master = true });
        using var source = Bureau.Anonymous(bureau.Running);
        source.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = Told.NewId("C");
        var hostileId = $"{id}{Hostile}";
        var team = Told.Team("T66").But(told => Poison(told["data"]!, "name", "shortName", "nameEn"));
        await source.AcceptAsync(team,
            Told.Item("S66").But(told => Poison(told["data"]!, "name", "nameEn", "category")),
            Told.Filed(id, "T66", party: Told.Organisation(Hostile)).But(told =>
            {
                told["source"] = $"/test/{Hostile.Replace(' ', '/')}";
                Poison(told["data"]!, "caseNo", "causeCode", "decidingAuthority", "clueId", "vehicle");
                Poison(told["data"]!["officers"]![0]!, "certNo", "name");
            }),
            Told.Filed(hostileId, "T66").But(told => told["id"] = hostileId),
            Told.Decided(id, 4_400, "T66").But(told => Poison(told["data"]!, "docNo", "legalBasis")));
        await source.TellAsync(Told.Filed(Told.NewId("C"), "T66").But(told =>
        {
            (told["id"], told["type"], told["subject"]) = ($"{hostileId}2", $"enforcement.{Hostile}.v1", Hostile);
        }));
        using var added = await admin.PostAsJsonAsync(
            "/api/people", new { name = "hostile<img>", displayName = Hostile, roles = Everything, subject = Hostile }, Cancel);
        added.EnsureSuccessStatusCode();
        await Bureau.PairAsync(bureau.Running, admin, "hall", Hostile);
        return id;
    }
}
