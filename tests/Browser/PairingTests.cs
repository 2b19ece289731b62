using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Browser;

/// <summary>A screen as it hangs there: a browser that opens one page and is never touched again.</summary>
[Collection(BrowserTests.Name)]
public sealed class PairingTests(Chromium chromium, DemoDashboard demo)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_makes_a_browser_a_screen_that_shows_its_scene_and_does_what_it_is_told()
    {
        var dashboard = await demo.ReadyAsync();
        await using var profile = await chromium.ProfileAsync(more: Chromium.Kept);
        var screen = await Screen.OpenAsync(profile, dashboard.Port, "/screen");
        var shown = screen.Page.Locator(".pairing .code", new() { HasTextRegex = new("^[0-9]{3} [0-9]{3}$") });
        await shown.WaitForAsync();
        var code = (await shown.TextContentAsync())!.Replace(" ", "");

        using var named = await dashboard.Http.PostAsJsonAsync("/api/screens", new { code, name = "一楼大厅", place = "hall" }, Cancel);
        var id = (string)(await named.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
        Assert.True(await LiveAsync(screen) < TimeSpan.FromSeconds(30));

        await screen.Page.ReloadAsync();
        await LiveAsync(screen);
        Assert.EndsWith("/screen", screen.Page.Url);

        foreach (var command in (object[])
        [
            new { kind = "identify" }, new { kind = "message", args = new { text = "下午三点全体会议", seconds = 1 } },
            new { kind = "screenshot" }, new { kind = "reload" }, new { kind = "scene", args = new { scene = "corridor" } },
        ])
        {
            Assert.Equal("done", (string)(await ToldAsync(dashboard.Http, id, command))["state"]!);
            await LiveAsync(screen);
        }

        foreach (var part in (string[])["overview", "teams", "warnings", "items", "trends"])
        {
            await ShowAsync(dashboard.Http, part);
            await screen.Page.WaitForSelectorAsync($"body[data-part=\"{part}\"]");
            await Eventually.RightAsync(
                async () => await screen.LayoutFaultsAsync() is [var fault, ..] ? $"{part}: {fault}" : null, TimeSpan.FromSeconds(15));
        }

        using var revoked = await dashboard.Http.DeleteAsync($"/api/screens/{id}", Cancel);
        await shown.WaitForAsync(new() { Timeout = 10_000 });
        Assert.DoesNotContain("dashboard.last", await screen.Page.EvaluateAsync<string>("() => Object.keys(localStorage).join()"));
    }

    private static Task<TimeSpan> LiveAsync(Screen screen) => Eventually.RightAsync(
        async () => await screen.ReadAsync() is { Connected: true, DigestOk: true, State: "live" } ? null : "the wall is not live",
        TimeSpan.FromSeconds(30));

    private static async Task ShowAsync(HttpClient http, string part)
    {
        var scenes = (await http.GetFromJsonAsync<JsonArray>("/api/scenes", Cancel))!;
        foreach (var scene in scenes)
        {
            scene!["pages"] = new JsonArray(new JsonObject { ["part"] = part, ["seconds"] = 60 });
        }

        using var changed = await http.PutAsJsonAsync("/api/scenes", scenes, Cancel);
        changed.EnsureSuccessStatusCode();
    }

    private static async Task<JsonObject> ToldAsync(HttpClient http, string id, object command)
    {
        using var told = await http.PostAsJsonAsync($"/api/screens/{id}/commands", command, Cancel);
        var path = $"/api/screens/{id}/commands/{(string)(await told.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!}";
        JsonObject order = null!;
        await Eventually.RightAsync(
            async () => (string)(order = (await http.GetFromJsonAsync<JsonObject>(path, Cancel))!)["state"]! == "sent" ? "under way" : null,
            TimeSpan.FromSeconds(5));
        return order;
    }
}
