using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dashboard.Tests.Web;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dashboard.Tests.Ledger.PostgresServer.SharedEnd))]

namespace Dashboard.Tests.Ledger;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, started from the installed binaries, listening on loopback only.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? Binaries = FolderOf("initdb", "pg_ctl");
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartNewAsync);

    private readonly string folder;
    private readonly int port;
    private int databases;

    private PostgresServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>Why no server can be had on this machine, or null.</summary>
    public static string? Missing =>
        Binaries is null ? "PostgreSQL is not installed (no initdb in PATH or under /usr/lib/postgresql): left out" : null;

    /// <summary>
    /// The server that all tests of this run share; the calling test is skipped with the reason when there is none. Do not stop it.
    /// </summary>
    public static Task<PostgresServer> SharedAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        return Shared.Value;
    }

    /// <summary>A server for one test that stops it.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("dashboard-pg-").FullName;
        var server = new PostgresServer(folder, RunningDashboard.FreePort());
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }
        await server.ServerCommandAsync("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync(ConnectionString("postgres", pooling: false), $"CREATE DATABASE {name}");
        return ConnectionString(name, pooling: true);
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task StartAsync() => ServerCommandAsync(
        "pg_ctl", "start", "-w", "-s", "-D", Data, "-l", Path.Combine(folder, "log"),
        "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300");

    /// <summary>Stops it as a crash would: nothing is finished, connections break.</summary>
    public Task StopAsync() => ServerCommandAsync("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", Data);

    /// <summary>Takes all tables away, as an administrator may who is about to restore a copy, and asks nobody who uses them.</summary>
    public static Task EmptyAsync(string connectionString) =>
        ExecuteAsync(connectionString, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    /// <summary>Puts what a copy holds into an empty database by PostgreSQL's own tool.</summary>
    public Task RestoreAsync(string connectionString, string copy) => RunAsync(Path.Combine(FolderOf("pg_restore")!, "pg_restore"),
        "--no-owner", "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres",
        "-d", new NpgsqlConnectionStringBuilder(connectionString).Database!, copy);

    /// <summary>The process that all others of it are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Ends the shared server with the run, not with the process: the runner waits for that no longer than ten seconds.
    /// </summary>
    public sealed class SharedEnd : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Shared.IsValueCreated)
            {
                await (await Shared.Value).DisposeAsync();
            }
        }
    }

    private string Data => Path.Combine(folder, "data");

    private string ConnectionString(string database, bool pooling) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Pooling={pooling}";

    /// <summary>The server refuses to run as root, so root hands over to the user the package made.</summary>
    private Task ServerCommandAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true,
            RedirectStandardError = true };
        using var process = Process.Start(start)!;
        // The server inherits the pipes and keeps them open, so they are read only when the command itself has failed.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    /// <summary>The folder that holds all of these programs, or null.</summary>
    private static string? FolderOf(params string[] programs)
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(version => version.Length)
                .ThenByDescending(version => version, StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(installed)
            .FirstOrDefault(folder => programs.All(program => File.Exists(Path.Combine(folder, program))));
    }
}
