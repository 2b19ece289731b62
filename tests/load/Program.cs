using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Dashboard.Load;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Scenarios;
using Spectre.Console;

[assembly: SupportedOSPlatform("linux")]

if (!OperatingSystem.IsLinux())
{
    AnsiConsole.WriteLine("The load harness reads /proc and therefore runs on Linux only.");
    return 2;
}

try
{
    if (LoadOptions.Parse(args) is not { } options)
    {
        AnsiConsole.WriteLine(LoadOptions.Help);
        return 0;
    }

    return await RunAsync(options);
}
catch (LoadException exception)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
    return 2;
}

static async Task<int> RunAsync(LoadOptions options)
{
    if (Console.IsOutputRedirected)
    {
        AnsiConsole.Profile.Width = 170; // a file has no edge to wrap at
    }

    var clock = TimeProvider.System;
    var began = clock.GetTimestamp();
    var webDll = options.WebDll;
    if (webDll is null || options.Seeds is null)
    {
        var root = WebBuild.Root();
        var seeds = Path.Combine(root, "seeds");
        options = options with { Seeds = options.Seeds ?? (Directory.Exists(seeds) ? seeds : null) };
        webDll ??= await AnsiConsole.Status().StartAsync("Publishing the web host …", _ => WebBuild.PublishAsync(root));
    }

    var folder = Directory.CreateTempSubdirectory("dashboard-load-").FullName;
    if (options.Folder != Path.GetTempPath())
    {
        Directory.Delete(folder);
        folder = Directory.CreateDirectory(Path.Combine(options.Folder, Path.GetFileName(folder))).FullName;
    }

    // The postgres user passes through.
    File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    PostgresCluster? cluster = null;
    var cleaning = 0;
    var passed = true;
    var report = new LoadReport(AnsiConsole.Console);
    try
    {
        if (options.Stores.Contains(Store.PostgreSQL))
        {
            cluster = await PostgresCluster.StartAsync(folder);
        }

        var bench = new Bench(options, report, clock, webDll, folder, cluster);
        void Abandon(PosixSignalContext signal)
        {
            signal.Cancel = true;
            bench.AbandonAsync().GetAwaiter().GetResult();
            CleanUpAsync().GetAwaiter().GetResult();
            Environment.Exit(130);
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Abandon);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Abandon);
        foreach (var scenario in Plan.Of(options))
        {
            if (clock.GetElapsedTime(began) > options.Budget)
            {
                report.Remark($"{scenario.Name} ({scenario.Title}) was left out: the time was over. --minutes gives more.");
                continue;
            }

            var scenarioBegan = clock.GetTimestamp();
            await AnsiConsole.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask(Markup.Escape($"{scenario.Name} {scenario.Title}"), maxValue: 1);
                    try
                    {
                        await scenario.RunAsync(bench, share => task.Value = share);
                    }
                    catch (Exception exception)
                        when (exception is LoadException or HttpRequestException or SocketException or TimeoutException)
                    {
                        report.Fault(scenario.Name, $"{scenario.Title}: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
                    }
                });
            var took = clock.GetElapsedTime(scenarioBegan);
            AnsiConsole.MarkupLineInterpolated($"[grey]{scenario.Name} {scenario.Title} took {took.TotalSeconds:0} s[/]");
        }

        var elapsed = clock.GetElapsedTime(began);
        report.Print(elapsed);
        passed = !options.Gate || report.PrintGate(Targets.Of(options));
        if (options.JsonFile is { } file)
        {
            await report.WriteAsync(file, elapsed);
        }
    }
    finally
    {
        await CleanUpAsync();
    }

    async Task CleanUpAsync()
    {
        if (Interlocked.Exchange(ref cleaning, 1) == 1)
        {
            await Task.Delay(Timeout.Infinite); // the other one ends the process
        }

        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        if (options.Keep)
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]Databases and logs are kept in {folder}[/]");
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    return report.Failed ? 1 : passed ? 0 : 3;
}
