using System.ComponentModel.DataAnnotations;
using Dashboard.Grains.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Ledger;

/// <summary>Copies of the embedded database, by SQLite's own online backup.</summary>
internal sealed class SqliteCopy(IOptions<LedgerOptions> options) : ILedgerCopy
{
    public Task BackUpAsync(string file, CancellationToken cancel) => Task.Run(
        () =>
        {
            var database = options.Value.DatabaseFile;
            EmbeddedFolder.RequireDatabase(options.Value.DataPath);
            Copies.RequireNew(file);
            var partial = file + Copies.Partial;
            File.Delete(partial);
            try
            {
                using (var source = Open(database, SqliteOpenMode.ReadWrite))
                using (var copy = Open(partial, SqliteOpenMode.ReadWriteCreate))
                {
                    source.BackupDatabase(copy);
                }

                RequireSound(partial);
                Copies.Flush(partial);
                File.Move(partial, file);
            }
            finally
            {
                Remove(partial);
            }
        },
        cancel);

    public Task RestoreAsync(string file, bool replace, CancellationToken cancel) => Task.Run(
        () =>
        {
            RequireSound(file);
            Directory.CreateDirectory(options.Value.DataPath);
            using var folder = EmbeddedFolder.Hold(options.Value.DataPath);
            var database = options.Value.DatabaseFile;
            if (File.Exists(database) && !replace)
            {
                throw new ValidationException($"There is a database at \"{database}\" already; with --replace the copy takes its place.");
            }

            var partial = database + Copies.Partial;
            File.Copy(file, partial, overwrite: true);
            Copies.Flush(partial);
            // What was written last to the old database lies beside it, and must not be taken for the copy's.
            Remove(database);
            File.Delete(options.Value.MarkFile);
            File.Move(partial, database);
        },
        cancel);

    /// <summary>A copy that ends in the middle, or is of something else, is found out before anything is replaced.</summary>
    private static void RequireSound(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                throw new ValidationException($"There is no file \"{file}\".");
            }

            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var check = connection.CreateCommand();
            check.CommandText = "SELECT (SELECT group_concat(quick_check) FROM pragma_quick_check) FROM (SELECT count(*) FROM events) AS e";
            if (check.ExecuteScalar() is not "ok")
            {
                throw new ValidationException($"The copy \"{file}\" is damaged.");
            }
        }
        catch (SqliteException problem)
        {
            throw new ValidationException($"The file \"{file}\" is no copy of a dashboard's database: {problem.Message}", problem);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Remove(string database)
    {
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(database + part);
        }
    }
}
