using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using DbUp;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using static Dashboard.Grains.Ledger.SqliteReading;

namespace Dashboard.Grains.Ledger;

/// <summary>The ledger in one SQLite file: one writing connection behind a lock, pooled reading connections beside it (WAL).</summary>
internal sealed partial class SqliteLedger : SqlLedger, IDisposable
{
    private const int Page = 500;

    /// <summary>Pages in the log after which they are brought into the database, beside the commits that go on.</summary>
    private const int CheckpointPages = 8_000;

    /// <summary>Pages in the log from which on it is to be begun anew.</summary>
    private const int LongLog = 24_000;

    /// <summary>Bytes that a commit may well want more on the disk.</summary>
    private const int RoomNeeded = 64 * 1024;

    private readonly string file;
    private readonly HighMark mark;
    private readonly SqliteGrainDataSource reads;
    private readonly string unpooled;
    private readonly ConcurrentBag<SqliteReading> idle = [];
    private readonly SemaphoreSlim writing = new(1, 1);
    private SqliteCommits? commits;
    private Task checkpoint = Task.CompletedTask;
    private int pages;

    public SqliteLedger(IOptions<LedgerOptions> options)
    {
        file = options.Value.DatabaseFile;
        mark = new(options.Value.MarkFile, TimeProvider.System);
        reads = new(ConnectionString(options.Value));
        unpooled = new SqliteConnectionStringBuilder(reads.ConnectionString) { Pooling = false }.ToString();
    }

    public static string ConnectionString(LedgerOptions options) =>
        new SqliteConnectionStringBuilder { DataSource = options.DatabaseFile, DefaultTimeout = 60 }.ToString();

    public override Task PrepareAsync(CancellationToken cancel) => Task.Run(
        async () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await using var held = await LockAsync(cancel);
            using (var connection = new SqliteConnection(unpooled))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = WAL";
                command.ExecuteNonQuery();
            }

            SchemaScripts.Apply(DeployChanges.To.SqliteDatabase(unpooled), "Sqlite");
            using var ready = new SqliteConnection(unpooled);
            ready.Open();
            using var newest = Command(ready, "SELECT coalesce(max(position), 0) FROM events", []);
            mark.Compare((long)newest.ExecuteScalar()!);
        },
        cancel);

    public override IReadOnlyList<string> Losses => mark.Losses;

    public override async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel) =>
        (await WriteAsync(commits => commits.Commit(batches), cancel)).Results();

    public override Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel) => WriteAsync(
        commits =>
        {
            commits.Quarantine(rows);
            return rows.Count;
        },
        cancel);

    public override async Task CheckWritableAsync(CancellationToken cancel)
    {
        // A batch of this process that is under way is no obstacle.
        await writing.WaitAsync(cancel);
        try
        {
            await Task.Run(
                () =>
                {
                    using var connection = (SqliteConnection)reads.OpenConnection();
                    connection.DefaultTimeout = 2;
                    using var patience = Command(connection, "PRAGMA busy_timeout = 2000", []);
                    patience.ExecuteNonQuery();
                    using var transaction = connection.BeginTransaction();
                    using var command = Command(connection, "UPDATE quarantine SET state = state WHERE key = -1", []);
                    command.ExecuteNonQuery();
                    FindRoom();
                },
                cancel);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose()
    {
        ((IAsyncResult)checkpoint).AsyncWaitHandle.WaitOne();
        commits?.Dispose();
        writing.Dispose();
        while (idle.TryTake(out var reading))
        {
            reading.Dispose();
        }

        reads.Dispose();
        using var pooled = new SqliteConnection(reads.ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    protected override Task ByKeyAsync(IReadOnlyList<Query> queries, CancellationToken cancel) => Task.Run(
        () =>
        {
            var reading = idle.TryTake(out var kept) ? kept : NewReading();
            try
            {
                reading.Run(queries);
            }
            catch
            {
                reading.Dispose();
                throw;
            }

            idle.Add(reading);
        },
        cancel);

    /// <summary>Its statements differ from one asking to the next, so none is kept.</summary>
    protected override Task ListAsync(IReadOnlyList<Query> queries, CancellationToken cancel) => Task.Run(
        () =>
        {
            using var reading = NewReading();
            reading.Run(queries);
        },
        cancel);

    /// <summary>SQLite reads on the calling thread, so pages are read on the pool's; a grain is never held up.</summary>
    protected override async IAsyncEnumerable<T> StreamAsync<T>(
        string sql,
        IReadOnlyList<(string Name, object Value)> parameters,
        Func<DbDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = (SqliteConnection)reads.OpenConnection();
        await using var command = Command(connection, sql, parameters);
        await using var reader = await Task.Run(command.ExecuteReader, cancel);
        var page = new List<T>(Page);
        do
        {
            page.Clear();
            await Task.Run(
                () =>
                {
                    while (page.Count < Page && reader.Read())
                    {
                        page.Add(read(reader));
                    }
                },
                cancel);
            foreach (var row in page)
            {
                yield return row;
            }
        }
        while (page.Count == Page);
    }

    protected override string IsAny(string column, string list) => $"{column} IN (SELECT value FROM json_each({list}))";

    protected override string Position(string text, string part) => $"instr({text}, {part})";

    protected override string IsNamed(string subjects, string names) => $"{names}.subject = {subjects}.number";

    protected override string List(string column, string list) => $"(SELECT value AS {column} FROM json_each({list})) k";

    // SQLite keeps the order of a cross join.
    protected override string Found(string each, string table, string alias, string condition) =>
        $"{each} CROSS JOIN {table} {alias} ON {condition}";

    protected override (string Table, IReadOnlyList<(string Name, object Value)> Parameters) Keys(
        string first, string second, IEnumerable<(string, string)> keys) =>
        ($"(SELECT value ->> 0 AS {first}, value ->> 1 AS {second} FROM json_each(@keys)) k",
            [("keys", JsonSerializer.Serialize(keys.Select(key => new[] { key.Item1, key.Item2 })))]);

    private SqliteReading NewReading() => new((SqliteConnection)reads.OpenConnection());

    /// <summary>Whether the disk takes anything only a file tells: a transaction that changes nothing writes nothing.</summary>
    /// <exception cref="IOException">It is full, or read only.</exception>
    private void FindRoom()
    {
        using var room = new FileStream($"{file}.room", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        room.Write(new byte[RoomNeeded]);
    }

    private async Task<T> WriteAsync<T>(Func<SqliteCommits, T> write, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Write(write), CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    private T Write<T>(Func<SqliteCommits, T> write)
    {
        commits ??= new(file);
        try
        {
            var written = write(commits);
            mark.Reached(commits.NewestPosition);
            pages += commits.TakePagesWritten();
            if (pages >= CheckpointPages && checkpoint.IsCompleted)
            {
                pages = 0;
                checkpoint = Task.Run(Checkpoint);
            }

            return written;
        }
        catch
        {
            // Whatever was begun ends with the connection.
            commits.Dispose();
            commits = null;
            throw;
        }
    }

    /// <summary>
    /// Brings what is in the log into the database without holding up readers or the writer. A log that has grown long is begun anew by the
    /// next commit only if nothing is left in it: what came meanwhile is brought over once more, and the very last of it while no commit
    /// runs, which is little then. What fails here a commit does later, or tells.
    /// </summary>
    private void Checkpoint()
    {
        using var connection = (SqliteConnection)reads.OpenConnection();
        if (BringOver(connection) < LongLog)
        {
            return;
        }

        BringOver(connection);
        writing.Wait();
        try
        {
            BringOver(connection);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <returns>How many pages the log has, those that were brought over before too.</returns>
    private static int BringOver(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var told = command.ExecuteReader();
        return told.Read() ? told.GetInt32(1) : 0;
    }

    /// <summary>Only one process at a time upgrades; the others wait for the lock on a file beside the database.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream($"{file}.upgrade", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 1200)
            {
                await Task.Delay(50, cancel);
            }
        }
    }
}
