using Dashboard.Grains;

namespace Dashboard.Web.Import;

/// <summary>What is wrong with one row: each clause once, in the order in which it was found.</summary>
internal sealed class RowErrors
{
    private const int MostQuoted = 60;

    private readonly List<Said> _clauses = [];

    public IReadOnlyList<Said> Clauses => _clauses;

    public void Add(Column column, string chinese, string english) =>
        Add($"“{column.Name}”：{chinese}", $"“{column.Name}”: {english}");

    public void Add(string chinese, string english) => Add(new Said(chinese, english));

    public void Add(Said clause)
    {
        if (!_clauses.Contains(clause))
        {
            _clauses.Add(clause);
        }
    }

    /// <summary>What a cell holds, for a clause: not all of it when it is long, and no identity number in clear (DOMAIN.md §13).</summary>
    public static string Quote(string text) =>
        $"“{IdentityNumbers.Mask(text.Length > MostQuoted ? text[..MostQuoted] + "…" : text).ReplaceLineEndings(" ")}”";
}
