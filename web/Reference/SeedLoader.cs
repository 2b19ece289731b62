using System.Text.Json;
using System.Threading.Channels;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Ingest;
using Dashboard.Web.Views;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Reference;

/// <summary>
/// Loads the reference data at start, in every mode, and after them a story where one is told: all through the same intake as any
/// upstream, so that loading again changes nothing.
/// </summary>
internal sealed partial class SeedLoader(
    Settings settings, IOptions<DashboardOptions> options, Intake intake, IEventReader reader, ILedgerReading ledger, ShippedRules rules,
    DemoMark demo, ILawInForce law, TimeProvider clock, ILogger<SeedLoader> log) : BackgroundService, IStoryIntake
{
    private const int BatchSize = 4_000;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource reference = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isTelling;

    /// <summary>Reference data, and in demo mode the story, are in.</summary>
    public bool Ready { get; private set; }

    /// <summary>A sentence on what is being loaded.</summary>
    public string Progress { get; private set; } = "The reference data are being loaded.";

    /// <inheritdoc/>
    public async Task RecordAsync(IEnumerable<byte[]> events, CancellationToken cancel)
    {
        await reference.Task.WaitAsync(cancel);
        if (!isTelling)
        {
            await UntilDoneAsync(demo.KeepAsync, cancel);
            isTelling = true;
        }

        await LoadAsync(events, cancel);
    }

    /// <inheritdoc/>
    public void CaughtUp() => Ready = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the first batch.
        await Task.Yield();
        await UntilDoneAsync(() => LoadReferenceAsync(stoppingToken), stoppingToken);
        await UntilDoneAsync(demo.ReadAsync, stoppingToken);
        Ready = !settings.Demo;
        reference.SetResult();
    }

    private async Task LoadAsync(IEnumerable<byte[]> events, CancellationToken stop)
    {
        // The next batch is told and read while one is being recorded.
        var read = Channel.CreateBounded<List<IncomingEvent>>(1);
        var reading = ReadAsync(events, read.Writer, stop);
        var loaded = 0;
        await foreach (var batch in read.Reader.ReadAllAsync(stop))
        {
            await UntilDoneAsync(() => RecordAsync(batch, stop), stop);
            loaded += batch.Count;
            Progress = $"{loaded} events of reference data and demo story are loaded; more are coming.";
        }

        await reading;
    }

    private async Task ReadAsync(IEnumerable<byte[]> events, ChannelWriter<List<IncomingEvent>> read, CancellationToken stop)
    {
        try
        {
            await Task.Yield();
            await foreach (var batch in StoryBatches.UnrecordedAsync(events, BatchSize, IsRecordedAsync, stop))
            {
                await read.WriteAsync(Read(batch), stop);
            }

            read.Complete();
        }
        catch (Exception problem)
        {
            read.Complete(problem);
        }

        async Task<bool> IsRecordedAsync(byte[] told)
        {
            var isRecorded = false;
            await UntilDoneAsync(async () => isRecorded = (await MissingAsync([told], stop)).Count == 0, stop);
            return isRecorded;
        }
    }

    /// <summary>What is missing, and the rules where they are due: together, so that a fresh ledger is folded once.</summary>
    private async Task LoadReferenceAsync(CancellationToken stop)
    {
        var day = Shanghai.Day(clock.GetUtcNow());
        var before = ((IEnumerable<object>)(await law.RulesAsync(day))["versions"]!).Cast<Document>().ToList();
        byte[][] registers = [.. new ReferenceData(settings.Seeds, options.Value.Jurisdiction).Registers()];
        var missing = await MissingAsync(registers, stop);
        var (due, hasOwn) = await rules.DueAsync(stop);
        if (due is not null)
        {
            var receipt = await RecordAsync(Read([.. missing, due]), stop);
            // Another host may have been first: only what was not plainly accepted stands in the receipt.
            if (before.Count > 0 && receipt.Results.All(result => result.Index < missing.Count))
            {
                LogPublished(rules.Version, day, (string)before[^1]["version"]!);
            }
        }
        else if (missing.Count > 0)
        {
            await RecordAsync(Read(missing), stop);
        }

        var (lacking, other) = rules.Differences(law.Entry);
        if (hasOwn && lacking.Count + other.Count > 0)
        {
            LogOwn(rules.Version, string.Join(' ', lacking), string.Join(' ', other));
        }
    }

    private List<IncomingEvent> Read(IReadOnlyCollection<byte[]> events)
    {
        // Each event is a line, so they are one body of lines.
        var body = new MemoryStream(events.Sum(line => line.Length + 1));
        foreach (var line in events)
        {
            body.Write(line);
            body.WriteByte((byte)'\n');
        }

        return reader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), BodyFormat.Lines, asRecorded: true);
    }

    private async Task<Receipt> RecordAsync(List<IncomingEvent> events, CancellationToken stop)
    {
        var receipt = await intake.RecordAsync(events, stop);
        if (receipt.Quarantined > 0)
        {
            LogQuarantined(receipt.Quarantined, receipt.Results.First(result => result.Outcome == "quarantined").Reason);
        }

        return receipt;
    }

    private async Task UntilDoneAsync(Func<Task> step, CancellationToken stop)
    {
        for (string? said = null; ; await Task.Delay(BetweenAttempts, clock, stop))
        {
            try
            {
                await step();
                return;
            }
            catch (Exception problem) when (!stop.IsCancellationRequested && problem is not UnreadableBodyException)
            {
                if (said != problem.Message)
                {
                    LogNotLoaded(said = problem.Message);
                }
            }
        }
    }

    /// <summary>Those that the ledger does not hold.</summary>
    private async Task<IReadOnlyList<byte[]>> MissingAsync(IReadOnlyList<byte[]> events, CancellationToken stop)
    {
        var keys = events.Select(static told =>
        {
            using var json = JsonDocument.Parse(told);
            return (json.RootElement.GetProperty("source").GetString()!, json.RootElement.GetProperty("id").GetString()!);
        }).ToList();
        var known = await ledger.KnownAsync(keys, stop);
        return [.. events.Where((_, place) => !known.ContainsKey(keys[place]))];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} seed events were quarantined, the first because: {Reason}")]
    private partial void LogQuarantined(int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Seed events could not be recorded and will be tried again every 2 s. {Reason}")]
    private partial void LogNotLoaded(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Rule set {Version} of this release is in force from {Day:yyyy-MM-dd} on; what happened before stays judged by {Before}.")]
    private partial void LogPublished(string version, DateOnly day, string before);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "This installation has published rules of its own, so rule set {Version} of this release is not put in force. "
            + "Missing are: {Missing}; worded or set otherwise: {Other}. Publish what is wanted of it (enforcement.rules.published.v1).")]
    private partial void LogOwn(string version, string missing, string other);
}
