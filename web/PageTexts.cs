using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Grains;
using Dashboard.Web.Screens;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>
/// The text of a page as it is served: it names its build and the jurisdiction, and ahead of time every module its script will ask for, so
/// that they are fetched together and not one generation after the other, or the one pack they are in, and the words of its language.
/// Files are asked for under the name of the build, where they never change. Links from the root lead to where the product stands, which
/// may be a proxy's sub-path.
/// </summary>
internal sealed partial class PageTexts(
    IWebHostEnvironment environment, PageBuild build, ModulePacks packs, IOptions<DashboardOptions> options)
{
    private readonly ConcurrentDictionary<(string Build, string Base, string File, string Words), byte[]> texts = [];

    /// <summary>A page, or the worker's script; null when there is no such file.</summary>
    public byte[]? Of(string file, HttpRequest request)
    {
        var words = request.Query["lang"] == "en" ? "en" : "zh-CN";
        var key = (build.Name, request.PathBase.ToUriComponent(), file, words);
        if (!texts.TryGetValue(key, out var text))
        {
            if (!environment.WebRootFileProvider.GetFileInfo(file).Exists)
            {
                return null;
            }

            text = texts[key] = Encoding.UTF8.GetBytes(
                file == Pages.Worker ? WorkerOf(key.Item1) : PageOf(file, key.Item1, key.Item2, words));
        }

        return text;
    }

    private string WorkerOf(string name) => Read(Pages.Worker)
        .Replace("const BUILD = \"unknown\"", $"const BUILD = \"{name}\"", StringComparison.Ordinal)
        .Replace("const PACKS = []", $"const PACKS = {JsonSerializer.Serialize(packs.All.Keys)}", StringComparison.Ordinal);

    private string PageOf(string file, string name, string pathBase, string words)
    {
        var page = Scripts().Replace(Read(file), script => packs.AddressOf(script.Groups[1].Value) is { } pack
            ? script.Value.Replace(script.Groups[1].Value, pack, StringComparison.Ordinal)
            : script.Value);
        var ahead = string.Concat(Scripts().Matches(page).Select(static script => script.Groups[1].Value)
            .SelectMany(script => packs.All.ContainsKey(script) ? [script] : ModulesOf(script))
            .Select(module => $"  <link rel=\"modulepreload\" href=\"{module}\">\n")
            .Prepend($"  <link rel=\"preload\" as=\"fetch\" href=\"/js/words/{words}.json\" crossorigin>\n"));
        var jurisdiction = options.Value.Jurisdiction;
        const string Charset = "<meta charset=\"utf-8\">\n";
        page = page
            .Replace(Charset, $"{Charset}  {Meta("build", name)}\n  {Meta("jurisdiction", jurisdiction)}\n", StringComparison.Ordinal)
            .Replace("{jurisdiction}", jurisdiction, StringComparison.Ordinal)
            .Replace("</head>", $"{ahead}</head>", StringComparison.Ordinal);
        page = FileFromRoot().Replace(page, $"$1{PageBuild.Under(name)}/$2");
        return LinkFromRoot().Replace(page, $"$1{pathBase}/");
    }

    private static string Meta(string called, string content) => $"<meta name=\"{called}\" content=\"{content}\">";

    /// <summary>The modules that a script imports, and those that they import, by their paths.</summary>
    private List<string> ModulesOf(string script)
    {
        var found = new List<string> { script };
        for (var next = 0; next < found.Count; next++)
        {
            foreach (Match import in Imports().Matches(Read(found[next])))
            {
                var path = new Uri(new Uri($"http://localhost{found[next]}"), import.Groups[1].Value).AbsolutePath;
                if (!found.Contains(path))
                {
                    found.Add(path);
                }
            }
        }

        return found;
    }

    private string Read(string file)
    {
        using var text = new StreamReader(environment.WebRootFileProvider.GetFileInfo(file).CreateReadStream());
        return text.ReadToEnd();
    }

    [GeneratedRegex("<script src=\"([^\"]+)\" type=\"module\">")]
    private static partial Regex Scripts();

    [GeneratedRegex("^(?:import|export)\\b(?:[^\"'();]*\\bfrom)?\\s*\"(\\.[^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Imports();

    [GeneratedRegex("(\\b(?:href|src)=\")/((?:js|css|lib|pack)/)")]
    private static partial Regex FileFromRoot();

    [GeneratedRegex("(\\b(?:href|src)=\")/(?!/)")]
    private static partial Regex LinkFromRoot();
}
