using System.Collections.Concurrent;

namespace Dashboard.Tests.Import;

/// <summary>Runs something asynchronous on a thread of its own to its end, so that what it allocates can be counted.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Step, object? State)> steps = [];

    /// <summary>What a run gave, and how many bytes it allocated.</summary>
    public static Task<(T Result, long Bytes)> RunAsync<T>(Func<Task<T>> run) => Task.Factory.StartNew(
        () => new OneThread().Run(run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => steps.Add((d, state));

    private (T Result, long Bytes) Run<T>(Func<Task<T>> run)
    {
        SetSynchronizationContext(this);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var running = run();
        running.ContinueWith(_ => steps.CompleteAdding(), TaskScheduler.Default);
        foreach (var (step, state) in steps.GetConsumingEnumerable())
        {
            step(state);
        }

        return (running.GetAwaiter().GetResult(), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
