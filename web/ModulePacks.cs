using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Web.Screens;

namespace Dashboard.Web;

/// <summary>
/// The modules that a page begins with in one file, and what it fetches later in one file each: sixty requests are most of what an opening
/// takes. Made from the modules when first asked for, so there is nothing to build or to maintain; where pages are being written they are
/// served one by one, as a reader of them wants it. Each module is a function that runs once and leaves what it exports under its path.
/// </summary>
internal sealed partial class ModulePacks(IWebHostEnvironment environment, PageBuild build)
{
    private const string Folder = "/pack", Later = "/later";

    /// <summary>The scripts of the pages that are opened in packs.</summary>
    private static readonly string[] Scripts = ["/js/pages/wall.js"];

    private const int Quality = 9, Window = 22;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, (byte[] Plain, byte[] Brotli)>> packs = [];

    /// <summary>The packs of this build by their addresses; none where pages are being written.</summary>
    public IReadOnlyDictionary<string, (byte[] Plain, byte[] Brotli)> All =>
        packs.GetOrAdd(build.Name, _ => environment.IsDevelopment() ? [] : Made());

    /// <summary>Where the pack of a page's script is; null where it is served as it is.</summary>
    public string? AddressOf(string script) => All.ContainsKey(Folder + script) ? Folder + script : null;

    /// <summary>Answers with a pack, packed tightly where that can be unpacked: it is done once.</summary>
    public static Task AnswerAsync(HttpContext context, (byte[] Plain, byte[] Brotli) pack)
    {
        var isPacked = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.Vary = "Accept-Encoding";
        headers.ContentType = "text/javascript; charset=utf-8";
        if (isPacked)
        {
            headers.ContentEncoding = "br";
        }

        return context.Response.Body.WriteAsync(isPacked ? pack.Brotli : pack.Plain, context.RequestAborted).AsTask();
    }

    private static (byte[] Plain, byte[] Brotli) Packed(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var brotli = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, brotli, out var length, Quality, Window)
            ? (plain, brotli[..length])
            : throw new InvalidOperationException("Brotli needs more room than it says.");
    }

    private Dictionary<string, (byte[] Plain, byte[] Brotli)> Made()
    {
        var made = new Dictionary<string, (byte[] Plain, byte[] Brotli)>();
        foreach (var script in Scripts)
        {
            var begun = Closure(script, []);
            var texts = begun.SelectMany(FetchedLater).Distinct()
                .ToDictionary(module => Folder + script + Later + module, module => Pack(script, module, Closure(module, begun)));
            texts.Add(Folder + script, Pack(script, "", begun));
            // A page whose modules hold a form that is not understood is served as it is.
            if (!texts.Values.Any(static text => Unread().IsMatch(text)))
            {
                foreach (var (address, text) in texts)
                {
                    made.Add(address, Packed(text));
                }
            }
        }

        return made;
    }

    private string Pack(string script, string later, IEnumerable<string> modules)
    {
        var length = (later.Length == 0 ? Folder + script : Folder + script + Later + later).Length;
        var text = new StringBuilder($$"""
            const $files = import.meta.url.slice(0, -{{length}});
            const $url = (path) => $files + path;
            const $modules = (globalThis.$modules ??= {});
            const $import = async (path) => $modules[path] ?? (await import($files + "{{Folder + script + Later}}" + path), $modules[path]);

            """);
        foreach (var module in modules)
        {
            text.Append(module == script ? Body(module).Text : Wrapped(module)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A module as a function that runs at once, or, where it waits for something, before those after it.</summary>
    private string Wrapped(string module)
    {
        var (text, exports) = Body(module);
        var (wait, function) = Waits().IsMatch(text) ? ("await ", "async ") : ("", "");
        return $"$modules[\"{module}\"] ??= {wait}({function}() => {{\n{text}\nreturn {{ {string.Join(", ", exports)} }};\n}})();\n";
    }

    /// <summary>A module's text with its imports taken from what other modules have left, and what it exports.</summary>
    private (string Text, List<string> Exports) Body(string module)
    {
        var exports = new List<string>();
        var text = Import().Replace(Read(module), import => import.Groups[1].Success
            ? $"const {{ {Named(import.Groups[1].Value, ": ")} }} = $modules[\"{Resolved(module, import.Groups[2].Value)}\"];"
            : "");
        text = ExportList().Replace(text, list =>
        {
            exports.AddRange(list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static name => name.Split(" as ") is [var own, var other] ? $"{other}: {own}" : name));
            return "";
        });
        text = Export().Replace(text, declared =>
        {
            exports.Add(declared.Groups[2].Value);
            return $"{declared.Groups[1].Value} {declared.Groups[2].Value}";
        });
        text = LaterImport().Replace(text, import => $"$import(\"{Resolved(module, import.Groups[1].Value)}\")");
        return (text.Replace("import.meta.url", $"$url(\"{module}\")", StringComparison.Ordinal), exports);
    }

    private static string Named(string list, string colon) => string.Join(", ", list
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => name.Replace(" as ", colon, StringComparison.Ordinal)));

    /// <summary>A module and all that it imports, each after what it needs, without those given.</summary>
    private List<string> Closure(string module, List<string> without)
    {
        var (order, seen) = (new List<string>(), new HashSet<string>(without));
        Visit(module);
        return order;

        void Visit(string next)
        {
            if (seen.Add(next))
            {
                foreach (Match import in Import().Matches(Read(next)))
                {
                    Visit(Resolved(next, import.Groups[2].Value));
                }

                order.Add(next);
            }
        }
    }

    private IEnumerable<string> FetchedLater(string module) =>
        LaterImport().Matches(Read(module)).Select(import => Resolved(module, import.Groups[1].Value));

    private static string Resolved(string module, string path) => new Uri(new Uri($"http://localhost{module}"), path).AbsolutePath;

    /// <summary>Without its comments: who reads a module reads its file.</summary>
    private string Read(string module)
    {
        using var text = new StreamReader(environment.WebRootFileProvider.GetFileInfo(module).CreateReadStream());
        return Comment().Replace(text.ReadToEnd(), "");
    }

    [GeneratedRegex("(?<=^|;|\\n)import\\s*(?:\\{([^}]*)\\}\\s*from\\s*)?\"(\\.[^\"]+)\";?")]
    private static partial Regex Import();

    [GeneratedRegex("(?<=^|;|\\n|\\})export\\s*\\{([^}]*)\\}\\s*;?(?!\\s*from)")]
    private static partial Regex ExportList();

    [GeneratedRegex("^export ((?:async )?function|class|const) (\\w+)", RegexOptions.Multiline)]
    private static partial Regex Export();

    [GeneratedRegex("(?<=await |= )import\\(\"(\\.[^\"]+)\"\\)")]
    private static partial Regex LaterImport();

    [GeneratedRegex("^(?:const \\w+ = )?await ", RegexOptions.Multiline)]
    private static partial Regex Waits();

    [GeneratedRegex("^(?:import|export)\\b(?! *\\()", RegexOptions.Multiline)]
    private static partial Regex Unread();

    [GeneratedRegex("^[ \\t]*/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/[ \\t]*\\r?\\n|^//# sourceMappingURL.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
