using System.Text.Json.Nodes;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Suggestion;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>
/// What a person is shown of a file before it is imported: its sheets, first rows and columns, what each column seems to be, and the map
/// that follows from that and from what the person has said.
/// </summary>
internal sealed class FileLook(INameSource names, KeptMaps maps, TimeProvider clock)
{
    private const int SampledRows = 200;
    private const int ShownValues = 4;
    private const int ShownColumns = 12;

    /// <exception cref="MapException">The file cannot be read.</exception>
    public async Task<JsonObject> OfAsync(Upload upload, Choices choices, CancellationToken cancel)
    {
        using var file = RowFile.Open(upload.Path, ImportMap.OfNothing(new(Sheet: choices.Sheet)));
        var sample = await Sample.OfAsync(file, SampledRows, choices, cancel);
        var suggestion = new MapSuggestion(sample, choices, await names.TeamsAsync(), await names.ItemsAsync());
        var look = new JsonObject
        {
            ["file"] = upload.Name,
            ["sheets"] = Array(((file as XlsxFile)?.Sheets ?? []).Select(sheet =>
                new JsonObject { ["name"] = sheet.Name, ["hidden"] = sheet.IsHidden })),
            ["sheet"] = sample.Sheet,
            ["header"] = sample.Header,
            ["top"] = Array(sample.Top.Select(row => new JsonObject
            {
                ["line"] = row.Line,
                ["cells"] = Array(row.Cells.Take(ShownColumns).Select(cell => Shown(cell.Text))),
            })),
            ["columns"] = Array(sample.Columns.Select(column => Column(column, suggestion))),
            ["fields"] = Array(Field.All.Select(field =>
                new JsonObject { ["id"] = field.Id, ["kind"] = field.Kind.ToString(), ["name"] = field.Names[0] })),
            ["units"] = Array(["元", "万元", "分"]),
            ["formats"] = Array(SampledColumn.ForeignDays),
            ["teams"] = Values(suggestion, "team"),
            ["items"] = Values(suggestion, "item"),
            ["kept"] = Array(await FittingAsync(sample)),
        };
        try
        {
            look["map"] = suggestion.Map(upload.Name, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date));
        }
        catch (MapException unclear)
        {
            look["problem"] = Both(unclear.Said);
        }

        look["checks"] = Array(suggestion.Checks.Select(Both));
        return look;
    }

    private static JsonObject Column(SampledColumn column, MapSuggestion suggestion) => new()
    {
        ["name"] = column.Name,
        ["samples"] = Array(column.Values.Select(value => value.Text).Distinct().Take(ShownValues).Select(Shown)),
        ["field"] = suggestion.Found.FirstOrDefault(found => found.Value == column && found.Key != "caseId").Key,
        ["unit"] = Leaves.Money.UnitIn(column.Name),
        ["format"] = column.DayFormats() is [var format] ? format : null,
    };

    private static JsonArray Values(MapSuggestion suggestion, string field) => Array(suggestion.Values(field).Select(value =>
        new JsonObject { ["value"] = value.Value, ["means"] = value.Means }));

    /// <summary>The kept maps all of whose columns the file has.</summary>
    private async Task<List<string>> FittingAsync(Sample sample)
    {
        var columns = sample.Columns.Select(column => ColumnName.Fold(column.Name)).ToHashSet();
        var fitting = new List<string>();
        foreach (var name in await maps.NamesAsync())
        {
            if (await maps.FindAsync(name) is { } json && ImportMap.Parse(json).Columns.Select(ColumnName.Fold).All(columns.Contains))
            {
                fitting.Add(name);
            }
        }

        return fitting;
    }

    private static JsonObject Both(Said said) => new() { ["chinese"] = said.Chinese, ["english"] = said.English };

    private static string Shown(string? text) => IdentityNumbers.Mask(text is { Length: > 60 } ? text[..60] + "…" : text ?? "");

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes];

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];
}
