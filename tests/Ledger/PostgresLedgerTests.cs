using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;
using Npgsql;
using static Dashboard.Tests.Ledger.LedgerSamples;

namespace Dashboard.Tests.Ledger;

/// <summary>The ledger's promises in PostgreSQL.</summary>
public sealed class PostgresLedgerTests : LedgerTests
{
    private string connectionString = "";

    [Fact(Timeout = 60_000)]
    public async Task A_connection_killed_before_the_commit_leaves_nothing_and_says_that_it_cannot_know()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));
        await using var blocking = new NpgsqlConnection(connectionString);
        await blocking.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await blocking.BeginTransactionAsync(Cancel);
        await using (var block = new NpgsqlCommand("UPDATE subjects SET stage = 'held'", blocking))
        {
            await block.ExecuteNonQueryAsync(Cancel);
        }

        var commit = Ledger.CommitAsync([Batch("T01", 2, [Event("e2")], [Row("C1", 2)]), Batch("T02", 1, [Event("e3", "C3")], [Row("C3")])],
            Cancel);
        await KillWhoWaitsAsync();

        await Assert.ThrowsAsync<CommitUnknownException>(() => commit);
        await transaction.RollbackAsync(Cancel);
        await HoldsAsync(["e1"], ("T01", 1));
        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C1", 2)])));
    }

    [Fact]
    public async Task A_text_no_database_can_hold_fails_alone()
    {
        var failed = await Assert.ThrowsAsync<CommitFailedException>(() => Ledger.CommitAsync(
            [
                Batch("T01", 1, [Event("e1")], [Row("C1")]),
                Batch("T02", 1, [Event("e2\0", "C2")], [Row("C2")]),
                Batch("T03", 1, [Event("e3\uD800", "C3")], [Row("C3")]),
                Batch("T04", 1, [Event(Long(), "C4")], [Row("C4")]),
            ],
            Cancel));

        Assert.Equal([CommitOutcome.Committed, null, null, null], failed.Results.Select(result => result?.Outcome));
        await HoldsAsync(["e1"], ("T01", 1));

        static string Long()
        {
            var bytes = new byte[9_000];
            new Random(1).NextBytes(bytes);
            return Convert.ToBase64String(bytes);
        }
    }

    [Fact]
    public async Task Statements_planned_while_the_tables_were_empty_read_no_table_whole_once_they_are_full()
    {
        const int Many = 3_000, Few = 20;
        // Each kind of statement once: new, changed, refused, recalled.
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));
        await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C1", 2)]));
        await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C1", 2)]));
        await Ledger.RecallAsync([("case", "C1")], Cancel);
        await Ledger.RevisionsAsync([("case", "C1")], Cancel);
        var all = Enumerable.Range(2, Many).ToList();
        await Ledger.CommitAsync(
            Batch("T01", 3, [.. all.Select(number => Event($"m{number}", $"C{number}"))], [.. all.Select(number => Row($"C{number}"))]));

        for (var number = 2; number < 2 + Few; number++)
        {
            await Ledger.CommitAsync(Batch("T01", number + 2, [Event($"n{number}", $"C{number}")], [Row($"C{number}", 2)]));
            await Ledger.CommitAsync(Batch("T01", number + 2, [Event($"n{number}", $"C{number}")], [Row($"C{number}", 2)]));
            await Ledger.RecallAsync([("case", $"C{number}")], Cancel);
            await Ledger.RevisionsAsync([("case", $"C{number}")], Cancel);
        }

        // A session tells what it has read when it ends.
        await CloseAsync(Ledger);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var sessions = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dashboard ledger' AND datname = current_database()",
            connection);
        while (await sessions.ExecuteScalarAsync(Cancel) is > 0L)
        {
            await Task.Delay(20, Cancel);
        }

        await using var read = new NpgsqlCommand(
            "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables " +
                "WHERE relname IN ('subjects', 'events', 'changes')", connection);
        Assert.InRange((long)(await read.ExecuteScalarAsync(Cancel))!, 1, Many);
    }

    private protected override async Task CreateAsync() =>
        connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private protected override Task DropAsync()
    {
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        return Task.CompletedTask;
    }

    private protected override Task EmptyAsync() => ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    private protected override ILedger New() =>
        new PostgresLedger(Options.Create(new LedgerOptions { ConnectionString = connectionString }));

    private protected override async Task CloseAsync(ILedger ledger) => await ((PostgresLedger)ledger).DisposeAsync();

    private protected override Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(connectionString, sql);

    private async Task KillWhoWaitsAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var kill = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            connection);
        while ((long)(await kill.ExecuteScalarAsync(Cancel))! == 0)
        {
            await Task.Yield();
        }
    }
}
