using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import.Suggestion;

/// <summary>
/// The columns of a file of which no map says which row is the header: that is the row with most known names, else with most values.
/// </summary>
/// <param name="Columns">With the values of the first rows.</param>
/// <param name="Header">Row of the header; null in a file that has none (NDJSON).</param>
/// <param name="Sheet">The sheet of a workbook it was found in; null in another file.</param>
/// <param name="Top">The first rows as they stand, for a person who knows better.</param>
internal sealed record Sample(IReadOnlyList<SampledColumn> Columns, long? Header, string? Sheet, IReadOnlyList<RawRow> Top)
{
    /// <exception cref="MapException">The file holds nothing, or not the header a person has named.</exception>
    public static async Task<Sample> OfAsync(IRowFile file, int mostRows, Choices choices, CancellationToken cancellation)
    {
        if (file is not TableFile table)
        {
            var objects = await file.ReadAsync(cancellation).Take(mostRows).ToListAsync(cancellation);
            return new([.. objects.SelectMany(row => row.Cells.Keys).Distinct().Select(name =>
                Column(name, [.. objects.Select(row => row.Cells.GetValueOrDefault(name, ""))]))], null, null, []);
        }

        var samples = new List<(Table Table, List<RawRow> Rows, int Header, (int Known, int Filled) Fit)>();
        foreach (var candidate in await table.TablesAsync(cancellation))
        {
            var rows = await candidate.Rows().Where(row => !row.IsBlank && row.Defect is null).Take(mostRows).ToListAsync(cancellation);
            samples.AddRange(rows.Take(Files.Header.MostRowsAbove).Select((row, at) => (candidate, rows, at, Fit(row))));
        }

        var possible = samples.Where(sample => choices.Header is null || sample.Rows[sample.Header].Line == choices.Header).ToList();
        if (possible.Count == 0)
        {
            throw Files.Header.None([.. samples.Take(1).Select(sample => sample.Rows[0])], ImportMap.Blank);
        }

        var (taken, sampled, header, _) = possible.MaxBy(candidate => candidate.Fit);
        return new([.. sampled[header].Cells.Index().Where(cell => !cell.Item.IsBlank).Select(cell => Column(cell.Item.Text,
                [.. sampled.Skip(header + 1).Where(row => row.Cells.Count > 1).Select(row => row.Cells.ElementAtOrDefault(cell.Index))]))],
            sampled[header].Line, taken.Sheet, [.. sampled.Take(Files.Header.MostRowsAbove)]);
    }

    private static SampledColumn Column(string name, List<Cell> cells) =>
        new(name, [.. cells.Where(cell => cell is { IsBlank: false, Defect: null })], cells.Exists(cell => cell.IsBlank));

    /// <summary>How well a row may be the header: columns whose names are known, then columns that have a name at all.</summary>
    private static (int Known, int Filled) Fit(RawRow row)
    {
        var names = row.Cells.Where(cell => !cell.IsBlank).Select(cell => new SampledColumn(cell.Text, [], false).Plain).ToList();
        return (names.Count(name => Field.All.Any(field => field.Names.Contains(name))), names.Count);
    }
}
