using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Suggestion;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>
/// What a person is shown of a file before it is imported: its sheets, first rows and columns, what each column seems to be, the map that
/// follows from that and from what the person has said, and the first rows as the events they would be.
/// </summary>
internal sealed class FileLook(INameSource names, KeptMaps maps, IEventReader reader, TimeProvider clock)
{
    private const int SampledRows = 200;
    private const int ShownValues = 4;
    private const int ShownColumns = 12;
    private const int ShownRows = 20;

    /// <param name="upload">The file.</param>
    /// <param name="choices">What was said of it.</param>
    /// <param name="given">A map to show rows by; null for the one that follows from the choices.</param>
    /// <exception cref="MapException">The file, or the given map, cannot be read.</exception>
    public async Task<JsonObject> OfAsync(Upload upload, Choices choices, string? given, CancellationToken cancel)
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
            ["kind"] = suggestion.Kind.Id,
            ["kinds"] = Array(FileKind.All.Select(kind => kind.Id)),
            ["events"] = Array(Events(suggestion)),
            ["missing"] = Array(suggestion.Kind.Needed(suggestion.Columns).Where(field => !suggestion.Columns.ContainsKey(field))),
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
        if ((given ?? (string?)look["map"]) is { } map)
        {
            try
            {
                look["rows"] = Array(await RowsAsync(upload, ImportMap.Parse(map), cancel));
            }
            catch (MapException wrong) when (given is null)
            {
                look["problem"] = Both(upload.Named(wrong.Said));
            }
        }

        return look;
    }

    /// <summary>The events that columns can make, with the fields of each and what each cannot be without.</summary>
    private static IEnumerable<JsonObject> Events(MapSuggestion suggestion)
    {
        var (kind, needed) = (suggestion.Kind, suggestion.Kind.Needed(suggestion.Columns));
        var made = kind.Made(suggestion.Columns).Select(proposal => proposal.Type).ToHashSet();
        foreach (var (type, fields) in kind.Events)
        {
            var ofEvent = kind.Proposals.Where(proposal => proposal.Type == type).SelectMany(proposal => proposal.Needs).ToHashSet();
            yield return new()
            {
                ["type"] = type,
                ["made"] = made.Contains(type),
                ["fields"] = Array(fields.Select(field => new JsonObject
                {
                    ["id"] = field.Id,
                    ["kind"] = field.Kind.ToString(),
                    ["name"] = field.Names[0],
                    ["needed"] = needed.Contains(field.Id) ? "always" : ofEvent.Contains(field.Id) ? "event" : null,
                })),
            };
        }
    }

    /// <summary>The first rows as events, each with what is wrong with it, as it would be found when all are imported.</summary>
    private async Task<List<JsonObject>> RowsAsync(Upload upload, ImportMap map, CancellationToken cancel)
    {
        using var file = RowFile.Open(upload.Path, map);
        var rows = new List<JsonObject>();
        await foreach (var row in file.ReadAsync(cancel).Take(ShownRows))
        {
            var errors = new RowErrors();
            if (row.Defect is { } defect)
            {
                errors.Add(defect);
            }

            var events = row.Defect is null ? map.Map(row, errors) : [];
            foreach (var refusal in events.SelectMany(mapped => reader.Read(mapped.Json, BodyFormat.One)).Select(read => read.Refusal))
            {
                if (refusal is not null)
                {
                    errors.Add(RefusalWords.Of(refusal.Reason));
                }
            }

            rows.Add(new()
            {
                ["line"] = row.Line,
                ["events"] = Array(events.Select(mapped => Masked(mapped.Json))),
                ["problem"] = errors.Clauses.Count == 0 ? null : Both(Said.Join(errors.Clauses)),
            });
        }

        return rows;
    }

    private static JsonNode? Masked(ReadOnlyMemory<byte> json) =>
        JsonNode.Parse(IdentityNumbers.Mask(Encoding.UTF8.GetString(json.Span)));

    private static JsonObject Column(SampledColumn column, MapSuggestion suggestion) => new()
    {
        ["name"] = column.Name,
        ["samples"] = Array(column.Values.Select(value => value.Text).Distinct().Take(ShownValues).Select(Shown)),
        ["field"] = suggestion.Columns.FirstOrDefault(found => found.Value == column && found.Key != "caseId").Key,
        ["looks"] = column.Looks.ToString(),
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
