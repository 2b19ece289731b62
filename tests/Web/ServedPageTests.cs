using System.Net;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Web;

/// <summary>Pages and their files as a browser gets them: of one build, packed, with all they need named ahead.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed partial class ServedPageTests(PlainDashboard dashboard)
{
    private const string Build = "Dashboard-Build";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_files_and_the_worker_name_one_build()
    {
        var build = (string)(await dashboard.Http.ReadAsync("/api/about"))["build"]!;

        foreach (var path in (string[])["/", "/teams/T01", "/index.html", "/js/wall.js", "/css/base.css", "/sw.js"])
        {
            using var answer = await GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, build), (answer.StatusCode, Assert.Single(answer.Headers.GetValues(Build))));
        }

        Assert.Contains($"<meta name=\"build\" content=\"{build}\">", await TextAsync("/"), StringComparison.Ordinal);
        Assert.Contains($"const BUILD = \"{build}\"", await TextAsync("/sw.js"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_kept_for_good_under_the_name_of_its_build_and_looked_at_again_under_any_other()
    {
        var build = (string)(await dashboard.Http.ReadAsync("/api/about"))["build"]!;
        using var lasting = await GetAsync($"/~{build}/js/wall.js");
        using var other = await GetAsync("/~0.0.0-00000000/js/wall.js");
        using var plain = await GetAsync("/js/wall.js");

        Assert.Contains("immutable", lasting.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("no-cache", "no-cache"), (other.Headers.CacheControl!.ToString(), plain.Headers.CacheControl!.ToString()));
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancel), await lasting.Content.ReadAsStringAsync(Cancel));
        Assert.Equal([build], other.Headers.GetValues(Build));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/~{build}/sw.js")).StatusCode);
    }

    [Fact]
    public async Task The_wall_asks_for_its_figures_before_its_scripts_are_there()
    {
        var wall = await TextAsync("/");

        Assert.Contains("<meta name=\"jurisdiction\" content=\"330203\">", wall, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"preload\" as=\"fetch\" href=\"/api/views?view=jurisdiction%2F330203\" crossorigin>", wall,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wall_begins_with_one_script_that_holds_all_it_imports()
    {
        var script = Assert.Single(PackedScript().Matches(await TextAsync("/"))).Groups[1].Value;
        var text = await TextAsync(script);

        Assert.Contains("$modules[\"/js/wall/verdict.js\"]", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^(import|export)\\b", text);
        var later = (await TextAsync($"{script}/later/js/evidence.js"), await TextAsync("/sw.js"));
        Assert.Contains("$modules[\"/js/evidence.js\"]", later.Item1, StringComparison.Ordinal);
        Assert.DoesNotContain("$modules[\"/js/i18n.js\"] ??=", later.Item1, StringComparison.Ordinal);
        Assert.Contains("/pack/js/pages/wall.js/later/js/evidence.js", later.Item2, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"{script}/later/js/leaders.js")).StatusCode);
    }

    [Theory]
    [InlineData("/", "zh-CN")]
    [InlineData("/?lang=en", "en")]
    [InlineData("/bureau?lang=en", "en")]
    [InlineData("/?lang=../rules", "zh-CN")]
    public async Task A_page_asks_ahead_for_the_words_of_its_language_and_no_other(string page, string language)
    {
        var ahead = Regex.Matches(await TextAsync(page), "<link rel=\"preload\" as=\"fetch\" href=\"([^\"]+/words/[^\"]+)\" crossorigin>");
        var words = Assert.Single(ahead).Groups[1].Value;

        Assert.EndsWith($"/js/words/{language}.json", words, StringComparison.Ordinal);
        using var answer = await GetAsync(words);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bureau")]
    [InlineData("/cases/C-1")]
    [InlineData("/setup/import")]
    public async Task A_page_names_every_module_it_will_ask_for(string page)
    {
        var named = Preloaded().Matches(await TextAsync(page)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.True(named.Count > 10, $"{page} names {named.Count} modules.");
        foreach (var module in named)
        {
            foreach (Match import in Imported().Matches(await TextAsync(module)))
            {
                Assert.Contains(new Uri(new Uri($"http://localhost{module}"), import.Groups[1].Value).AbsolutePath, named);
            }
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/js/i18n.js")]
    [InlineData("/lib/chart.js/dist/chart.umd.min.js")]
    [InlineData("/css/base.css")]
    [InlineData("/api/views/jurisdiction/330203")]
    public async Task What_is_long_is_sent_packed_to_who_can_unpack_it(string path)
    {
        using var packed = await GetAsync(path, ("Accept-Encoding", "gzip, deflate, br"));
        var plain = await dashboard.Http.GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        var bytes = (await packed.Content.ReadAsByteArrayAsync(Cancel)).Length;
        Assert.True(bytes < plain.Length * 2 / 3, $"{path}: {bytes} of {plain.Length} bytes");
    }

    [Fact]
    public async Task An_unknown_address_answers_a_page_to_a_browser_and_a_problem_to_a_program()
    {
        using var page = await GetAsync("/nowhere/at/all", ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        using var problem = await GetAsync("/nowhere/at/all");
        using var data = await GetAsync("/api/nowhere", ("Accept", "text/html"));

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Contains("/js/pages/missing.js", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"),
            (problem.StatusCode, problem.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, data.StatusCode);
        Assert.NotEqual("text/html", data.Content.Headers.ContentType!.MediaType);
    }

    private Task<string> TextAsync(string path) => dashboard.Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await dashboard.Http.SendAsync(request, Cancel);
    }

    [GeneratedRegex("rel=\"modulepreload\" href=\"([^\"]+)\"")]
    private static partial Regex Preloaded();

    [GeneratedRegex("<script src=\"([^\"]+/pack/[^\"]+)\" type=\"module\">")]
    private static partial Regex PackedScript();

    [GeneratedRegex("\\sfrom \"(\\.[^\"]+)\"")]
    private static partial Regex Imported();
}
