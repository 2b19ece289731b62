using System.Runtime.CompilerServices;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// A file that is a table, or holds several: takes the first table in whose first rows all columns of the map stand, reads from below
/// that header to the footer, and says what it took.
/// </summary>
internal abstract class TableFile(ImportMap map) : IRowFile
{
    private readonly List<Said> _remarks = [];

    public IReadOnlyList<Said> Remarks => _remarks;

    public abstract double? Progress { get; }

    /// <summary>Fields stand where delimiters put them; false: each cell knows its place.</summary>
    protected abstract bool IsPartedByDelimiter { get; }

    protected ImportMap Map => map;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (table, header) = await ChooseAsync(await TablesAsync(cancellation), cancellation);
        Remark(table, header);
        await foreach (var row in table.Rows().Where(row => row.Line > header.Line && !row.IsBlank).WithCancellation(cancellation))
        {
            if (map.Shape.Footer is { } footer && footer.IsMatch(row.FirstText))
            {
                Remark(new($"第 {row.Line} 行起是表尾，不读。", $"From row {row.Line} on stands the foot of the table, which is not read."));
                break;
            }

            yield return header.Row(row, IsPartedByDelimiter);
        }

        RemarkEnd();
    }

    public abstract void Dispose();

    /// <summary>The ways in which the file can be read, the likeliest first.</summary>
    /// <exception cref="MapException">It has none.</exception>
    public abstract ValueTask<IReadOnlyList<Table>> TablesAsync(CancellationToken cancellation);

    /// <summary>Says what is known only at the end.</summary>
    protected virtual void RemarkEnd()
    {
    }

    protected void Remark(Said sentence) => _remarks.Add(sentence);

    private async Task<(Table Table, Header Header)> ChooseAsync(IReadOnlyList<Table> tables, CancellationToken cancellation)
    {
        MapException? none = null;
        foreach (var table in tables)
        {
            var rows = await HeaderRowsAsync(table, cancellation);
            if (rows.Select(row => Header.Of(row, map)).FirstOrDefault(header => header is not null) is { } header)
            {
                return (table, header);
            }

            none ??= Header.None(rows, map);
        }

        throw none ?? Header.None([], map);
    }

    /// <summary>The rows that may be the header: that of the map, or the first ones that hold anything.</summary>
    private ValueTask<List<RawRow>> HeaderRowsAsync(Table table, CancellationToken cancellation) => map.Shape.HeaderLine is { } line
        ? table.Rows().SkipWhile(row => row.Line < line).TakeWhile(row => row.Line == line).ToListAsync(cancellation)
        : table.Rows().Where(row => !row.IsBlank).Take(Header.MostRowsAbove).ToListAsync(cancellation);

    private void Remark(Table table, Header header)
    {
        if (!table.IsPlain || header.Line > 1)
        {
            Remark(new($"读{table.Name.Chinese}，标题在第 {header.Line} 行。", $"Read: {table.Name.English}, header in row {header.Line}."));
        }
    }
}
