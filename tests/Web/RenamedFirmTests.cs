using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>Visits under two codes of one firm count together towards its cap once it says that it had the other one.</summary>
public sealed class RenamedFirmTests
{
    private const string Former = "91330203TEXT00001P", Now = "91330203TEXT00002T";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_codes_of_one_firm_count_together_in_any_order(bool renamedFirst)
    {
        var connection = renamedFirst ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        await using var dashboard = await RunningDashboard.StartAsync(connection: connection);
        var (http, told) = (dashboard.Http, SharedCases.Events("32-usccs.json"));
        JsonObject[] before =
            [Registered(Former, "测试货运甲公司"), .. Visit(told, "H32V-1", "2026-03-10"), .. Visit(told, "H32V-2", "2026-05-12")];
        foreach (var part in renamedFirst ? new[] { told, before } : [before, told])
        {
            await http.AcceptAsync(part);
        }

        await Patience.UntilAsync(async () => (int)(await VisitsAsync(http, Now))["counted"]! == 3, "three visits are counted together");
        Assert.Equal((2, 3), ((int)(await VisitsAsync(http, Now))["cap"]!, (int)(await VisitsAsync(http, Former))["counted"]!));
        var firm = await http.ReadAsync($"/api/subjects/{Now}?kind=enterprise");
        Assert.Contains(firm["warnings"]!.AsArray(),
            warning => ((string)warning!["rule"]!, (string)warning["level"]!, (bool)warning["open"]!) == ("W13", "breach", true));
        var evidence = await http.ReadAsync($"/api/evidence?view=enterprise/{Former}&counter=inspectionsRoutine&period=2026");
        Assert.Equal(3, (int)evidence["total"]!);
        await http.VerifyAsync();

        // What is said of the firm again and again without its former code takes nothing back; a correction does.
        await http.AcceptAsync(Registered(Now, "测试货运甲公司"));
        Assert.Equal(3, (int)(await VisitsAsync(http, Now))["counted"]!);
        await http.AcceptAsync(told[0].But(copy =>
        {
            copy["op"] = "d";
            copy["id"] = Told.NewId("e");
            copy["seq"] = 9;
        }));
        await Patience.UntilAsync(async () => (int)(await VisitsAsync(http, Now))["counted"]! == 1, "one visit is under the code of now");
        Assert.Equal(2, (int)(await VisitsAsync(http, Former))["counted"]!);
        await Patience.UntilAsync(async () => (await http.DoAsync("/api/verify")).Answer["differences"]!.AsArray().Count == 0,
            "all is equal");
    }

    private static async Task<JsonNode> VisitsAsync(HttpClient http, string uscc) =>
        await http.TryReadAsync($"/api/views/enterprise/{uscc}") is (200, var view)
            ? view["visits"]!
            : new JsonObject { ["counted"] = 0, ["cap"] = 0 };

    private static JsonObject Registered(string uscc, string name) =>
        Told.Event("object.upserted", new() { ["uscc"] = uscc, ["name"] = name, ["itemCodes"] = new JsonArray("S02") }, "T01", seq: 2);

    /// <summary>A visit like that of the shared case, of another day, to the firm as it was called before.</summary>
    private static IEnumerable<JsonObject> Visit(JsonObject[] told, string act, string day) => told
        .Where(one => ((string)one["type"]!).Contains("inspection", StringComparison.Ordinal))
        .Select(one => JsonNode.Parse(one.ToJsonString().Replace("H32V-3", act, StringComparison.Ordinal)
            .Replace("2026-09-10", day, StringComparison.Ordinal).Replace(Now, Former, StringComparison.Ordinal))!.AsObject());
}
