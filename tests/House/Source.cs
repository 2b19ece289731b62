using System.Text.RegularExpressions;
using Dashboard.Tests.Domain;

namespace Dashboard.Tests.House;

/// <summary>A file of the repository: C#, or what makes up the pages.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
internal sealed partial record Source(string Path, string[] Lines)
{
    private static readonly string Root = System.IO.Path.GetDirectoryName(SeededLaw.Folder)!;
    private static readonly string[] Rooms = ["Contracts", "Domain", "Intake", "Ledger", "Parts", "Reading", "Roster", "Sums", "Teams",
        "Views"];
    private static readonly string[] NotByHand = ["bin", "lib", "node_modules", "obj"];

    /// <summary>All C# that is written by hand.</summary>
    public static IReadOnlyList<Source> All { get; } = Under(["grains", "silo", "web", "seeds", "tests"], ".cs");

    /// <summary>What is written by hand of the pages and their tests; <c>lib</c> is other people's.</summary>
    public static IReadOnlyList<Source> Pages { get; } = Under(["web/wwwroot", "tests/js"], ".js", ".ts", ".css", ".html");

    /// <summary>What can be named of each room: its namespaces and types, by the names of its folders and files.</summary>
    private static readonly Dictionary<string, HashSet<string>> Named = Rooms.ToDictionary(room => room, room => All
        .Where(source => source.Path.StartsWith($"grains/{room}/", StringComparison.Ordinal))
        .SelectMany(source => source.Path.Split('/')[2..].Select(part => System.IO.Path.GetFileNameWithoutExtension(part)))
        .ToHashSet());

    /// <summary>The room of the house it stands in: a project, or the first folder of one.</summary>
    public string Room => Path.Split('/') is [var project, var folder, _, ..] ? $"{project}/{folder}" : Path.Split('/')[0];

    /// <summary>The rooms of grains it names, by a using directive or in full, and "web" and "seeds".</summary>
    public IEnumerable<string> Names()
    {
        var code = Remark().Replace(string.Join('\n', Lines.Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal))), "");
        return Qualified().Matches(code).Select(match => match.Groups["room"])
            .Where(room => room.Success && Rooms.Contains(room.Value)).Select(room => room.Value)
            .Concat(Qualified()
                .Matches(code)
                .Where(match => match.Groups["project"].Success)
                .Select(match => match.Groups["project"].Value.ToLowerInvariant()))
            .Concat(Relative()
                .Matches(code)
                .Where(match => Named.GetValueOrDefault(match.Groups["room"].Value)?.Contains(match.Groups["name"].Value) ?? false)
                .Select(match => match.Groups["room"].Value))
            .Distinct();
    }

    private static IReadOnlyList<Source> Under(string[] folders, params string[] endings) =>
    [
        .. folders
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => endings.Contains(System.IO.Path.GetExtension(file)))
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(NotByHand).Any())
            .Order(StringComparer.Ordinal)
            .Select(path => new Source(path, File.ReadAllLines(System.IO.Path.Combine(Root, path)))),
    ];

    [GeneratedRegex(@"//.*")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\bDashboard\.(Grains\.(?<room>\w+)|(?<project>Web|Seeds|Silo))\b")]
    private static partial Regex Qualified();

    /// <summary>As in <c>Ledger.ILedger</c>, not as in <c>roster.Teams.Keys</c>.</summary>
    [GeneratedRegex(@"(?<![\w.])(Grains\.)?(?<room>[A-Z]\w+)\.(?<name>\w+)")]
    private static partial Regex Relative();
}
