using System.Runtime.CompilerServices;

namespace Dashboard.Tests.Browser;

/// <summary>What tests leave to look at: the folder tests/output, which git ignores.</summary>
internal static class Output
{
    /// <summary>The path of a file there.</summary>
    public static string File(string name)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "output", "screens");
        Directory.CreateDirectory(folder);
        return Path.GetFullPath(Path.Combine(folder, name));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
