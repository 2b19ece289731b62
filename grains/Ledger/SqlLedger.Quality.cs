using System.Data.Common;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Domain.Oversight;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// What is asked of all records at once. Where the database is in the process (<see cref="ReadsInParts"/>) a table is gone through in
/// parts, each read by itself: between two of them whoever reads leaves the processor, and the log of the database, to others.
/// </summary>
internal abstract partial class SqlLedger
{
    /// <summary>Rows of one part: a few milliseconds.</summary>
    protected const int PartSize = 5_000;

    private const string Record = "s.kind, s.id, s.team, s.item, s.stage, s.title";

    private static readonly string Stands = $"o.stage <> '{MergedRecord.Merged}'";

    /// <summary>Whether a table is gone through in parts; else it is one.</summary>
    protected abstract bool ReadsInParts { get; }

    public async IAsyncEnumerable<IReadOnlyList<DoubleRecord>> DoublesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var some in SameNumbersAsync(cancel))
        {
            yield return some;
        }

        await foreach (var part in PartsAsync("names", ["kind", "id_form"], cancel))
        {
            yield return await DoublesAsync(SameForm(part.Condition), part.Parameters, cancel);
        }

        yield return await DoublesAsync(MergedIntoNone, [], cancel);
    }

    public async IAsyncEnumerable<long> CountNamingOthersAsync(
        IReadOnlyCollection<string> teams, IReadOnlyCollection<string> items, [EnumeratorCancellation] CancellationToken cancel)
    {
        (string, object)[] known = [("teams", teams.ToArray()), ("items", items.ToArray())];
        await foreach (var part in PartsAsync("subjects", ["kind", "id"], cancel))
        {
            // A team or an item that was taken back names itself, and is no record.
            var sql = $"""
                SELECT count(*) FROM subjects WHERE {part.Condition} AND kind NOT IN ('team', 'item')
                AND ((declared IS NOT NULL AND NOT {IsAny("declared", "@teams")}) OR (item IS NOT NULL AND NOT {IsAny("item", "@items")}))
                """;
            yield return await CountAsync(sql, [.. part.Parameters, .. known], cancel);
        }
    }

    /// <summary>Records with the case number, or the number of a document, of another. No index is kept of either.</summary>
    protected virtual async IAsyncEnumerable<IReadOnlyList<DoubleRecord>> SameNumbersAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var number in new[] { "case_no", "doc_no" })
        {
            var shared = $"SELECT {number} FROM names WHERE {number} IS NOT NULL GROUP BY {number} HAVING count(*) > 1";
            yield return await WithNumberAsync(number, $"{number} IN ({shared})", [], cancel);
        }
    }

    /// <summary>Records of which something is true, each told by its number in this column.</summary>
    protected Task<IReadOnlyList<DoubleRecord>> WithNumberAsync(
        string number, string condition, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancel) =>
        DoublesAsync($"SELECT '{(number == "case_no" ? "caseNo" : "docNo")}', n.{number}, {Who(condition)}", parameters, cancel);

    /// <summary>Records written in a form of one id, or in another than a record that stands under the id itself, and that one.</summary>
    private string SameForm(string condition)
    {
        var forms = $"SELECT kind, id_form FROM names WHERE {condition}";
        return $"""
            WITH plain (kind, id) AS (
                SELECT o.kind, o.id FROM {Found($"(SELECT DISTINCT * FROM ({forms}) f) f", "subjects", "o",
                    $"o.kind = f.kind AND o.id = f.id_form AND {Stands}")})
            SELECT 'id', n.id_form, {Who($"""
                {condition} AND ((kind, id_form) IN (SELECT kind, id FROM plain)
                    OR (kind, id_form) IN ({forms} GROUP BY kind, id_form HAVING count(*) > 1))
                """)}
            UNION ALL
            SELECT 'id', s.id, {Record} FROM {Found("plain p", "subjects", "s", "s.kind = p.kind AND s.id = p.id")}
            """;
    }

    private string MergedIntoNone => $"""
        WITH RECURSIVE covered (kind, id) AS (
            SELECT s.kind, s.id FROM {Named("s", "n")} WHERE n.merged_into IS NOT NULL AND EXISTS (
                SELECT 1 FROM subjects o WHERE o.kind = s.kind AND o.id = n.merged_into AND {Stands})
            UNION
            SELECT s.kind, s.id FROM {Named("s", "n")} JOIN covered c ON s.kind = c.kind AND n.merged_into = c.id)
        SELECT 'mergedInto', n.merged_into, {Who("merged_into IS NOT NULL")} WHERE NOT EXISTS (
            SELECT 1 FROM covered c WHERE c.kind = s.kind AND c.id = s.id)
        """;

    /// <summary>What is shared is found among the names alone, and then the few records that share it, each by its key.</summary>
    private string Who(string condition) =>
        $"{Record} FROM {Found($"(SELECT * FROM names WHERE {condition}) n", "subjects", "s", IsNamed("s", "n"))}";

    private async Task<IReadOnlyList<DoubleRecord>> DoublesAsync(
        string sql, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancel)
    {
        var doubles = new List<DoubleRecord>();
        await ListAsync([new($"{sql} ORDER BY 1, 2, 3, 4", parameters, Add)], cancel);
        return doubles;

        void Add(DbDataReader reader) => doubles.Add(new(
            reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
            StoredTypes.Text.Read(reader, 5), reader.GetString(6), reader.GetString(7)));
    }

    /// <summary>The parts of a table, one after the other along an index of these columns of text; rows with a null are in none.</summary>
    private async IAsyncEnumerable<Part> PartsAsync(
        string table, string[] columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        var key = $"({string.Join(", ", columns)})";
        var present = string.Join(" AND ", columns.Select(static column => $"{column} IS NOT NULL"));
        if (!ReadsInParts)
        {
            yield return new(present, []);
            yield break;
        }

        for (string[]? after = null, last; ; after = last)
        {
            var (beyond, parameters) = (after is null ? "" : $" AND {key} > {Bound("after")}", Bind("after", after));
            last = null;
            var end = $"""
                SELECT {string.Join(", ", columns)} FROM {table} WHERE {present}{beyond}
                ORDER BY {string.Join(", ", columns)} LIMIT 1 OFFSET {PartSize}
                """;
            await ListAsync([new(end, parameters, reader => last = [.. columns.Select((_, at) => reader.GetString(at))])], cancel);
            yield return last is null ? new($"{present}{beyond}", parameters)
                : new($"{present}{beyond} AND {key} <= {Bound("last")}", [.. parameters, .. Bind("last", last)]);
            if (last is null)
            {
                yield break;
            }
        }

        string Bound(string name) => $"({string.Join(", ", columns.Select((_, at) => $"@{name}{at}"))})";

        static (string Name, object Value)[] Bind(string name, string[]? values) =>
            [.. values?.Select((value, at) => ($"{name}{at}", (object)value)) ?? []];
    }

    /// <summary>Rows between two keys, as a condition with its parameters.</summary>
    private sealed record Part(string Condition, IReadOnlyList<(string Name, object Value)> Parameters);
}
