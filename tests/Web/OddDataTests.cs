using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Fields of a JSON type that nobody expects: an event is taken or set aside by itself, and every page opens.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class OddDataTests(PlainDashboard dashboard)
{
    /// <summary>Members that no fact reads, so that they are kept as they are.</summary>
    public static TheoryData<string> Kept =>
    [
        "\"plate\":5", "\"plate\":null", "\"plate\":[\"浙B12345\"]", "\"plateNo\":{\"no\":\"浙B12345\"}", "\"plate\":\"\"",
        "\"owner\":{\"kind\":5,\"displayName\":7}", "\"owner\":{\"kind\":{\"a\":1},\"displayName\":\"某\"}",
        "\"owner\":{\"kind\":\"99\",\"displayName\":[]}", "\"load\":1e999", "\"load\":-1e999", "\"load\":[1e400,{\"t\":1E+9999}]",
        "\"phone\":{\"a\":[1]}", "\"driver\":[[[]]]", "\"name\":1e999", "\"\":{\"\":[]}", "\"displayName\":true",
    ];

    /// <summary>Fields that a fact reads, each of a type it is not.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "item.upserted", "fines", "[{\"max\":\"100\"}]" },
        { "item.upserted", "fines", "[{\"min\":[],\"max\":100}]" },
        { "item.upserted", "fines", "[7]" },
        { "item.upserted", "fines", "{\"max\":100}" },
        { "patrol.reported", "persons", "1e999" },
        { "patrol.reported", "persons", "\"4\"" },
        { "patrol.reported", "day", "20261102" },
        { "case.filed", "plate", "{\"no\":1}" },
        { "case.filed", "officers", "[5]" },
        { "inspection.started", "codeShownAt", "5" },
    };

    private HttpClient Http => dashboard.Http;

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_record_opens_whatever_is_kept_in_it(string member)
    {
        var (team, id) = (await dashboard.NewTeamAsync(), Told.NewId("P"));
        var told = Told.Event("patrol.reported", new()
        {
            ["patrolId"] = id, ["teamId"] = team, ["day"] = Told.Today, ["persons"] = 1, ["vehiclesChecked"] = 2, ["violations"] = 0,
        }).ToJsonString();

        var (status, receipt) = await Http.PostBodyAsync(
            Encoding.UTF8.GetBytes(told.Replace("\"persons\"", $"{member},\"persons\"", StringComparison.Ordinal)), Api.One);

        Assert.True(status == 200 && (int)receipt["accepted"]! == 1, receipt.ToJsonString());
        var file = await Http.ReadAsync($"/api/subjects/{id}?kind=patrol");
        Assert.DoesNotContain("12345", file.ToJsonString());
        Assert.Contains((await Http.ReadAsync($"/api/subjects?team={team}"))["rows"]!.AsArray(), row => (string)row!["id"]! == id);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_field_of_another_type_sets_aside_its_own_event_only(string type, string field, string json)
    {
        var team = await dashboard.NewTeamAsync();
        var (before, after) = (Told.Filed(Told.NewId("C"), team), Told.Filed(Told.NewId("C"), team));
        var bad = type switch
        {
            "item.upserted" => Told.Item(Told.NewId("I")),
            "case.filed" => Told.Filed(Told.NewId("C"), team),
            "inspection.started" => Told.Started(Told.NewId("A"), team),
            _ => Told.Event(type, new()
            {
                ["patrolId"] = Told.NewId("P"), ["teamId"] = team, ["day"] = Told.Today, ["persons"] = 1, ["vehiclesChecked"] = 2,
                ["violations"] = 0,
            }),
        };
        var body = $"[{before.ToJsonString()},{bad.With(field, "HERE").ToJsonString()
            .Replace("\"HERE\"", json, StringComparison.Ordinal)},{after.ToJsonString()}]";

        var (status, receipt) = await Http.PostBodyAsync(Encoding.UTF8.GetBytes(body), Api.Batch);

        Assert.Equal((200, 2, 1), (status, (int)receipt["accepted"]!, (int)receipt["quarantined"]!));
        Assert.Contains($"data.{field}", (string)receipt["results"]![0]!["reason"]!);
        Assert.Equal(2, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
    }
}
