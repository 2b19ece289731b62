namespace Dashboard.Web.Import.Suggestion;

/// <summary>What a person has said of a file; where nothing is said it is found out.</summary>
internal sealed record Choices
{
    /// <summary>The sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row that names the columns, from 1.</summary>
    public long? Header { get; init; }

    /// <summary>What its rows are: the id of a <see cref="FileKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>What each column is, by its name; one that is not named is nothing.</summary>
    public Dictionary<string, string>? Fields { get; init; }

    /// <summary>The unit of a column of money.</summary>
    public Dictionary<string, string> Units { get; init; } = [];

    /// <summary>How the days of a column are written.</summary>
    public Dictionary<string, string> Formats { get; init; } = [];

    /// <summary>Which registered team a value means.</summary>
    public Dictionary<string, string> Teams { get; init; } = [];

    /// <summary>Which registered item a value means.</summary>
    public Dictionary<string, string> Items { get; init; } = [];

    /// <summary>The team of every row of a file that names none.</summary>
    public string? Team { get; init; }

    /// <summary>The item of every row of a file that names none.</summary>
    public string? Item { get; init; }

    /// <summary>The source of its events, else named after the file. A map that is changed keeps it, so that rows are known.</summary>
    public string? Source { get; init; }

    /// <summary>Day that stands as the time of its events, which the file does not say; else today.</summary>
    public DateOnly? Day { get; init; }
}
