namespace Dashboard.Web.Import;

/// <summary>
/// A column as a map names it. <c>"case_num"</c> must have a value in every row, else the row is an error;
/// <c>"district?"</c> may be empty (or, in NDJSON, missing), and then what depends on it is left out.
/// </summary>
internal readonly record struct Column(string Name, bool MayBeEmpty)
{
    public static Column Parse(string text) => text.EndsWith('?') ? new(text[..^1], true) : new(text, false);

    /// <summary>The value, or null when it is empty; an error is added when it may not be.</summary>
    public string? Read(SourceRow row, RowErrors errors)
    {
        if (row.Values.TryGetValue(Name, out var value) && value.Length > 0)
        {
            return value;
        }

        if (!MayBeEmpty)
        {
            errors.Add(value is null ? $"there is no column “{Name}”" : $"“{Name}” is empty");
        }

        return null;
    }
}
