using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>
/// An upstream system that files cases of several teams without end and repeats each post until it is taken, as every sender must. It
/// remembers how long each team waited, and every answer that was neither 200 nor "come back later".
/// </summary>
internal sealed class RepeatingSource : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Teams = ["T01", "T02", "T03", "T04", "T05", "T06"];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100), Pause = TimeSpan.FromMilliseconds(250);
    private readonly IReadOnlyList<HttpClient> hosts;
    private readonly CancellationTokenSource ended = new();
    private readonly Stopwatch over = new();
    private readonly ConcurrentDictionary<string, TimeSpan> waits = new();
    private readonly ConcurrentDictionary<string, long> posts = new();
    private readonly List<Task> running;
    private long accepted;

    /// <param name="hosts">Web hosts; a post that was not taken goes to the next one.</param>
    public RepeatingSource(params IReadOnlyList<HttpClient> hosts)
    {
        this.hosts = hosts;
        running = [.. Teams.Select((team, place) => TellAsync(team, place))];
    }

    /// <summary>Events that were acknowledged.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Answers that no sender should get: neither 200 nor 429 nor 503.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>The longest any team waited from its first try of a post until that was taken, since this was last asked.</summary>
    public TimeSpan TakeWorstWait()
    {
        var worst = waits.Values.DefaultIfEmpty().Max();
        waits.Clear();
        return worst;
    }

    /// <summary>Waits until every team has had a post taken that was begun from now on.</summary>
    public async Task EveryTeamIsTakenAsync(int seconds)
    {
        var before = Teams.ToDictionary(team => team, team => posts.GetValueOrDefault(team));
        // The first may have been begun before.
        await Patience.UntilAsync(() => Task.FromResult(Teams.All(team => posts.GetValueOrDefault(team) >= before[team] + 2)),
            "a post of every team is taken", seconds);
    }

    /// <summary>Ends when each post under way has been taken, or half a minute later; safe to call twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        over.Start();
        await Task.WhenAll(running);
    }

    private async Task TellAsync(string team, int turn)
    {
        while (!ended.IsCancellationRequested)
        {
            JsonObject[] events = [Told.Filed(Told.NewId("C"), team), Told.Filed(Told.NewId("C"), team)];
            var (body, since) = (Api.BatchOf(events), Stopwatch.StartNew());
            while (!await IsTakenAsync(hosts[turn % hosts.Count], body, events.Length))
            {
                if (over.Elapsed > Patience.Long)
                {
                    return;
                }

                turn++;
                await Task.Delay(Pause);
            }

            posts.AddOrUpdate(team, 1, static (_, count) => count + 1);
            waits.AddOrUpdate(team, since.Elapsed, (_, worst) => worst > since.Elapsed ? worst : since.Elapsed);
            await Task.Delay(Pace, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsTakenAsync(HttpClient host, byte[] body, int events)
    {
        try
        {
            var (status, answer) = await host.PostBodyAsync(body, Api.Batch);
            if (status is not (200 or 429 or 503))
            {
                Faults.Enqueue($"POST {status} {answer.ToJsonString()}");
            }

            Interlocked.Add(ref accepted, status == 200 ? events : 0);
            return status == 200;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
