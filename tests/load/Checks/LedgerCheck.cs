using Dashboard.Load.Product;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dashboard.Load.Checks;

/// <summary>Asks the database itself, past the product.</summary>
internal static class LedgerCheck
{
    /// <summary>Rows of the ledger's <c>events</c>, but those that the product says itself: drafts of orders.</summary>
    public static async Task<long> RowsAsync(DashboardProcess product)
    {
        const string Count = "SELECT count(*) FROM events WHERE source <> '/local/ledger'";
        if (product.Store == Store.PostgreSQL)
        {
            await using var connection = new NpgsqlConnection(product.Connection);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Count, connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }

        await using var file = OpenFile(product, SqliteOpenMode.ReadOnly);
        await using var query = new SqliteCommand(Count, file);
        return (long)(await query.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Throws away every snapshot (the grains' stored state), as an operator may: the ledger is the truth. The product must be stopped.
    /// </summary>
    /// <returns>Rows thrown away.</returns>
    public static async Task<long> DropSnapshotsAsync(DashboardProcess product)
    {
        const string Drop = "DELETE FROM orleansstorage";
        if (product.Store == Store.PostgreSQL)
        {
            await using var connection = new NpgsqlConnection(product.Connection);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Drop, connection);
            return await command.ExecuteNonQueryAsync();
        }

        await using var file = OpenFile(product, SqliteOpenMode.ReadWrite);
        await using var change = new SqliteCommand(Drop, file);
        return await change.ExecuteNonQueryAsync();
    }

    private static SqliteConnection OpenFile(DashboardProcess product, SqliteOpenMode mode)
    {
        var path = Directory.EnumerateFiles(product.DataPath, "*.db")
            .Concat(Directory.EnumerateFiles(product.DataPath, "*.sqlite*"))
            .FirstOrDefault(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))
            ?? throw new LoadException($"No SQLite file in {product.DataPath}.");
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }
}
