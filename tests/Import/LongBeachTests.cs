using System.Text;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Import;

/// <summary>The real file through the real map: what the events say is what a plain count of the file says.</summary>
public sealed class LongBeachTests : IDisposable
{
    private readonly StandInDashboard _dashboard = new();
    private readonly LongBeach _file = LongBeach.Read();

    public void Dispose() => _dashboard.Dispose();

    [Fact]
    public async Task Every_row_becomes_a_case_in_its_district_and_year()
    {
        await ImportAsync();
        var filed = Events("case.filed");

        Assert.Equal(2197, _file.Rows.Count);
        Assert.Equal(2197, filed.Count);
        Assert.Equal(2197, filed.Select(data => data.GetProperty("caseId").GetString()).Distinct().Count());
        Assert.Equal(_file.ByDistrict(_ => true), By(filed, data => data.GetProperty("teamId").GetString()!));
        Assert.Equal(_file.ByYear(2), By(filed, data => data.GetProperty("filedOn").GetString()![..4]));
    }

    [Fact]
    public async Task Every_last_inspection_is_started_and_completed_in_its_year()
    {
        await ImportAsync();
        var started = Events("inspection.started");
        var completed = Events("inspection.completed");

        Assert.Equal(_file.Rows.Count(row => row[3].Length > 0), completed.Count);
        Assert.Equal(_file.ByDistrict(row => row[3].Length > 0), By(started, data => data.GetProperty("teamId").GetString()!));
        Assert.Equal(_file.ByYear(3), By(completed, data => data.GetProperty("endedAt").GetString()![..4]));
        Assert.Equal(
            new() { ["Daily"] = _file.Rows.Count(row => row[4] == "Initial Inspection"),
                ["Special"] = _file.Rows.Count(row => row[4] is not ("" or "Initial Inspection")) },
            By(started, data => data.GetProperty("category").GetString()!));
        Assert.Equal(started.Select(ActNo), completed.Select(ActNo));
    }

    [Fact]
    public async Task Every_event_has_what_the_catalogue_requires()
    {
        await ImportAsync();

        Assert.All(_dashboard.Events, cloudEvent =>
        {
            var type = Facts.Find(cloudEvent.GetProperty("type").GetString()!["enforcement.".Length..^".v1".Length])!;
            using var table = JsonTable.Rent();
            var data = table.ReadForeign(Encoding.UTF8.GetBytes(cloudEvent.GetProperty("data").GetRawText()));
            Facts.Read(type, Operation.Insert, cloudEvent.GetProperty("time").GetDateTimeOffset(), default, data, out var problem);

            Assert.Null(problem);
            Assert.Equal(cloudEvent.GetProperty("subject").GetString(), Facts.SubjectOf(type, data)?.Id);
        });
    }

    [Fact]
    public async Task No_address_leaves_the_file()
    {
        await ImportAsync();
        var addresses = _file.Rows.Select(row => row[6].Trim())
            .Where(address => address.Length > 0)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.True(addresses.Count > 1500);
        Assert.DoesNotContain(_dashboard.Events.SelectMany(Texts), addresses.Contains);
        Assert.DoesNotContain(_dashboard.Events.SelectMany(Texts), text => text.EndsWith(" AVE", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_descriptions_spread_over_items_and_few_stay_unclassified()
    {
        await ImportAsync();
        var items = By(Events("case.filed"), data => data.GetProperty("primaryItemCode").GetString()!);

        Assert.True(items.Count >= 10, $"only {items.Count} items");
        Assert.InRange(items["unclassified"], _file.Rows.Count(row => string.IsNullOrWhiteSpace(row[5])), 2197 / 6);
    }

    private async Task ImportAsync()
    {
        var trial = new ImportTrial(_dashboard);
        Assert.True(await trial.RunAsync([_file.Path, "--map", LongBeach.Map], TestContext.Current.CancellationToken) == 0, trial.Output);
    }

    private List<JsonElement> Events(string name) =>
        [.. _dashboard.Events.Where(cloudEvent =>
            cloudEvent.GetProperty("type").GetString() == $"enforcement.{name}.v1").Select(cloudEvent => cloudEvent.GetProperty("data"))];

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static string? ActNo(JsonElement data) => data.GetProperty("actNo").GetString();

    private static Dictionary<string, int> By(IEnumerable<JsonElement> events, Func<JsonElement, string> key) =>
        events.GroupBy(key).ToDictionary(group => group.Key, group => group.Count());
}
