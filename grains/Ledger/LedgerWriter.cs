using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Group commit of one silo over all its teams: whatever waits while a commit is under way becomes the next commit.
/// A team awaits its answer before it writes again, so no group ever holds two batches of one team.
/// </summary>
internal sealed partial class LedgerWriter : IAsyncDisposable
{
    /// <summary>
    /// With fewer events waiting, another commit beside one under way makes both slower: by themselves small commits cost the database
    /// several times what they cost together.
    /// </summary>
    private const int WorthAnother = 64;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>While a database is away every group fails; the log is told of it this often.</summary>
    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(10);

    private readonly ILedger ledger;
    private readonly LedgerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<LedgerWriter> logger;
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>();
    private readonly Channel<bool> much =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Meter meter = new("Dashboard.Ledger");
    private readonly Counter<long> committed;
    private readonly Histogram<int> groups;
    private readonly Histogram<double> seconds;
    private readonly Task[] loops;
    private readonly Lock log = new();
    private long waiting;
    private long unlogged;
    private long? logged;

    /// <param name="scheduler">Where groups are made and sent; null: wherever there is a thread.</param>
    public LedgerWriter(
        ILedger ledger, IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerWriter> logger, TaskScheduler? scheduler = null)
    {
        this.ledger = ledger;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        committed = meter.CreateCounter<long>("ledger.events", "{event}", "Events made durable.");
        groups = meter.CreateHistogram<int>("ledger.group.events", "{event}", "Events in one group commit.");
        seconds = meter.CreateHistogram<double>("ledger.commit.duration", "s", "Time of one group commit.");
        meter.CreateObservableGauge("ledger.queue.events", () => Volatile.Read(ref waiting), "{event}", "Events waiting for a group.");
        var (loop, count) = (new TaskFactory(scheduler ?? TaskScheduler.Default), this.options.IsPostgres ? this.options.Loops : 1);
        loops = [.. Enumerable.Range(0, count).Select(number => loop.StartNew(() => CommitGroupsAsync(isFirst: number == 0)).Unwrap())];
    }

    /// <summary>Makes the batch durable together with whatever else waits.</summary>
    /// <param name="batch">One team's batch; the team must not offer another one before this is answered.</param>
    /// <param name="cancel">Withdraws the batch while it waits; once a group has taken it, its outcome is awaited.</param>
    /// <exception cref="LedgerBusyException">Too much waits; nothing was taken.</exception>
    /// <exception cref="CommitUnknownException">The outcome cannot be told; recall.</exception>
    /// <exception cref="BatchRefusedException">The database refuses what the batch holds; a part of it may well be committed.</exception>
    public async Task<CommitResult> WriteAsync(TeamBatch batch, CancellationToken cancel)
    {
        var entry = new Waiting(batch);
        if (Interlocked.Add(ref waiting, entry.Weight) > options.QueueEvents && Volatile.Read(ref waiting) != entry.Weight)
        {
            Interlocked.Add(ref waiting, -entry.Weight);
            throw new LedgerBusyException();
        }
        if (!queue.Writer.TryWrite(entry))
        {
            Interlocked.Add(ref waiting, -entry.Weight);
            throw new ObjectDisposedException(nameof(LedgerWriter));
        }
        if (Volatile.Read(ref waiting) >= WorthAnother)
        {
            much.Writer.TryWrite(true);
        }
        await using (cancel.UnsafeRegister(static (entry, token) => ((Waiting)entry!).Withdraw(token), entry))
        {
            return await entry.Answer;
        }
    }

    /// <summary>Takes no more batches, commits those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        much.Writer.TryComplete();
        await Task.WhenAll(loops);
        meter.Dispose();
    }

    /// <param name="isFirst">It commits whatever waits; another one only what is worth it.</param>
    private async Task CommitGroupsAsync(bool isFirst)
    {
        Tracing.Leave();
        var group = new List<Waiting>();
        var pause = FirstPause;
        while (await (isFirst ? queue.Reader.WaitToReadAsync() : MuchWaitsAsync()))
        {
            Take(group);
            if (group.Count == 0)
            {
                continue;
            }
            if (await CommitAsync(group))
            {
                pause = FirstPause;
                continue;
            }
            await Task.Delay(pause, time);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>False when nothing more will come.</returns>
    private async ValueTask<bool> MuchWaitsAsync()
    {
        while (Volatile.Read(ref waiting) < WorthAnother)
        {
            if (!await much.Reader.WaitToReadAsync())
            {
                return false;
            }
            much.Reader.TryRead(out _);
        }
        return true;
    }

    private void Take(List<Waiting> group)
    {
        group.Clear();
        var weight = 0;
        while (weight < options.GroupEvents && queue.Reader.TryRead(out var entry))
        {
            Interlocked.Add(ref waiting, -entry.Weight);
            if (entry.TryTake())
            {
                group.Add(entry);
                weight += entry.Weight;
            }
        }
    }

    /// <returns>False when the ledger failed as a whole, so that the loop pauses.</returns>
    private async Task<bool> CommitAsync(List<Waiting> group)
    {
        var start = time.GetTimestamp();
        using var span = Tracing.Start("commit", group.Select(static entry => entry.Trace))
            ?.SetTag(PlainSpans.Attributes.Batches, group.Count)
            .SetTag(PlainSpans.Attributes.Events, group.Sum(static entry => entry.Batch.Events.Count));
        try
        {
            var results = await ledger.CommitAsync(group.ConvertAll(static entry => entry.Batch), CancellationToken.None);
            Measure(group, start, index => results[index].Outcome);
            for (var index = 0; index < group.Count; index++)
            {
                group[index].Answered(results[index]);
            }
            return true;
        }
        catch (CommitFailedException failed)
        {
            Log(failed.InnerException!, failed.Failures.Count(failure => failure is not null));
            span?.SetStatus(ActivityStatusCode.Error);
            Measure(group, start, index => failed.Results[index]?.Outcome);
            for (var index = 0; index < group.Count; index++)
            {
                if (failed.Results[index] is { } result)
                {
                    group[index].Answered(result);
                }
                else
                {
                    group[index].Failed(failed.Failures[index] ?? failed);
                }
            }
            return true;
        }
#pragma warning disable CA1031 // Every waiting caller gets the exception, whatever it is, and the loop goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log(failure, group.Count);
            span?.SetStatus(ActivityStatusCode.Error);
            foreach (var entry in group)
            {
                entry.Failed(failure);
            }
            return false;
        }
    }

    private void Measure(List<Waiting> group, long start, Func<int, CommitOutcome?> outcome)
    {
        var events = 0;
        for (var index = 0; index < group.Count; index++)
        {
            if (outcome(index) == CommitOutcome.Committed)
            {
                events += group[index].Batch.Events.Count;
            }
        }
        committed.Add(events);
        groups.Record(events);
        seconds.Record(time.GetElapsedTime(start).TotalSeconds);
    }

    private void Log(Exception failure, int failed)
    {
        lock (log)
        {
            unlogged += failed;
            if (logged is { } last && time.GetElapsedTime(last) < LogPause)
            {
                return;
            }

            LogFailed(failure, unlogged);
            (logged, unlogged) = (time.GetTimestamp(), 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Failed} batches could not be committed since this was last said; their callers were told")]
    private partial void LogFailed(Exception failure, long failed);

    /// <summary>A batch in the queue: either a group takes it or its caller withdraws it.</summary>
    private sealed class Waiting(TeamBatch batch)
    {
        private readonly TaskCompletionSource<CommitResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int decided;

        public TeamBatch Batch { get; } = batch;

        /// <summary>The trace it came in, if any.</summary>
        public ActivityContext Trace { get; } = Tracing.Here;

        /// <summary>A batch without events still costs a row.</summary>
        public int Weight { get; } = Math.Max(1, batch.Events.Count);

        public Task<CommitResult> Answer => answer.Task;

        public bool TryTake() => Interlocked.Exchange(ref decided, 1) == 0;

        public void Withdraw(CancellationToken token)
        {
            if (TryTake())
            {
                answer.TrySetCanceled(token);
            }
        }

        public void Answered(CommitResult result) => answer.TrySetResult(result);

        public void Failed(Exception failure) => answer.TrySetException(failure);
    }
}
