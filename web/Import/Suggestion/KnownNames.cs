namespace Dashboard.Web.Import.Suggestion;

/// <summary>The names by which a column of a file may mean something that is registered.</summary>
/// <param name="Of">Each id with its names, the id among them.</param>
internal sealed record KnownNames(IReadOnlyDictionary<string, string[]> Of)
{
    /// <summary>Nothing is registered, or nobody knows.</summary>
    public static KnownNames None { get; } = new(new Dictionary<string, string[]>());

    /// <summary>Which one a value means: the one of that name, else the only one whose name holds it; null when that is unclear.</summary>
    public string? Find(string value)
    {
        var wanted = Files.ColumnName.Fold(value).ToLowerInvariant();
        if (wanted.Length == 0)
        {
            return null;
        }

        var names = Of.SelectMany(known => known.Value.Select(name => (known.Key, Name: Files.ColumnName.Fold(name).ToLowerInvariant())));
        return names.FirstOrDefault(name => name.Name == wanted).Key
            ?? (wanted.Length > 1 && names.Where(name => name.Name.Contains(wanted, StringComparison.Ordinal))
                .Select(name => name.Key).Distinct().Take(2).ToList() is [var only] ? only : null);
    }
}
