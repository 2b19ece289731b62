using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Pooled connections to the embedded database that wait for the writer's lock in SQLite itself, which tries far more often than the
/// client library does.
/// </summary>
internal sealed class SqliteGrainDataSource(string connectionString) : DbDataSource
{
    public override string ConnectionString { get; } = connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
        return connection;
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        new(OpenDbConnection());
}
