using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import.Suggestion;

/// <summary>
/// The columns of a file of which no map says which row is the header: that is the row with most known names, else with most values.
/// </summary>
internal static class Sample
{
    public static async Task<IReadOnlyList<SampledColumn>> ColumnsAsync(IRowFile file, int mostRows, CancellationToken cancellation)
    {
        if (file is not TableFile table)
        {
            var objects = await file.ReadAsync(cancellation).Take(mostRows).ToListAsync(cancellation);
            return [.. objects.SelectMany(row => row.Cells.Keys).Distinct().Select(name =>
                Column(name, [.. objects.Select(row => row.Cells.GetValueOrDefault(name, ""))]))];
        }

        var samples = new List<(List<RawRow> Rows, int Header, (int Known, int Filled) Fit)>();
        foreach (var candidate in await table.TablesAsync(cancellation))
        {
            var rows = await candidate.Rows().Where(row => !row.IsBlank && row.Defect is null).Take(mostRows).ToListAsync(cancellation);
            samples.AddRange(rows.Take(Header.MostRowsAbove).Select((row, at) => (rows, at, Fit(row))));
        }

        if (samples.Count == 0)
        {
            throw Header.None([], ImportMap.Blank);
        }

        var (sample, header, _) = samples.MaxBy(candidate => candidate.Fit);
        return [.. sample[header].Cells.Index().Where(cell => !cell.Item.IsBlank).Select(cell => Column(cell.Item.Text,
            [.. sample.Skip(header + 1).Where(row => row.Cells.Count > 1).Select(row => row.Cells.ElementAtOrDefault(cell.Index))]))];
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
