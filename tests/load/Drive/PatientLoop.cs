using System.Diagnostics;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Drive;

/// <summary>
/// Writers as upstreams are: each posts a body when it is due and its last one was acknowledged, and the same again until it is, whatever
/// becomes of the product meanwhile.
/// </summary>
/// <param name="perSecond">Bodies per second of all of them together.</param>
/// <param name="again">Of so many of what was acknowledged the answer is lost to the writer, who posts it once more; 0 to 1.</param>
internal sealed class PatientLoop(HttpClient http, Workload workload, int writers, double perSecond, double again = 0)
{
    private readonly EventPoster poster = new(http, workload.MediaType, int.MaxValue, outlasts: true);
    private readonly Lock noting = new();
    private readonly List<(long Begun, long Acknowledged)> posts = [];
    private int next = -1;
    private long accepted;
    private string? complaint;

    /// <summary>Posts until it is told to stop, or all of the story is told; what was begun then is posted to its end.</summary>
    public async Task<PostRun> RunAsync(CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(began, stop), CancellationToken.None)));
        var acknowledgements = new Delays();
        posts.ForEach(post => acknowledgements.Add(post.Acknowledged - post.Begun));
        var posted = Math.Min(posts.Count * workload.Shape.BatchSize, workload.Facts.Length);
        return new(Stopwatch.GetElapsedTime(began), posted, accepted, poster.TurnedAway, acknowledgements, complaint);
    }

    /// <summary>Waits for the first acknowledgement after a stopwatch timestamp.</summary>
    public async Task<long> AcknowledgedAsync(long since)
    {
        while (true)
        {
            lock (noting)
            {
                var after = posts.Where(post => post.Acknowledged > since).Select(static post => post.Acknowledged).DefaultIfEmpty().Min();
                if (after > 0)
                {
                    return after;
                }
            }

            await Task.Delay(5);
        }
    }

    private async Task WriteAsync(long began, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var body && body < workload.Bodies.Length)
        {
            var due = TimeSpan.FromSeconds(body / perSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, CancellationToken.None).ConfigureAwait(false);
            }

            var begun = Stopwatch.GetTimestamp();
            var answer = await poster.PostAsync(workload.Bodies[body]).ConfigureAwait(false);
            lock (noting)
            {
                posts.Add((begun, Stopwatch.GetTimestamp()));
                accepted += answer.Accepted;
                complaint ??= answer.Complaint;
            }

            if (Random.Shared.NextDouble() < again)
            {
                Note(await poster.PostAsync(workload.Bodies[body]).ConfigureAwait(false));
            }
        }
    }

    /// <summary>What was acknowledged is known when it comes again: else it had been lost, and sending it again would hide that.</summary>
    private void Note(PostAnswer repeated)
    {
        if (repeated.New + repeated.Quarantined > 0)
        {
            lock (noting)
            {
                accepted -= repeated.New + repeated.Quarantined;
                complaint ??= repeated.Complaint ?? $"{repeated.New} events that were acknowledged were new when they were sent again";
            }
        }
    }
}
