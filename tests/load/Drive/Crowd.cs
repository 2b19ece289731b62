using System.Diagnostics;

namespace Dashboard.Load.Drive;

/// <summary>Any number of watchers of one view.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int ConnectingAtOnce = 32;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private Task reporting = Task.CompletedTask;

    private Crowd(string view, Watcher[] watchers, FrameBook book)
    {
        View = view;
        Watchers = watchers;
        Book = book;
    }

    public string View { get; }

    public Watcher[] Watchers { get; }

    public FrameBook Book { get; }

    /// <param name="seenEvery">How often a screen says what it has drawn; zero: never.</param>
    /// <param name="credential">The cookies each presents; null where nobody is asked who they are.</param>
    /// <param name="returns">Whether they come back when their links break.</param>
    public static async Task<Crowd> WatchAsync(
        Uri address, string view, int count, TimeSpan seenEvery, string? credential = null, bool returns = false)
    {
        var hub = new UriBuilder(address) { Scheme = "ws", Path = "/hubs/dashboard", Query = "packed" }.Uri;
        var book = new FrameBook();
        var crowd = new Crowd(view, [.. Enumerable.Range(0, count).Select(_ => new Watcher(hub, view, book, credential, returns))], book);
        await Parallel.ForEachAsync(
            crowd.Watchers,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce },
            async (watcher, _) => await watcher.StartAsync());
        crowd.reporting = Task.Run(() => crowd.ReportAsync(seenEvery));
        return crowd;
    }

    /// <summary>Waits until every watcher holds at least the version.</summary>
    /// <returns>False when the limit passed first.</returns>
    public async Task<bool> ReachAsync(long version, TimeSpan limit)
    {
        for (var waited = 0; waited < limit.TotalMilliseconds; waited += 20)
        {
            if (Watchers.All(watcher => watcher.Held >= version))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>Waits until every watcher has come back and been answered since a stopwatch timestamp.</summary>
    /// <returns>The timestamp of the last one's answer.</returns>
    /// <exception cref="LoadException">Some did not within the limit.</exception>
    public async Task<long> ReturnedAsync(long since, TimeSpan limit)
    {
        var (began, away) = (Stopwatch.GetTimestamp(), Watchers.Length);
        while ((away = Watchers.Count(watcher => watcher.ReturnedAt <= since)) > 0)
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
            {
                throw new LoadException($"{away} watchers did not come back within {limit.TotalSeconds:0} s.");
            }

            await Task.Delay(10);
        }

        return Watchers.Max(watcher => watcher.ReturnedAt);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reporting;
        foreach (var watcher in Watchers)
        {
            await watcher.DisposeAsync();
        }

        stopping.Dispose();
    }

    private async Task ReportAsync(TimeSpan seenEvery)
    {
        // The screens' reports are spread over the interval, as those of independent browsers are.
        var interval = seenEvery > TimeSpan.Zero ? seenEvery : PingEvery;
        const int Slices = 20;
        using var timer = new PeriodicTimer(interval / Slices);
        try
        {
            for (var turn = 0; await timer.WaitForNextTickAsync(stopping.Token); turn++)
            {
                var ping = turn / Slices % Math.Max(1, (int)(PingEvery / interval)) == 0;
                for (var index = turn % Slices; index < Watchers.Length; index += Slices)
                {
                    await Watchers[index].ReportAsync(ping, seenEvery > TimeSpan.Zero);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The crowd is leaving.
        }
    }
}
