namespace Dashboard.Web.Import;

/// <summary>
/// One row of a file: its values by column name, trimmed, all as text. <see cref="Line"/> is the number of the line
/// in the file (the sheet's row number in XLSX) on which the row begins, from 1.
/// </summary>
/// <param name="Line">Line on which the row begins.</param>
/// <param name="Values">Values by column; empty when <paramref name="Defect"/> is given.</param>
/// <param name="Defect">Why the row cannot be read, as a sentence; null when it can.</param>
internal sealed record SourceRow(long Line, IReadOnlyDictionary<string, string> Values, string? Defect = null)
{
    private static readonly Dictionary<string, string> _nothing = [];

    public static SourceRow Unreadable(long line, string defect) => new(line, _nothing, defect);
}
