using System.Diagnostics;
using System.Threading.Channels;
using Dashboard.Load.Story;
using Microsoft.Data.Sqlite;

namespace Dashboard.Load.Peers;

/// <summary>
/// Peer (a) of single posts on SQLite: callers hand single rows to the one writer and wait for its commit; WAL, synchronous FULL, an
/// idempotent insert, a trigger that keeps a sum per team and counter.
/// </summary>
/// <param name="grouped">Commit together what waits; otherwise each row by itself.</param>
internal sealed class SingleSqlite(string file, bool grouped)
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS single_events (
            position INTEGER PRIMARY KEY,
            source TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, team TEXT NOT NULL, item TEXT NOT NULL,
            day TEXT NOT NULL, amount INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (source, id));
        CREATE TABLE IF NOT EXISTS single_sums (
            team TEXT NOT NULL, counter TEXT NOT NULL, events INTEGER NOT NULL, amount INTEGER NOT NULL,
            PRIMARY KEY (team, counter)) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS adding_up AFTER INSERT ON single_events BEGIN
            INSERT INTO single_sums VALUES (new.team, new.type, 1, new.amount)
            ON CONFLICT (team, counter) DO UPDATE SET events = events + 1, amount = amount + new.amount;
        END;
        """;

    private const string Insert = """
        INSERT INTO single_events (source, id, type, subject, team, item, day, amount, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (source, id) DO NOTHING
        """;

    private long expected;

    /// <returns>Rows committed per second.</returns>
    public async Task<double> RunAsync(Workload workload, int callers)
    {
        var rows = RawRows.Of(workload, 1);
        var queue = Channel.CreateUnbounded<(RawRows Row, TaskCompletionSource Committed)>(new() { SingleReader = true });
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        var writing = Task.Run(() => WriteAsync(queue.Reader));
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < RawRows.Longest && Interlocked.Increment(ref next) is var row && row < rows.Length)
            {
                var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await queue.Writer.WriteAsync((rows[row], committed));
                await committed.Task;
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(began);
        queue.Writer.Complete();
        var (inserted, sum) = await writing;
        expected += inserted;
        return sum == expected && inserted == Math.Min(next + 1, rows.Length)
            ? inserted / elapsed.TotalSeconds
            : throw new LoadException($"The peer of single inserts adds up {sum} rows, {expected} were committed.");
    }

    /// <returns>Rows inserted now, and what the sums say of all runs.</returns>
    private async Task<(long Inserted, long Sum)> WriteAsync(ChannelReader<(RawRows Row, TaskCompletionSource Committed)> queue)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, Schema);
        using var command = new SqliteCommand(Insert, connection);
        for (var column = 1; column <= 9; column++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${column}" });
        }

        Action<int, object> set = (column, value) => command.Parameters[column].Value = value;
        long inserted = 0;
        var group = new List<TaskCompletionSource>();
        while (await queue.WaitToReadAsync())
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            while ((grouped || group.Count == 0) && queue.TryRead(out var waiting))
            {
                waiting.Row.CopyTo(0, set);
                inserted += command.ExecuteNonQuery();
                group.Add(waiting.Committed);
            }

            transaction.Commit();
            group.ForEach(committed => committed.SetResult());
            group.Clear();
        }

        return (inserted, (long)Execute(connection, "SELECT sum(events) FROM single_sums")!);
    }

    private static object? Execute(SqliteConnection connection, string text)
    {
        using var command = new SqliteCommand(text, connection);
        return command.ExecuteScalar();
    }
}
