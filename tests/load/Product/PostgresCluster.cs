using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Dashboard.Load.Product;

/// <summary>
/// A PostgreSQL cluster of the run's own: made in a temporary folder, fsync on, loopback and unix socket only, removed at the end.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Owner = "postgres";

    private readonly string folder;
    private readonly int port;
    private int databases;

    private PostgresCluster(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>The process all backends descend from.</summary>
    public int ProcessId { get; private set; }

    public static async Task<PostgresCluster> StartAsync(string parent)
    {
        var folder = Path.Combine(parent, "postgres");
        Directory.CreateDirectory(folder);
        await RunAsync("chown", [Owner, folder], asOwner: false);
        var cluster = new PostgresCluster(folder, Ports.Free());
        await RunAsync(Tool("initdb"), ["-D", cluster.DataFolder, "-U", Owner, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]);
        string[] settings =
        [
            "fsync = on", "synchronous_commit = on", "full_page_writes = on",
            "shared_buffers = 1GB", "max_wal_size = 4GB", "max_connections = 400",
            "listen_addresses = '127.0.0.1'", $"port = {cluster.port}", $"unix_socket_directories = '{folder}'",
        ];
        await File.AppendAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.conf"), settings);
        await RunAsync(Tool("pg_ctl"), ["-D", cluster.DataFolder, "-w", "-l", Path.Combine(folder, "log"), "start"]);
        var firstLine = (await File.ReadAllLinesAsync(Path.Combine(cluster.DataFolder, "postmaster.pid")))[0];
        cluster.ProcessId = int.Parse(firstLine, NumberStyles.None, CultureInfo.InvariantCulture);
        return cluster;
    }

    /// <summary>Makes an empty database and answers its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"load{++databases}";
        await using var connection = new NpgsqlConnection(Connect(Owner));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Connect(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(Tool("pg_ctl"), ["-D", DataFolder, "-m", "immediate", "-w", "stop"]);
    }

    private string DataFolder => Path.Combine(folder, "data");

    private string Connect(string database) =>
        $"Host=127.0.0.1;Port={port};Username={Owner};Database={database};Maximum Pool Size=150;Timeout=30;Command Timeout=120";

    private static string Tool(string name)
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", name))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Combine(place, name));
        return installed.Concat(onPath).FirstOrDefault(File.Exists)
            ?? throw new LoadException(
                $"PostgreSQL's {name} was not found. Install it (Debian: apt install postgresql) or choose --store sqlite.");
    }

    private static async Task RunAsync(string program, string[] arguments, bool asOwner = true)
    {
        // PostgreSQL refuses to run as root.
        var change = asOwner && Environment.UserName == "root";
        var start = new ProcessStartInfo(change ? "runuser" : program, change ? ["-u", Owner, "--", program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (!asOwner && Environment.UserName != "root")
        {
            return; // nothing to hand over: the folder is already ours
        }

        using var process = Process.Start(start)!;
        // pg_ctl leaves the server holding its output, so reading to the end would wait for the server's end.
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        if (process.ExitCode != 0)
        {
            throw new LoadException($"{Path.GetFileName(program)} failed: {await process.StandardError.ReadToEndAsync()}");
        }
    }
}
