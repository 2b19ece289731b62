using System.Diagnostics;
using Dashboard.Load.Story;
using Microsoft.Data.Sqlite;

namespace Dashboard.Load.Peers;

/// <summary>Peer (a) on SQLite: the same rows, one writer, WAL, synchronous FULL, a unique key, one commit per batch.</summary>
internal sealed class RawSqlite(string file)
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS raw_events (
            position INTEGER PRIMARY KEY,
            source TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, team TEXT NOT NULL, item TEXT NOT NULL,
            day TEXT NOT NULL, amount INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (source, id));
        """;

    private const string Insert = """
        INSERT OR IGNORE INTO raw_events (source, id, type, subject, team, item, day, amount, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    /// <returns>Rows inserted per second, the rows prepared beforehand.</returns>
    public Task<double> RunAsync(Workload workload) => Task.Run(() => Run(workload));

    private double Run(Workload workload)
    {
        var batches = RawRows.Of(workload);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, Schema);
        Execute(connection, "PRAGMA synchronous = FULL");
        using var command = new SqliteCommand(Insert, connection);
        for (var column = 1; column <= 9; column++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${column}" });
        }

        Action<int, object> set = (column, value) => command.Parameters[column].Value = value;
        var inserted = 0;
        var began = Stopwatch.GetTimestamp();
        foreach (var rows in batches)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var row = 0; row < rows.Ids.Length; row++)
            {
                rows.CopyTo(row, set);
                inserted += command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        return inserted == workload.Facts.Length
            ? inserted / elapsed.TotalSeconds
            : throw new LoadException($"The raw peer inserted {inserted} of {workload.Facts.Length} rows.");
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = new SqliteCommand(text, connection);
        command.ExecuteNonQuery();
    }
}
