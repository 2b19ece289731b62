using System.Diagnostics;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Drive;

/// <summary>
/// Posts each event at its due time whatever became of those before it; delays are counted from the due time,
/// so that a stall of the product is charged to every event that fell into it.
/// </summary>
/// <param name="attempts">So often a post that is turned away is tried.</param>
internal sealed class OpenLoop(HttpClient http, Workload workload, double perSecond, int attempts = 50) : IDisposable
{
    private const int MostInFlight = 2048;

    private readonly EventPoster poster = new(http, workload.MediaType, attempts);
    private readonly Delays acknowledgements = new();
    private readonly SemaphoreSlim room = new(MostInFlight);
    private long accepted;
    private int answered;
    private string? complaint;
    private Exception? failure;

    /// <summary>Stopwatch timestamp at which each event was due, known from the start.</summary>
    public long[] Due { get; } = new long[workload.Bodies.Length];

    public async Task<PostRun> RunAsync(TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
        for (var index = 0; index < Due.Length; index++)
        {
            Due[index] = began + (long)(index / perSecond * Stopwatch.Frequency);
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new Thread(() =>
        {
            for (var index = 0; index < Due.Length; index++)
            {
                Linux.SleepUntil(Due[index]);
                room.Wait();
                _ = PostAsync(index, done);
            }
        })
        { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        clock.Start();
        await done.Task.WaitAsync(limit + TimeSpan.FromSeconds(Due.Length / perSecond));
        return failure is null
            ? new PostRun(Stopwatch.GetElapsedTime(began), workload.Facts.Length, accepted, poster.TurnedAway, acknowledgements, complaint)
            : throw failure;
    }

    public void Dispose() => room.Dispose();

    private async Task PostAsync(int index, TaskCompletionSource done)
    {
        try
        {
            var answer = await poster.PostAsync(workload.Bodies[index]).ConfigureAwait(false);
            var delay = Stopwatch.GetTimestamp() - Due[index];
            lock (acknowledgements)
            {
                acknowledgements.Add(delay);
                accepted += answer.Accepted;
                complaint ??= answer.Complaint;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or LoadException or OperationCanceledException)
        {
            failure ??= exception;
        }
        finally
        {
            room.Release();
            if (Interlocked.Increment(ref answered) == Due.Length)
            {
                done.TrySetResult();
            }
        }
    }
}
