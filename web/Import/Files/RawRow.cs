namespace Dashboard.Web.Import.Files;

/// <summary>A row as it stands in a table, before anyone knows which column is which.</summary>
/// <param name="Line">Line of the text file, or row of the sheet, on which it begins; from 1.</param>
/// <param name="Cells">From the left; trailing blanks may be left out.</param>
/// <param name="Defect">Why the row cannot be read, as a sentence; null when it can.</param>
internal sealed record RawRow(long Line, IReadOnlyList<Cell> Cells, Said? Defect = null)
{
    public bool IsBlank => Defect is null && Cells.All(cell => cell.IsBlank);

    /// <summary>The text of the only cell that holds anything; null when several do.</summary>
    public string? OnlyText => Cells.Where(cell => !cell.IsBlank).Take(2).ToList() is [var only] ? only.Text : null;

    /// <summary>The text of the first cell that holds anything.</summary>
    public string FirstText => Cells.FirstOrDefault(cell => !cell.IsBlank).Text ?? "";
}
