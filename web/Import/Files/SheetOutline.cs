using System.Text.RegularExpressions;
using System.Xml;

namespace Dashboard.Web.Import.Files;

/// <summary>
/// What has to be known of a sheet before its rows are read, although it stands behind them: how many there are, and which cells are
/// merged over several of them.
/// </summary>
/// <param name="Rows">Rows that stand in the file; what its <c>dimension</c> says may be anything.</param>
/// <param name="Merged">Of each area that is merged over several rows: its first column from 0, and its first and last row from 1.</param>
internal sealed partial record SheetOutline(long Rows, ILookup<long, (int Column, long Last)> Merged)
{
    public static SheetOutline Read(Stream sheet)
    {
        var (rows, merged) = (0L, new List<(int Column, long First, long Last)>());
        using var reader = XmlReader.Create(sheet, new() { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                rows++;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" }
                && Area().Match(reader.GetAttribute("ref") ?? "") is { Success: true } area
                && long.TryParse(area.Groups["first"].ValueSpan, out var first)
                && long.TryParse(area.Groups["last"].ValueSpan, out var last)
                && last > first)
            {
                merged.Add((Column(area.Groups["column"].ValueSpan), first, last));
            }
        }

        return new(rows, merged.ToLookup(area => area.First, area => (area.Column, area.Last)));
    }

    /// <summary>Number of a column from its letters, from 0: A is 0, XFD is 16383.</summary>
    public static int Column(ReadOnlySpan<char> reference)
    {
        var number = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetter(letter) || number > 26 * 26 * 26)
            {
                break;
            }

            number = (number * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return number - 1;
    }

    [GeneratedRegex(@"^\$?(?<column>[A-Z]+)\$?(?<first>[0-9]+):\$?[A-Z]+\$?(?<last>[0-9]+)$")]
    private static partial Regex Area();
}
