using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Inputs that real producers send, which stand with their right answers beside the repository.</summary>
internal static class SharedCases
{
    /// <summary>The bytes of a file; skips the test where the files are not at hand.</summary>
    public static byte[] Read(string name)
    {
        var path = InRepository("..", "shared", "cases", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not beside the repository (../shared/cases).");
        return File.ReadAllBytes(path);
    }

    /// <summary>The events of a batch.</summary>
    public static JsonObject[] Events(string name) =>
        [.. JsonNode.Parse(Read(name))!.AsArray().Select(told => told!.AsObject())];

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
}
