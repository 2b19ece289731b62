namespace Dashboard.Web.Import.Files;

/// <summary>One cell of a row as the file holds it.</summary>
/// <param name="Text">Trimmed; a number of a sheet in plain digits, a date of a sheet in ISO form; empty where there is nothing.</param>
/// <param name="Serial">
/// The number of a sheet's numeric cell, which may be meant as a day: days after 1899-12-30 (ECMA-376 part 1, 18.17.4.1; a workbook that
/// counts from 1904 is brought to this count). Null where the file holds text.
/// </param>
/// <param name="Defect">Why the value must not be used, as a clause of a sentence; null when it may.</param>
internal readonly record struct Cell(string Text, double? Serial = null, Said? Defect = null)
{
    public bool IsBlank => string.IsNullOrEmpty(Text) && Defect is null;

    public static implicit operator Cell(string text) => new(text.Trim());
}
