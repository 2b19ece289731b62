using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Web;

/// <summary>A ledger of an earlier release holds payload hashes of another making.</summary>
public sealed class EarlierHashTests
{
    [Fact]
    public async Task A_repetition_of_what_an_earlier_release_recorded_is_a_duplicate_and_another_payload_a_contradiction()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var told = Enumerable.Range(0, 3).Select(_ => Told.Filed(Told.NewId("C"), "T01")).ToArray();
        await dashboard.Http.AcceptAsync(told);
        await dashboard.StopAsync();
        await HashOtherwiseAsync(Path.Combine(dashboard.Data, "dashboard.db"));
        dashboard.Launch();
        await dashboard.ReadyAsync();

        var again = await dashboard.Http.TellAsync(told[0], told[1].With("filedOn", "2026-01-05"), told[2],
            Told.Filed(Told.NewId("C"), "T01"));

        Assert.Equal((1, 2, 1), ((int)again["accepted"]!, (int)again["duplicates"]!, (int)again["quarantined"]!));
        Assert.Equal(["duplicate", "quarantined", "duplicate"], again["results"]!.AsArray().Select(result => (string)result!["outcome"]!));
        Assert.Equal("V2", (string?)again["results"]![1]!["code"]);
    }

    private static async Task HashOtherwiseAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET hash = randomblob(16)";
        Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 3);
    }
}
