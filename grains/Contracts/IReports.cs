namespace Dashboard.Grains.Contracts;

/// <summary>
/// The report of a year (法治政府建设年度报告, SUPERVISION.md §11): written by the system from the figures of the ledger, worded by people.
/// </summary>
public interface IReports
{
    /// <summary>
    /// What is reported of each year: the report on the rule of law (Law), enforcement statistics (Tables), disclosure of information
    /// (Publicity).
    /// </summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>
    /// The years there is something to report of, the latest first: <c>year</c>, <c>closed</c>, and of each kind <c>stage</c>,
    /// <c>publicBy</c> and <c>publishedOn</c>; and <c>onTime</c>, <c>due</c> (M78).
    /// </summary>
    Task<Document> ListAsync(CancellationToken cancel);

    /// <summary>
    /// The report of a year: as it was drafted and worded, or, where it was not drafted yet, as it would be. <c>sections</c> (heading, text
    /// with ⟦id⟧ where a figure stands), <c>figures</c> by id, <c>blanks</c>, <c>differences</c> from the ledger as it is now,
    /// <c>digest</c>, <c>clocks</c>, <c>warnings</c>, <c>story</c>. Only that on the rule of law has sections and figures.
    /// </summary>
    /// <param name="year">The year it is of.</param>
    /// <param name="kind">Which of the reports.</param>
    /// <param name="isOfWork">What people gave as reasons is shown too.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document> ReadAsync(int year, string kind, bool isOfWork, CancellationToken cancel);

    /// <summary>
    /// A figure of the report on the rule of law with its rows: <c>id</c>, <c>name</c>, <c>value</c>, <c>unit</c>, <c>total</c>,
    /// <c>rows</c>, <c>next</c>; null when the report has none of this id. Rows are those the reader may see,
    /// <c>size</c> of them at a time (50 unless said, 500 at most) where a counter or a metric has them.
    /// </summary>
    /// <exception cref="EvidenceException">The page asked for is none.</exception>
    Task<Document?> FigureAsync(int year, string id, string? next, int? size, Reader reader, CancellationToken cancel);

    /// <summary>
    /// What <c>report.drafted</c> says of a year as the ledger knows it now; null while the year is not over.
    /// </summary>
    Task<Document?> DraftAsync(int year, string kind, CancellationToken cancel);

    /// <summary>The reports of the last year that are to be handed in or made public and that nobody has drafted.</summary>
    Task<IReadOnlyList<(int Year, string Kind)>> DueAsync(CancellationToken cancel);

    /// <summary>What may be done with a report as it stands.</summary>
    Task<IReadOnlyList<Act>> ActsAsync(int year, string kind, CancellationToken cancel);

    /// <summary>Whether an event would move its report: null when it would, else why not.</summary>
    Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel);

    /// <summary>The id of a report.</summary>
    string IdOf(int year, string kind);
}
