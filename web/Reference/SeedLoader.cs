using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Reference;

/// <summary>
/// Loads the reference data at start, in every mode, and after them a story where one is told: all through the same intake as any
/// upstream, so that loading again changes nothing.
/// </summary>
internal sealed partial class SeedLoader(
    Settings settings, Intake intake, EventReader reader, ILedger ledger, TimeProvider clock, ILogger<SeedLoader> log) : BackgroundService,
        IStoryIntake
{
    private const int BatchSize = 1_000;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource reference = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reference data, and in demo mode the story, are in.</summary>
    public bool Ready { get; private set; }

    /// <summary>How many events the reference data are.</summary>
    public int ReferenceEvents { get; private set; }

    /// <summary>A sentence on what is being loaded.</summary>
    public string Progress { get; private set; } = "The reference data are being loaded.";

    /// <inheritdoc/>
    public async Task RecordAsync(IEnumerable<byte[]> events, CancellationToken cancel)
    {
        await reference.Task.WaitAsync(cancel);
        await LoadAsync(events, cancel);
    }

    /// <inheritdoc/>
    public void CaughtUp() => Ready = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the first batch.
        await Task.Yield();
        var events = new ReferenceData(settings.Seeds).Events().ToList();
        ReferenceEvents = events.Count;
        await LoadAsync(events, stoppingToken);
        Ready = !settings.Demo;
        reference.SetResult();
    }

    private async Task LoadAsync(IEnumerable<byte[]> events, CancellationToken stop)
    {
        var loaded = 0;
        foreach (var batch in events.Chunk(BatchSize))
        {
            while (!await TryLoadAsync(batch, stop))
            {
                await Task.Delay(BetweenAttempts, clock, stop);
            }

            loaded += batch.Length;
            Progress = $"{loaded} events of reference data and demo story are loaded; more are coming.";
        }
    }

    private async Task<bool> TryLoadAsync(byte[][] batch, CancellationToken stop)
    {
        try
        {
            if (!await IsLoadedAsync(batch[^1], stop))
            {
                // Each event is a line, so the batch is one body of lines.
                var body = new MemoryStream(batch.Sum(line => line.Length + 1));
                foreach (var line in batch)
                {
                    body.Write(line);
                    body.WriteByte((byte)'\n');
                }

                var receipt = await intake.RecordAsync(reader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), BodyFormat.Lines,
                    asRecorded: true), stop);
                if (receipt.Quarantined > 0)
                {
                    LogQuarantined(receipt.Quarantined, receipt.Results.First(result => result.Outcome == "quarantined").Reason);
                }
            }

            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException and not UnreadableBodyException)
        {
            LogNotLoaded(problem.Message);
            return false;
        }
    }

    /// <summary>Batches are loaded in order, so the last event of a batch stands for all of it.</summary>
    private async Task<bool> IsLoadedAsync(byte[] last, CancellationToken stop)
    {
        using var json = JsonDocument.Parse(last);
        var key = (json.RootElement.GetProperty("source").GetString()!, json.RootElement.GetProperty("id").GetString()!);
        return (await ledger.KnownAsync([key], stop)).ContainsKey(key);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} seed events were quarantined, the first because: {Reason}")]
    private partial void LogQuarantined(int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Seed events could not be recorded and will be tried again in 2 s. {Reason}")]
    private partial void LogNotLoaded(string reason);
}
