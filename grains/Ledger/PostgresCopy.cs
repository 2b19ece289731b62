using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Copies of a database in PostgreSQL, by its own <c>pg_dump</c> and <c>pg_restore</c>. Which silos ran when the copy was made is left out.
/// </summary>
internal sealed class PostgresCopy(IOptions<LedgerOptions> options) : ILedgerCopy
{
    private readonly NpgsqlConnectionStringBuilder settings = new(options.Value.ConnectionString);

    public async Task BackUpAsync(string file, CancellationToken cancel)
    {
        Copies.RequireNew(file);
        var partial = file + Copies.Partial;
        try
        {
            await RunAsync("pg_dump",
                ["--format=custom", "--no-owner", "--exclude-table-data=orleansmembership*", $"--file={partial}"], cancel);
            Copies.Flush(partial);
            File.Move(partial, file);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public async Task RestoreAsync(string file, bool replace, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            throw new ValidationException($"There is no file \"{file}\".");
        }

        var (tables, users) = await LookAsync(cancel);
        if (users > 0)
        {
            throw new ValidationException(
                $"{users} connections use the database \"{settings.Database}\"; stop every silo and web host first.");
        }

        if (tables > 0 && !replace)
        {
            throw new ValidationException(
                $"The database \"{settings.Database}\" holds something already; with --replace the copy takes its place.");
        }

        // All or nothing: what cannot be restored whole leaves the database as it was.
        string[] clean = replace ? ["--clean", "--if-exists"] : [];
        await RunAsync("pg_restore",
            ["--no-owner", "--exit-on-error", "--single-transaction", .. clean, $"--dbname={settings.Database}", file], cancel);
    }

    private async Task<(long Tables, long Users)> LookAsync(CancellationToken cancel)
    {
        var once = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ToString();
        await using var connection = new NpgsqlConnection(once);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public'), (SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid())
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <exception cref="ValidationException">It is not installed, or says in a sentence what is wrong.</exception>
    private async Task RunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(PathOf(program), arguments) { RedirectStandardError = true };
        // Not as arguments: those any user of the machine can read.
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = $"{settings.Port}";
        start.Environment["PGDATABASE"] = settings.Database;
        start.Environment["PGUSER"] = settings.Username;
        start.Environment["PGPASSWORD"] = settings.Password;
        start.Environment["PGSSLMODE"] = settings.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        };
        try
        {
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                throw new ValidationException($"{program} ended with {process.ExitCode}: {said.Trim()}");
            }
        }
        catch (Win32Exception absent)
        {
            throw new ValidationException(
                $"{program} is not to be found; install the client programs of PostgreSQL, of the server's version or later.", absent);
        }
    }

    /// <summary>On Debian the programs of each version stand in a folder of their own; the newest reads every older server.</summary>
    private static string PathOf(string program)
    {
        const string versions = "/usr/lib/postgresql";
        var installed = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).OrderByDescending(folder => folder.Length)
                .ThenByDescending(folder => folder, StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return installed.Select(folder => Path.Combine(folder, "bin", program)).FirstOrDefault(File.Exists) ?? program;
    }
}
