namespace Dashboard.Web.Import.Files;

/// <summary>The first line of a table: which column stands where.</summary>
internal sealed class Header
{
    private readonly string[] _names;

    /// <exception cref="MapException">A column that the map names is missing, or stands twice.</exception>
    public Header(IEnumerable<string> names, long line, ImportMap map)
    {
        _names = [.. names.Select(name => name.Trim())];
        var missing = map.Columns.Except(_names).ToList();
        if (missing.Count > 0)
        {
            throw new MapException(
                $"Line {line} of the file has no column {Quoted(missing)}, which the map names; it has " +
                    $"{Quoted(_names.Where(name => name.Length > 0))}.");
        }

        var twice = _names.GroupBy(name => name)
            .Where(group => group.Count() > 1 && map.Columns.Contains(group.Key))
            .Select(group => group.Key)
            .ToList();
        if (twice.Count > 0)
        {
            throw new MapException($"Line {line} of the file has the column {Quoted(twice)} more than once.");
        }
    }

    public int Count => _names.Length;

    /// <summary>A row of as many fields as the header has columns, or one that says it has not.</summary>
    public SourceRow Row(long line, IReadOnlyList<string> fields)
    {
        if (fields.Count != _names.Length)
        {
            return SourceRow.Unreadable(line, $"the row has {fields.Count} fields and the header {_names.Length}");
        }

        var values = new Dictionary<string, string>(_names.Length, StringComparer.Ordinal);
        for (var at = 0; at < _names.Length; at++)
        {
            values[_names[at]] = fields[at].Trim();
        }

        return new(line, values);
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"“{name}”"));
}
