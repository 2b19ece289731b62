using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Tests.Web;

/// <summary>
/// The product as a user runs it: a process of its own on a free loopback port, with data of its own, that a test may kill and start
/// again. What it logs is kept for the failing test.
/// </summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private const int FirstPort = 20_000, Ports = 9_000;
    private static int portsGiven = Environment.ProcessId * 37 % Ports;

    private readonly string program;
    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder log = new();
    private Process? process;
    private int launchedAt;

    private RunningDashboard(string program, int port, string data, Dictionary<string, string> settings)
    {
        (this.program, Port, Data, this.settings) = (program, port, data, settings);
        Http = new() { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = Patience.Long };
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Folder of its embedded database.</summary>
    public string Data { get; }

    /// <summary>A client of it.</summary>
    public HttpClient Http { get; }

    /// <summary>The process that runs now.</summary>
    public int ProcessId => process!.Id;

    /// <summary>What it ended with; null while it runs.</summary>
    public int? ExitCode => process is { HasExited: true } ? process.ExitCode : null;

    /// <summary>Folder of the build that is started next: this one, if nothing is said.</summary>
    public string Build { get; set; } = AppContext.BaseDirectory;

    /// <summary>Everything it has printed.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Starts a web host and waits until it is ready. Without a connection string it uses SQLite in a folder of its own.</summary>
    /// <param name="demo">Load the demo story.</param>
    /// <param name="connection">An Npgsql string, or null.</param>
    /// <param name="more">More settings, by their keys with two underscores.</param>
    /// <param name="build">Folder of another build than this one.</param>
    public static async Task<RunningDashboard> StartAsync(bool demo = false, string? connection = null,
        IReadOnlyDictionary<string, string>? more = null, string? build = null)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["Dashboard__DataPath"] = data,
            ["Dashboard__Demo"] = demo ? "true" : "false",
            ["Orleans__SiloPort"] = $"{FreePort()}",
            ["Orleans__GatewayPort"] = $"{FreePort()}",
        };
        if (connection is not null)
        {
            settings["ConnectionStrings__Dashboard"] = connection;
        }

        foreach (var (key, value) in more ?? new Dictionary<string, string>())
        {
            settings[key] = value;
        }

        var dashboard = new RunningDashboard("Dashboard.Web.dll", FreePort(), data, settings) { Build = build ?? AppContext.BaseDirectory };
        try
        {
            dashboard.Launch();
            await dashboard.ReadyAsync();
            return dashboard;
        }
        catch
        {
            await dashboard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo of its own on PostgreSQL; it has no address to wait for.</summary>
    /// <param name="connection">An Npgsql string.</param>
    /// <param name="more">More settings, by their keys with two underscores.</param>
    /// <param name="build">Folder of another build than this one.</param>
    public static RunningDashboard StartSilo(string connection, IReadOnlyDictionary<string, string>? more = null, string? build = null)
    {
        var silo = new RunningDashboard("Dashboard.Silo.dll", FreePort(), Directory.CreateTempSubdirectory("dashboard-").FullName,
            new(more ?? new Dictionary<string, string>())
            {
                ["ConnectionStrings__Dashboard"] = connection,
                ["Orleans__SiloPort"] = $"{FreePort()}",
                ["Orleans__GatewayPort"] = $"{FreePort()}",
            })
        {
            Build = build ?? AppContext.BaseDirectory,
        };
        silo.Launch();
        return silo;
    }

    /// <summary>Two silos and two web hosts on one database of PostgreSQL, each a process of its own.</summary>
    /// <param name="connection">An Npgsql string.</param>
    /// <param name="build">Folder of another build than this one.</param>
    public static async Task<(RunningDashboard[] Silos, RunningDashboard[] Hosts)> StartClusterAsync(
        string connection, string? build = null)
    {
        RunningDashboard[] silos = [StartSilo(connection, build: build), StartSilo(connection, build: build)];
        var outside = new Dictionary<string, string> { ["Dashboard__Silo"] = "External" };
        return (silos, await Task.WhenAll(StartAsync(connection: connection, more: outside, build: build),
            StartAsync(connection: connection, more: outside, build: build)));
    }

    /// <summary>
    /// A TCP port nobody listens on, and no other of this run. Below those the system gives to connections that go out: one of these may
    /// take a port in the moment between its choice and the start of who is to listen on it.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref portsGiven) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there: the next.
            }
        }
    }

    /// <summary>Ends the process as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Ends the process as an operator would (SIGTERM), so that it saves its snapshots.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience.Long);
    }

    /// <summary>Sends a signal: <c>STOP</c> has it hang, <c>CONT</c> go on.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts it again with the same data on the same port.</summary>
    public void Launch()
    {
        launchedAt = Log.Length;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(Build, program), "--urls", $"http://127.0.0.1:{Port}" },
            WorkingDirectory = Build,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Waits until a silo, which has no address to ask, says that it has joined. The rows of the membership table would not tell: the one
    /// of a process that was killed stands as active until its death is noticed.
    /// </summary>
    public Task JoinedAsync() => Patience.UntilAsync(
        () => Task.FromResult(Log[launchedAt..].Contains("Application started", StringComparison.Ordinal)),
        $"the silo has joined\n{Log}");

    /// <summary>Waits until it says it is ready.</summary>
    public async Task ReadyAsync()
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync())
        {
            if (process!.HasExited || waited.Elapsed > Patience.Long)
            {
                throw new InvalidOperationException($"The dashboard did not become ready:\n{Log}");
            }

            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private void Keep(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
