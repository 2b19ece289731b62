using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>What the number of a cell is.</summary>
internal enum TableUnit : byte
{
    /// <summary>So many: 宗, 件, 次, persons.</summary>
    Count = 0,

    /// <summary>Money, in fen; published in 万元 with two decimals.</summary>
    Fen,

    /// <summary>The part of its subjects that have it.</summary>
    Rate,

    /// <summary>No ledger knows it: somebody has to state it.</summary>
    Stated,
}

/// <summary>A subject as it counts in a cell.</summary>
/// <param name="Day">The day of the act that counts.</param>
/// <param name="Amount">1 of a count, fen of money; of a rate 1 where the subject has it and 0 where not.</param>
internal sealed record TableEntry(SubjectKey Subject, DateOnly Day, long Amount);

/// <summary>A number of a table with the subjects that make it up.</summary>
/// <param name="Column">The column of the published form, as code.</param>
internal sealed record TableCell(string Column, TableUnit Unit, IReadOnlyList<TableEntry> Entries)
{
    /// <summary>The number that somebody stated, as it was written; null where nobody has.</summary>
    public string? Said { get; init; }

    /// <summary>The sum of its entries.</summary>
    public long Amount => Entries.Sum(static entry => entry.Amount);
}

/// <summary>A row of a table.</summary>
/// <param name="Id">In whose name (<see cref="AuthorityRows"/>), or a team.</param>
internal sealed record TableRow(string Id, IReadOnlyList<TableCell> Cells);

/// <summary>One of the yearly tables (行政执法统计年报, SUPERVISION.md §11).</summary>
/// <param name="Id">penalties, licences, compulsion, others or certificates: 表一 to 表五; penaltiesLong: 表一 in its long form.</param>
internal sealed record YearTable(string Id, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The cell of a name, <c>district.fine</c>; null where the table has none. Ids of rows may hold dots.</summary>
    public TableCell? Find(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null
            : Rows.FirstOrDefault(row => row.Id == name[..dot])?.Cells.FirstOrDefault(cell => cell.Column == name[(dot + 1)..]);
    }
}
