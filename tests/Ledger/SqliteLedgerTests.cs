using Dashboard.Grains.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using static Dashboard.Tests.Ledger.LedgerSamples;

namespace Dashboard.Tests.Ledger;

/// <summary>The ledger's promises in SQLite.</summary>
public sealed class SqliteLedgerTests : LedgerTests
{
    private readonly LedgerOptions options = new();

    [Fact]
    public async Task A_crash_before_the_commit_leaves_nothing_of_it()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));
        await using var dying = new SqliteConnection($"Data Source={options.DatabaseFile};Pooling=False");
        dying.Open();
        await using var half = dying.CreateCommand();
        half.CommandText = """
            PRAGMA cache_size = 1;
            BEGIN IMMEDIATE;
            INSERT INTO changes (team, sequence, at, delta, notes) VALUES ('T01', 2, 0, randomblob(100000), '');
            INSERT INTO events (source, id, hash, kind, subject, type, team, sequence, seq, op, time, recorded, received, data)
            VALUES ('s', 'half', x'00', 'case', 'C1', 'case.filed', 'T01', 2, 0, 0, 0, 0, 0, '{}');
            """;
        half.ExecuteNonQuery();

        var image = Directory.CreateTempSubdirectory("dashboard-crash-").FullName;
        foreach (var file in Directory.GetFiles(options.DataPath, "dashboard.db*"))
        {
            File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        }
        using var survivor = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = image }));
        await survivor.PrepareAsync(Cancel);

        Assert.Equal(["e1"], await survivor.EventsAsync([], Cancel).Select(one => one.Id).ToListAsync(Cancel));
        Assert.Equal(CommitOutcome.Committed, await survivor.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C1", 2)])));
        survivor.Dispose();
        Directory.Delete(image, recursive: true);
    }

    /// <summary>
    /// Commits that never pause, and readers that come and go: were nothing brought over between two commits the log would never be begun
    /// anew.
    /// </summary>
    [Fact]
    public async Task The_log_is_begun_anew_beside_commits_that_never_pause()
    {
        const int commits = 200, page = 4096;
        var written = new byte[1024 * 1024];
        var longest = 0L;
        for (var sequence = 1; sequence <= commits; sequence++)
        {
            await Ledger.CommitAsync(Batch("T01", sequence) with { Notes = written });
            Assert.Equal(sequence, (await Ledger.TeamsAsync(Cancel))["T01"]);
            longest = Math.Max(longest, new FileInfo($"{options.DatabaseFile}-wal").Length);
        }

        Assert.InRange(longest, 24_000 * page, 40_000 * page);
    }

    private protected override Task CreateAsync()
    {
        options.DataPath = Path.Combine(Directory.CreateTempSubdirectory("dashboard-sqlite-").FullName, "data");
        return Task.CompletedTask;
    }

    private protected override Task DropAsync()
    {
        Directory.Delete(Path.GetDirectoryName(options.DataPath)!, recursive: true);
        return Task.CompletedTask;
    }

    private protected override Task EmptyAsync()
    {
        Directory.Delete(options.DataPath, recursive: true);
        return Task.CompletedTask;
    }

    private protected override ILedger New() => new SqliteLedger(Options.Create(options));

    private protected override Task CloseAsync(ILedger ledger)
    {
        ((SqliteLedger)ledger).Dispose();
        return Task.CompletedTask;
    }

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={options.DatabaseFile};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
