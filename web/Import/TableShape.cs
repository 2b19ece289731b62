using System.Text.RegularExpressions;

namespace Dashboard.Web.Import;

/// <summary>What a map says of how its file is laid out; null or false where it says nothing and the reader finds out.</summary>
/// <param name="Delimiter">What parts the fields of a text file; else the one of , ; tab | that makes the header fit.</param>
/// <param name="Encoding">Of a text file; else found out for the whole file.</param>
/// <param name="Sheet">Of a workbook, hidden or not; else the first one that is shown and has the header.</param>
/// <param name="HeaderLine">Row that names the columns, from 1; else the first one that names them all.</param>
/// <param name="CarriesMergedDown">A cell merged over several rows holds for each of them, not only for the first.</param>
/// <param name="SkipsHiddenRows">Rows of a sheet that are hidden, by hand or by a filter, are not read; else they are.</param>
/// <param name="Footer">The first row whose first text matches ends the table.</param>
internal sealed record TableShape(
    string? Delimiter = null, string? Encoding = null, string? Sheet = null, long? HeaderLine = null, bool CarriesMergedDown = false,
    bool SkipsHiddenRows = false, Regex? Footer = null);
