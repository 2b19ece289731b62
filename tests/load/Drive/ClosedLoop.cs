using System.Diagnostics;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Drive;

/// <summary>A fixed number of writers, each posting its next body when the last one was acknowledged: how much goes through.</summary>
internal static class ClosedLoop
{
    /// <param name="limit">A run that takes longer is broken off as failed.</param>
    /// <param name="longest">No body is begun after this time; what was posted by then is the run. Null: all of them.</param>
    public static async Task<PostRun> RunAsync(
        DashboardProcess product, Workload workload, int writers, TimeSpan limit, TimeSpan? longest = null)
    {
        var connections = new EventConnection[writers];
        for (var writer = 0; writer < writers; writer++)
        {
            connections[writer] = await EventConnection.OpenAsync(product.Address, workload.MediaType, product.Admission?.Token);
        }

        var acknowledgements = new Delays[writers];
        var next = -1;
        long accepted = 0;
        string? complaint = null;
        var began = Stopwatch.GetTimestamp();

        async Task WriteAsync(int writer)
        {
            var delays = acknowledgements[writer] = new Delays();
            while (!(Stopwatch.GetElapsedTime(began) > longest)
                && Interlocked.Increment(ref next) is var batch && batch < workload.Bodies.Length)
            {
                if (Stopwatch.GetElapsedTime(began) > limit)
                {
                    var (through, all) = (Interlocked.Read(ref accepted), workload.Facts.Length);
                    throw new LoadException($"Only {through:N0} of {all:N0} events went through within {limit.TotalSeconds:0} s.");
                }

                var sent = Stopwatch.GetTimestamp();
                var answer = await connections[writer].PostAsync(workload.Bodies[batch]).ConfigureAwait(false);
                delays.Add(Stopwatch.GetTimestamp() - sent);
                Interlocked.Add(ref accepted, answer.Accepted);
                complaint ??= answer.Complaint;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer))));
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        var posted = Math.Min((next + 1) * workload.Shape.BatchSize, workload.Facts.Length);
        var turnedAway = connections.Sum(connection => connection.TurnedAway);
        return new PostRun(elapsed, posted, accepted, turnedAway, Delays.Sum(acknowledgements), complaint);
    }
}
