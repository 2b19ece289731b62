using System.Runtime.CompilerServices;

namespace Dashboard.Grains.Ledger;

internal sealed partial class SqliteLedger
{
    /// <summary>Suspects whose records are read at once.</summary>
    private const int Suspects = 500;

    private RepeatedTexts? caseNumbers, documentNumbers;

    protected override bool ReadsInParts => true;

    /// <summary>
    /// An index of the numbers would slow down every commit, and to group by them without one takes a second of a large ledger in one go.
    /// So all are read in parts, and of each only a mark is kept; the few records whose marks agree are then compared by what they are.
    /// </summary>
    protected override async IAsyncEnumerable<IReadOnlyList<DoubleRecord>> SameNumbersAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        // They keep their room from one time to the next; who asks at the same time has others.
        var ofCases = Interlocked.Exchange(ref caseNumbers, null) ?? new();
        var ofDocuments = Interlocked.Exchange(ref documentNumbers, null) ?? new();
        await foreach (var _ in MarkAsync(ofCases, ofDocuments, cancel))
        {
            yield return [];
        }

        foreach (var (number, texts) in new[] { ("case_no", ofCases), ("doc_no", ofDocuments) })
        {
            var found = new List<DoubleRecord>();
            // Sorting millions of marks is not for the turn of the grain that asks.
            var suspects = await Task.Run(texts.Take, cancel);
            foreach (var some in suspects.Chunk(Suspects))
            {
                var condition = $"{number} IS NOT NULL AND {IsAny("subject", "@some")}";
                found.AddRange(await WithNumberAsync(number, condition, [("some", some)], cancel));
                yield return [];
            }

            yield return [.. found.GroupBy(static one => one.Text).Where(static group => group.Skip(1).Any())
                .OrderBy(static group => group.Key, StringComparer.Ordinal).SelectMany(static group => group)];
        }

        (caseNumbers, documentNumbers) = (ofCases, ofDocuments);
    }

    /// <summary>Marks the numbers of all records, and says after each part how many it had.</summary>
    private async IAsyncEnumerable<int> MarkAsync(
        RepeatedTexts ofCases, RepeatedTexts ofDocuments, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (last, rows) = (0L, PartSize);
        while (rows == PartSize)
        {
            rows = 0;
            var sql = $"SELECT subject, case_no, doc_no FROM names WHERE subject > @last ORDER BY subject LIMIT {PartSize}";
            await ListAsync([new(sql, [("last", last)], Mark)], cancel);
            yield return rows;
        }

        void Mark(System.Data.Common.DbDataReader reader)
        {
            (last, rows) = (reader.GetInt64(0), rows + 1);
            ofCases.Add(StoredTypes.Text.Read(reader, 1), last);
            ofDocuments.Add(StoredTypes.Text.Read(reader, 2), last);
        }
    }
}
