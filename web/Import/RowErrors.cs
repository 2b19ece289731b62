using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>What is wrong with one row: each clause once, in the order in which it was found.</summary>
internal sealed class RowErrors
{
    private const int MostQuoted = 60;

    private readonly List<string> _clauses = [];

    public IReadOnlyList<string> Clauses => _clauses;

    public void Add(Column column, string clause) => Add($"“{column.Name}”：{clause}");

    public void Add(string clause)
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
