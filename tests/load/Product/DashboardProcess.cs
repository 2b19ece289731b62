using System.Diagnostics;
using System.Net;

namespace Dashboard.Load.Product;

/// <summary>The product as a child process on one database; it can be stopped and started again on the same data.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly LoadOptions options;
    private readonly string webDll;
    private readonly string folder;
    private readonly string logFile;
    private Process? process;
    private Task output = Task.CompletedTask;

    public DashboardProcess(LoadOptions options, string webDll, string folder, Store store, string? connection)
    {
        this.options = options;
        this.webDll = webDll;
        this.folder = folder;
        Store = store;
        Connection = connection;
        Directory.CreateDirectory(folder);
        logFile = Path.Combine(folder, "server.log");
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        // A connection at rest is given up after a minute, as .NET has it: the product closes it after 130 s, and a post just on its way
        // would be lost.
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseProxy = false })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(100),
        };
    }

    public Store Store { get; }

    /// <summary>Npgsql connection string; null with SQLite.</summary>
    public string? Connection { get; }

    /// <summary>Folder of the SQLite file.</summary>
    public string DataPath => Path.Combine(folder, "data");

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>What lets the harness in; null where the product asks nobody who they are.</summary>
    public Admission? Admission { get; private set; }

    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The product is not running.");

    /// <summary>Starts the product and waits for /health/ready.</summary>
    /// <returns>Time from the start of the process until it was ready.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        // A build that brings its own runtime is started by its own host.
        string[] program = File.Exists(Path.Combine(Path.GetDirectoryName(webDll)!, "libcoreclr.so"))
            ? [Path.ChangeExtension(webDll, null)] : ["dotnet", webDll];
        var start = new ProcessStartInfo(program[0], [.. program[1..], "--urls", Address.ToString().TrimEnd('/')])
        {
            WorkingDirectory = Path.GetDirectoryName(webDll)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var environment = start.Environment;
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["Dashboard__Demo"] = "false";
        environment["Dashboard__Jurisdiction"] = options.Jurisdiction;
        environment["Dashboard__DataPath"] = DataPath;
        environment["Logging__LogLevel__Default"] = "Warning";
        environment["Orleans__ClusterId"] = Path.GetFileName(folder);
        environment["Orleans__SiloPort"] = $"{Ports.Free()}";
        environment["Orleans__GatewayPort"] = $"{Ports.Free()}";
        environment["DOTNET_NOLOGO"] = "1";
        if (options.Seeds is { } seeds)
        {
            environment["Dashboard__Seeds"] = seeds;
        }

        if (Connection is not null)
        {
            environment["ConnectionStrings__Dashboard"] = Connection;
        }

        if (options.NoSpin)
        {
            environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        foreach (var (name, value) in options.ServerSettings)
        {
            environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        output = Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError));
        while (true)
        {
            if (process.HasExited)
            {
                await output;
                throw new LoadException($"The product ended at its start with code {process.ExitCode}:\n{LogTail()}");
            }

            if (await IsReadyAsync())
            {
                return Stopwatch.GetElapsedTime(began);
            }

            if (Stopwatch.GetElapsedTime(began) > StartLimit)
            {
                throw new LoadException($"The product was not ready within {StartLimit.TotalSeconds:0} s:\n{LogTail()}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Has the harness let in where the product asks who one is.</summary>
    public async Task EnterAsync() => Admission = await Admission.OfAsync(this);

    /// <summary>Stops the product in good order (SIGTERM), so that it can write its snapshots.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        if (process is null)
        {
            return TimeSpan.Zero;
        }

        var began = Stopwatch.GetTimestamp();
        Linux.AskToStop(process.Id);
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            throw new LoadException($"The product did not stop within {StopLimit.TotalSeconds:0} s of SIGTERM:\n{LogTail()}");
        }
        finally
        {
            await output;
            process.Dispose();
            process = null;
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Kills it (kill −9).</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        await output;
        process.Dispose();
        process = null;
    }

    /// <summary>Starts it and kills it so long after, if it is not ready by then.</summary>
    /// <returns>Whether it was killed before it was ready; either way it is not running.</returns>
    public async Task<bool> DiesAtStartAsync(TimeSpan after)
    {
        var starting = StartAsync();
        await Task.WhenAny(starting, Task.Delay(after));
        var wasReady = starting.IsCompletedSuccessfully;
        process!.Kill();
        // It ends as one that could not start: that is what was wanted.
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await KillAsync();
        return !wasReady;
    }

    /// <summary>The last lines the product wrote.</summary>
    public string LogTail()
    {
        lock (logFile)
        {
            return File.Exists(logFile) ? string.Join('\n', File.ReadLines(logFile).TakeLast(30)) : "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        process = null;
        Http.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task CopyAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (logFile)
            {
                File.AppendAllLines(logFile, [line]);
            }
        }
    }
}
