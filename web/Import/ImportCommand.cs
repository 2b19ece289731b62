using System.Runtime.InteropServices;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Suggestion;
using Spectre.Console;

namespace Dashboard.Web.Import;

/// <summary>
/// <c>import FILE --map MAP.json [--to URL] [--dry-run]</c>: brings a file in through <c>POST /api/events</c>;
/// <c>import --suggest FILE</c>: makes a map for it.
/// Answers 0 when all rows are in; 1 when some are not (row errors, quarantine) or the import was stopped; 2 when the command line,
/// the map or the file cannot be used, and then nothing was sent.
/// </summary>
internal static class ImportCommand
{
    /// <summary>Runs on the process's console; Ctrl+C stops it, and a repeat goes on safely.</summary>
    /// <param name="args">What follows <c>import</c>.</param>
    /// <param name="cancellation">Stops the import too.</param>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            // A file or pipe has no width at which an error's line would have to be broken.
            console.Profile.Width = 4096;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var connection = new SocketsHttpHandler();
        return await RunAsync(args, console, connection, TimeProvider.System, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            // The sums so far are still to be told.
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Runs on a console, a connection and a clock of the caller's.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, IAnsiConsole console, HttpMessageHandler connection, TimeProvider time, CancellationToken cancellation)
    {
        var screen = new ImportScreen(console);
        if (args.Any(argument => argument is "--help" or "-h"))
        {
            screen.Say(ImportOptions.Usage);
            return 0;
        }

        ImportRun? run = null;
        try
        {
            var options = ImportOptions.Parse(args);
            if (options.Suggests)
            {
                // Not broken at the width of the screen, because it is to be kept.
                await console.Profile.Out.Writer.WriteLineAsync(
                    await MapSuggestion.OfAsync(options.File, DateOnly.FromDateTime(time.GetUtcNow().Date), cancellation));
                return 0;
            }

            var map = ImportMap.Parse(await TextAsync(options.Map!, cancellation));
            if (options.Earlier is not null && map.Edition is null)
            {
                throw new MapException("--earlier 要与映射中的 \"replaces\": {\"edition\": 2} 一起用。");
            }

            using var file = RowFile.Open(options.File, map);
            using var earlier = options.Earlier is { } before ? RowFile.Open(before, map) : null;
            using var errors = new ErrorList(options.Errors);
            screen.Errors = errors;
            using var client = new HttpClient(connection, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(60) };
            client.DefaultRequestHeaders.Authorization = options.Token is { Length: > 0 } token ? new("Bearer", token) : null;
            var post = options.DryRun ? null : new EventPost(client, options.To, options.GiveUpAfter, time, screen);
            run = new ImportRun(map, post, options.Batch, options.DryRun ? options.Show : 0, screen);
            await (options.DryRun ? run.RunAsync(file, earlier, cancellation)
                : screen.DuringAsync(() => run.RunAsync(file, earlier, cancellation)));
            screen.Summary(run.Tally, options.DryRun);
            return run.Tally.RowsFailed + run.Tally.Quarantined > 0 ? 1 : 0;
        }
        catch (MapException wrong)
        {
            screen.Say(wrong.Message);
            return 2;
        }
        catch (ImportStoppedException stopped)
        {
            return Stopped(stopped.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Stopped("已停止。");
        }

        int Stopped(string why)
        {
            screen.Summary(run?.Tally ?? new(), dryRun: false);
            screen.Say($"{why}再执行一次同样的命令即可继续：已收下的不会重复计数。");
            return 1;
        }
    }

    private static async Task<string> TextAsync(string map, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(map, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new MapException($"映射 {map} 读不出：{unreadable.Message}", unreadable);
        }
    }
}
