using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import;

/// <summary>
/// One row of a file: its cells by the names that the map has for their columns. <see cref="Line"/> is the number of the line in the file
/// (the sheet's row number in XLSX) on which the row begins, from 1.
/// </summary>
/// <param name="Line">Line on which the row begins.</param>
/// <param name="Cells">Cells by column; empty when <paramref name="Defect"/> is given.</param>
/// <param name="Defect">Why the row cannot be read, as a sentence; null when it can.</param>
/// <param name="Note">The only text of a row that holds no other; such a row is probably a remark below the table.</param>
internal sealed record SourceRow(long Line, IReadOnlyDictionary<string, Cell> Cells, Said? Defect = null, string? Note = null)
{
    private static readonly Dictionary<string, Cell> _nothing = [];

    public static SourceRow Unreadable(long line, Said defect) => new(line, _nothing, defect);
}
