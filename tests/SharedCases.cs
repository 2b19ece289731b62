using System.Text.Json.Nodes;

namespace Dashboard.Tests;

/// <summary>
/// The inputs that real producers send (<c>../shared/cases</c> beside the repository; its README has the right answers). They stay where
/// they are and are no part of the repository; where they are not at hand the test is left out.
/// </summary>
internal static class SharedCases
{
    /// <summary>The path of a file.</summary>
    public static string At(string name)
    {
        var path = InRepository("..", "shared", "cases", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not beside the repository (../shared/cases).");
        return path;
    }

    /// <summary>The bytes of a file.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(At(name));

    /// <summary>The events of a batch.</summary>
    public static JsonObject[] Events(string name) =>
        [.. JsonNode.Parse(Read(name))!.AsArray().Select(told => told!.AsObject())];

    /// <summary>A table and its map, as the command line of the import names them.</summary>
    public static string[] Arguments(string name) => [At(name), "--map", At(MapOf(name))];

    /// <summary>The map of a table, in which further words are set.</summary>
    public static string MapWith(string name, string words)
    {
        var map = File.ReadAllText(At(MapOf(name)));
        return map.Insert(map.IndexOf('{', StringComparison.Ordinal) + 1, words + ",");
    }

    /// <summary>A path from the root of the repository.</summary>
    public static string InRepository(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }

        return Path.GetFullPath(Path.Combine([folder?.FullName ?? ".", .. path]));
    }

    private static string MapOf(string name) => name.StartsWith("real-", StringComparison.Ordinal)
        ? Path.ChangeExtension(name, ".map.json")
        : $"{name}.map.json";
}
