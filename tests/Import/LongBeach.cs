namespace Dashboard.Tests.Import;

/// <summary>
/// The real file and what a plain reading of it counts, by code that shares nothing with the import: it goes through the text
/// character by character and knows nothing but commas and quotes.
/// </summary>
internal sealed class LongBeach
{
    private LongBeach(string path)
    {
        Path = path;
        Rows = [.. Parse(File.ReadAllText(path)).Skip(1).Where(row => row.Length == 7)];
    }

    /// <summary>The file; it stays where it is and is no part of the repository.</summary>
    public string Path { get; }

    /// <summary>case_num, district, start_date, last_insp_date, last_insp_type, description, address.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The map of the repository.</summary>
    public static string Map { get; } = System.IO.Path.Combine(Repository, "seeds", "maps", "long-beach.json");

    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Dashboard.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }
    }

    /// <summary>Reads the file, or skips the test where it is not at hand.</summary>
    public static LongBeach Read()
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository, "..", "shared", "data", "long-beach-open-cases-2016.csv"));
        Assert.SkipUnless(File.Exists(path), "The real file long-beach-open-cases-2016.csv is not beside the repository (../shared/data).");
        return new(path);
    }

    /// <summary>Rows by team, T01 to T09 after the district.</summary>
    public Dictionary<string, int> ByDistrict(Func<string[], bool> which) =>
        Rows.Where(which).GroupBy(row => $"T0{row[1]}").ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Rows by the year of a date column.</summary>
    public Dictionary<string, int> ByYear(int column) =>
        Rows.Where(row => row[column].Length > 0).GroupBy(row => row[column][..4]).ToDictionary(group => group.Key, group => group.Count());

    private static IEnumerable<string[]> Parse(string text)
    {
        var fields = new List<string> { "" };
        var quoted = false;
        foreach (var character in text)
        {
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || character is not (',' or '\n' or '\r'))
            {
                fields[^1] += character;
            }
            else if (character == ',')
            {
                fields.Add("");
            }
            else if (character == '\n')
            {
                yield return [.. fields];
                fields = [""];
            }
        }

        yield return [.. fields];
    }
}
