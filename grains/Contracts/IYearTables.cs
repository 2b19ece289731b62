namespace Dashboard.Grains.Contracts;

/// <summary>
/// The yearly tables of administrative enforcement (行政执法统计年报, SUPERVISION.md §11): tabulated of the subjects as they are asked for, so
/// that a correction shows at once.
/// </summary>
public interface IYearTables
{
    /// <summary>The first year that can be asked for; the last is the present one.</summary>
    const int FirstYear = 1990;

    /// <summary>
    /// The five tables, and 表一 in its long form: <c>year</c>, <c>closed</c> (the year is over), <c>asOf</c> (the last day that is counted),
    /// <c>rulesVersion</c>, <c>teams</c> (null: the whole bureau; else the only teams that are counted, since the reader's scope ends
    /// there), <c>digest</c> of the tables, and <c>tables</c>. A table has <c>id</c>, <c>columns</c> and <c>rows</c>; a row <c>id</c>
    /// (district, city, others, all, or a team with its <c>name</c>) and <c>cells</c>; a cell <c>id</c>, <c>unit</c> (count, fen, rate,
    /// stated), <c>value</c> (of a rate how many have it, <c>of</c> so many), <c>rows</c> and the <c>address</c> that opens them; where it
    /// is to be stated no value but what people <c>stated</c>, of the whole bureau, as they wrote it (null: nobody has).
    /// </summary>
    Task<Document> OfAsync(int year, Reader reader, CancellationToken cancel);

    /// <summary>
    /// The subjects that make up a number, the last day first: <c>total</c> (the number), <c>count</c> (how many rows), <c>rows</c> and
    /// <c>next</c>, of teams within the reader's scope.
    /// </summary>
    /// <param name="year">From <see cref="FirstYear"/> to the present year.</param>
    /// <param name="table">Id of the table.</param>
    /// <param name="cell">Id of the cell.</param>
    /// <param name="next">What the page before said; null for the first.</param>
    /// <param name="size">Rows of a page, up to 500; null for 50.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    /// <returns>Null where there is no such table or cell.</returns>
    /// <exception cref="EvidenceException"><paramref name="next"/> is no such token.</exception>
    Task<Document?> OpenAsync(
        int year, string table, string cell, string? next, int? size, Reader reader, CancellationToken cancel);
}
