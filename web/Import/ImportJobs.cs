using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>
/// The imports through the browser: a few at a time on each host, by the tool's own code. Reports are shared by all hosts; what a host had
/// under way when it ended is known by the age of its report, and is imported again as safely as anything.
/// </summary>
internal sealed partial class ImportJobs(
    Intake intake, IEventReader reader, IGrainFactory grains, AuditTrail audit, TimeProvider clock, IHostApplicationLifetime lifetime,
    ILogger<ImportJobs> log) : IDisposable
{
    private const int AtOnce = 2;
    private const int MostWaiting = 8;
    private const int MostKept = 100;
    private const int BatchSize = 1_000;
    private const int MostListed = 20_000;
    private const int MostEventsShown = 200;
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(400);

    /// <summary>A host that has said nothing for so long of an import under way has ended.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim places = new(AtOnce, AtOnce);
    private int waiting;

    private IKeptTextsGrain Reports => grains.GetGrain<IKeptTextsGrain>("imports");

    /// <summary>Begins an import, which goes on when this has returned.</summary>
    /// <param name="upload">Is disposed when the import ends.</param>
    /// <returns>Its id; null when too many are waiting.</returns>
    public async Task<string?> BeginAsync(Upload upload, ImportMap map, bool dryRun, Caller caller)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }

        var now = clock.GetUtcNow();
        var report = new ImportReport
        {
            // In the order in which they began.
            Id = $"{Guid.CreateVersion7(now):n}", DryRun = dryRun, File = upload.Name, Source = map.Source, By = caller.Name, Started = now,
            At = now, Kinds = map.Kinds,
        };
        try
        {
            await Reports.Show(report.Id, JsonSerializer.Serialize(report, ImportReport.Json));
            if (!dryRun)
            {
                await audit.AddAsync(caller.Name, "import.started", $"import/{report.Id}", $"{upload.Name}; {map.Source}");
            }
        }
        catch
        {
            Interlocked.Decrement(ref waiting);
            throw;
        }

        _ = Task.Run(() => RunAsync(upload, map, report, caller));
        return report.Id;
    }

    /// <summary>How an import stands; null when there is none of this id.</summary>
    public async Task<ImportReport?> ReadAsync(string id)
    {
        if (await Reports.Get(id) is not { } text)
        {
            return null;
        }

        var report = JsonSerializer.Deserialize<ImportReport>(text, ImportReport.Json)!;
        return report.Ended is null && clock.GetUtcNow() - report.At > LostAfter
            ? report with
            {
                State = ImportReport.Failed,
                Problem = new("处理它的程序已经停止；再导入一次即可继续，不会重复计数。",
                    "The host that ran it has ended. Import again to go on: nothing is counted twice."),
            }
            : report;
    }

    /// <summary>The latest imports, the newest first.</summary>
    public async Task<IReadOnlyList<ImportReport>> ListAsync()
    {
        var reports = new List<ImportReport>();
        foreach (var id in (await Reports.Names()).Reverse())
        {
            if (await ReadAsync(id) is { } report)
            {
                reports.Add(report with { Shown = [], Errors = [], Remarks = [] });
            }
        }

        return reports;
    }

    /// <summary>All row errors as CSV; null when there are none.</summary>
    public Task<string?> ErrorsAsync(string id) => ErrorsOf(id).Get("csv");

    public void Dispose() => places.Dispose();

    private IKeptTextsGrain ErrorsOf(string id) => grains.GetGrain<IKeptTextsGrain>($"import-errors/{id}");

    private async Task RunAsync(Upload upload, ImportMap map, ImportReport begun, Caller caller)
    {
        using var ended = upload;
        using var errors = new ErrorList(upload.Path + ".errors.csv", MostListed, inBoth: true);
        var watch = new ImportWatch(begun, errors);
        using var done = new CancellationTokenSource();
        var telling = TellAsync(watch, done.Token);
        try
        {
            await places.WaitAsync(lifetime.ApplicationStopping);
            try
            {
                watch.Stand(ImportReport.Running, clock.GetUtcNow());
                using var file = RowFile.Open(upload.Path, map);
                var scope = caller.Teams is null ? null : new SourceScope([""], caller.Teams, IsMaster: true);
                var post = new IntakePost(intake, reader, scope, begun.DryRun, clock);
                await new ImportRun(map, post, BatchSize, begun.DryRun ? MostEventsShown : 0, watch)
                    .RunAsync(file, null, lifetime.ApplicationStopping);
                watch.Stand(ImportReport.Done, clock.GetUtcNow());
            }
            finally
            {
                places.Release();
            }
        }
        catch (MapException wrong)
        {
            watch.Stand(ImportReport.Failed, clock.GetUtcNow(), upload.Named(wrong.Said));
        }
        catch (ImportStoppedException stopped)
        {
            watch.Stand(ImportReport.Failed, clock.GetUtcNow(), upload.Named(stopped.Said));
        }
        catch (Exception problem)
        {
            LogFailed(begun.Id, problem);
            watch.Stand(ImportReport.Failed, clock.GetUtcNow(), new("导入中断；再导入一次即可继续，不会重复计数。详情见程序日志。",
                "The import broke off. Import again to go on: nothing is counted twice. The log says why."));
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
            await done.CancelAsync();
            await telling;
        }

        await KeepAsync(watch.Report, errors);
    }

    private async Task TellAsync(ImportWatch watch, CancellationToken done)
    {
        using var timer = new PeriodicTimer(ShowEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                try
                {
                    var report = watch.Report with { At = clock.GetUtcNow() };
                    await Reports.Show(report.Id, JsonSerializer.Serialize(report, ImportReport.Json));
                }
                catch (Exception problem) when (Busy.IsPassing(problem))
                {
                    // The next report says the same and more.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The import has ended.
        }
    }

    private async Task KeepAsync(ImportReport report, ErrorList errors)
    {
        try
        {
            errors.Dispose();
            if (errors.Count > 0)
            {
                await ErrorsOf(report.Id).Keep("csv", await File.ReadAllTextAsync(errors.Path));
            }

            // A trial is of use for as long as somebody looks at it.
            var text = JsonSerializer.Serialize(report, ImportReport.Json);
            await (report.DryRun ? Reports.Show(report.Id, text) : Reports.Keep(report.Id, text));
            foreach (var old in (await Reports.Names()).SkipLast(MostKept))
            {
                await Reports.Forget(old);
                await ErrorsOf(old).Forget("csv");
            }

            if (!report.DryRun)
            {
                await audit.AddAsync(report.By, "import.ended", $"import/{report.Id}",
                    $"{report.State}; {report.Rows} rows, {report.RowsFailed} wrong; {report.Events} events, {report.Accepted} accepted");
            }
        }
        catch (Exception problem)
        {
            LogFailed(report.Id, problem);
        }
        finally
        {
            File.Delete(errors.Path);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import {Id} broke off, or its report could not be kept")]
    private partial void LogFailed(string id, Exception problem);
}
