using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>
/// A new release is installed while all goes on: each of two silos and two web hosts is ended by SIGTERM and started again, one after the
/// other, under posts and reads. Nobody is refused twice, and what was acknowledged counts once. <c>DASHBOARD_EARLIER</c> names the folder
/// of an earlier release's build of the tests: all begin as that, and for a while both releases run side by side.
/// </summary>
[Collection(FaultTests.Name)]
public sealed class RollingRestartTests : IAsyncLifetime
{
    private const int Senders = 6, Readers = 4;
    private static readonly string? Earlier = Environment.GetEnvironmentVariable("DASHBOARD_EARLIER");
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private RunningDashboard[] silos = [], hosts = [];
    private readonly CancellationTokenSource ended = new();
    private int accepted;

    [Fact]
    public async Task Restarted_one_after_the_other_no_request_fails_and_nothing_is_lost()
    {
        var (senders, readers) = (new Patron([.. hosts.Select(static host => host.Http)]),
            new Patron([.. hosts.Select(static host => host.Http)]));
        Task[] running = [.. Enumerable.Range(1, Senders).Select(team => TellAsync(senders, $"T{team:00}")),
            .. Enumerable.Range(0, Readers).Select(place => ReadAsync(readers, place))];
        await FlowsAsync(senders, readers);

        foreach (var process in silos.Concat(hosts))
        {
            await process.StopAsync();
            Assert.Equal(0, process.ExitCode);
            await FlowsAsync(senders, readers);
            process.Build = AppContext.BaseDirectory;
            process.Launch();
            await (hosts.Contains(process) ? process.ReadyAsync() : process.JoinedAsync());
            await FlowsAsync(senders, readers);
        }

        await ended.CancelAsync();
        await Task.WhenAll(running);
        TestContext.Current.TestOutputHelper?.WriteLine($"posts {senders.Count}, reads {readers.Count}");
        Assert.True(senders.Failed.Count == 0 && readers.Failed.Count == 0, string.Join('\n',
            [.. senders.Failed.Select(static what => $"POST {what}"), .. readers.Failed.Select(static what => $"GET {what}"),
                .. silos.Concat(hosts).Select(static process => process.Log)]));
        Assert.All(hosts, static host => Assert.DoesNotContain("could not do its work", host.Log, StringComparison.Ordinal));
        Assert.Equal(accepted, (await hosts[0].Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        await hosts[1].Http.VerifyAsync();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        (silos, hosts) = await RunningDashboard.StartClusterAsync(database, Earlier);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        foreach (var process in hosts.Concat(silos))
        {
            await process.DisposeAsync();
        }

        ended.Dispose();
    }

    private async Task TellAsync(Patron patron, string team)
    {
        while (!ended.IsCancellationRequested)
        {
            var body = Api.BatchOf(Told.Filed(Told.NewId("C"), team));
            if (await patron.AskAsync(() => Post(body)))
            {
                Interlocked.Increment(ref accepted);
            }

            await Task.Delay(Pace, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(Patron patron, int place)
    {
        string[] paths = [$"/api/views/{Api.Jurisdiction}", "/api/views/team/T01", "/api/subjects?size=20", "/api/quarantine"];
        while (!ended.IsCancellationRequested)
        {
            await patron.AskAsync(() => new(HttpMethod.Get, paths[place]));
            await Task.Delay(Pace, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until so many more of each have been answered that all teams and paths have had their turns.</summary>
    private static async Task FlowsAsync(Patron senders, Patron readers)
    {
        var (told, read) = (senders.Count.Answered + (5 * Senders), readers.Count.Answered + (5 * Readers));
        await Patience.UntilAsync(() => Task.FromResult(senders.Count.Answered >= told && readers.Count.Answered >= read),
            "posts and reads are answered", 30);
    }

    private static HttpRequestMessage Post(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/events") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Api.Batch);
        return request;
    }
}
