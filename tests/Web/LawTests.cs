using System.Text.Json.Nodes;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Web;

/// <summary>
/// No rule set or calendar that was accepted can stop an installation, and one that slipped through is named and left out.
/// </summary>
public sealed class LawTests
{
    private const string Wall = "/api/views/jurisdiction/330203";

    private static readonly JsonObject Doubled = JsonNode.Parse(
        """
        {"version":"of August","effectiveFrom":"2026-08-01",
        "limits":[{"id":"PEN-03","n":9,"unit":"CD"},{"id":"PEN-03","n":8,"unit":"CD"}]}
        """)!.AsObject();

    [Fact]
    public async Task A_rule_set_that_cannot_be_is_quarantined_and_the_installation_goes_on_after_a_restart()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var good = Rules("r2", """{"version":"2027.1","effectiveFrom":"2027-01-01","parameters":{"workTo":"20:00"}}""");
        var over = Rules("r3", """{"version":"2027.2","effectiveFrom":"2027-02-01","parameters":{"workFrom":"18:00"}}""");

        var receipt = await dashboard.Http.TellAsync(Rules("r1", Doubled.ToJsonString()), good, over,
            Rules("r4", """{"version":"2027.3","effectiveFrom":"2027-03-01","parameters":{"workTo":"17:00"}}"""));

        Assert.Equal(2, (int)receipt["accepted"]!);
        Assert.Equal("V6", (string)receipt["results"]![0]!["code"]!);
        Assert.Contains("data.limits PEN-03", (string)receipt["results"]![0]!["reason"]!);
        Assert.Contains("workFrom", (string)receipt["results"]![1]!["reason"]!);
        await dashboard.KillAsync();
        dashboard.Launch();
        await dashboard.ReadyAsync();
        Assert.Null((await dashboard.Http.ReadAsync(Wall))["lawProblem"]);
        Assert.Equal("ready", (string)(await dashboard.Http.ReadAsync("/health/ready"))["status"]!);
        Assert.Equal(1, (int)(await dashboard.Http.TellAsync(good))["duplicates"]!);
    }

    [Fact]
    public async Task Of_a_broken_rule_set_in_the_ledger_the_wall_says_so_until_it_is_taken_back()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.StopAsync();
        using (var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = dashboard.Data })))
        {
            var recorded = Samples.Event("rules.published", Doubled, source: "/an/earlier/release");
            await ledger.CommitAsync([new("earlier", 1, Samples.Noon, [], [], [recorded], [], [])], TestContext.Current.CancellationToken);
        }

        dashboard.Launch();
        await dashboard.ReadyAsync();

        var wall = await dashboard.Http.ReadAsync(Wall);
        Assert.Equal(("rules", "of August", SeededLaw.Version),
            ((string)wall["lawProblem"]!["kind"]!, (string)wall["lawProblem"]!["version"]!, (string)wall["rulesVersion"]!));
        Assert.Contains("PEN-03", (string)wall["lawProblem"]!["reason"]!);
        Assert.Equal("degraded", (string)(await dashboard.Http.ReadAsync("/health/ready"))["status"]!);
        Assert.Equal("of August", (string)(await dashboard.Http.ReadAsync("/api/rules"))["problems"]![0]!["version"]!);
        await dashboard.Http.AcceptAsync(Event("p1", "patrol.reported",
            """{"patrolId":"P","teamId":"T01","day":"2026-11-02","persons":1,"vehiclesChecked":2,"violations":3}"""));
        await dashboard.Http.ReadAsync("/api/subjects?kind=patrol");
        var taken = Event("r9", "rules.published", """{"version":"of August"}""");
        taken["op"] = "d";
        await dashboard.Http.AcceptAsync(taken);

        await Patience.UntilAsync(async () => (await dashboard.Http.ReadAsync(Wall))["lawProblem"] is null, "the wall names no problem");
        Assert.Equal("ready", (string)(await dashboard.Http.ReadAsync("/health/ready"))["status"]!);
    }

    [Fact]
    public async Task A_host_whose_ledger_takes_no_writes_says_that_it_is_not_ready()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(dashboard.Data, "dashboard.db")};Pooling=False");
        other.Open();
        var held = other.BeginTransaction();

        var asked = TimeProvider.System.GetTimestamp();
        var (status, answer) = await dashboard.Http.TryReadAsync("/health/ready");

        Assert.Equal(503, status);
        // Who asks waits a few seconds, not the half minute for which a writer would.
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked).TotalSeconds, 0, 15);
        Assert.Contains("The ledger cannot be written", (string)answer["detail"]!);
        await held.DisposeAsync();
        Assert.Equal("ready", (string)(await dashboard.Http.ReadAsync("/health/ready"))["status"]!);
    }

    private static JsonObject Rules(string id, string data) => Event(id, "rules.published", data);

    private static JsonObject Event(string id, string type, string data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = "/test/law",
        ["type"] = $"enforcement.{type}.v1",
        ["time"] = "2026-11-02T12:00:00+08:00",
        ["data"] = JsonNode.Parse(data),
    };
}
