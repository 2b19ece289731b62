namespace Dashboard.Tests.Import;

/// <summary>
/// The inputs that real producers send (<c>../shared/cases</c>, its README has the right answers): a file and, beside it, its map. They
/// stay where they are and are no part of the repository.
/// </summary>
internal static class SharedCases
{
    private static string Folder => Path.Combine(LongBeach.Repository, "..", "shared", "cases");

    /// <summary>The path of a file, or the test is left out where the files are not at hand.</summary>
    public static string At(string name)
    {
        var path = Path.Combine(Folder, name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not beside the repository (../shared/cases).");
        return path;
    }

    /// <summary>File and map as the command line names them.</summary>
    public static string[] Arguments(string name) => [At(name), "--map", At(MapOf(name))];

    /// <summary>The map of a file, in which further words are set.</summary>
    public static string MapWith(string name, string words)
    {
        var map = File.ReadAllText(At(MapOf(name)));
        return map.Insert(map.IndexOf('{', StringComparison.Ordinal) + 1, words + ",");
    }

    private static string MapOf(string name) => name.StartsWith("real-", StringComparison.Ordinal)
        ? Path.ChangeExtension(name, ".map.json")
        : $"{name}.map.json";
}
