using System.Diagnostics;
using System.Globalization;
using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;
using Npgsql;

namespace Dashboard.Tests.Faults;

/// <summary>
/// Two silos, two web hosts and PostgreSQL as processes of their own, of which parts die under load: how long senders and readers wait,
/// what they are told, how much is logged, and that every acknowledged event counts exactly once. <c>DASHBOARD_FAULTS=long</c> has the
/// database and the silos stay away as long as the figures of the README say; <c>DASHBOARD_FAULT_ROUNDS=29</c> has all of it happen so
/// often, and holds the medians to the limits.
/// </summary>
[Collection(FaultTests.Name)]
public sealed class ClusterFaultTests : IAsyncLifetime
{
    /// <summary>Lines a process may write of one fault, however long it lasts.</summary>
    private const int MostLines = 200;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DASHBOARD_FAULTS") == "long";

    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("DASHBOARD_FAULT_ROUNDS") ?? "1", CultureInfo.InvariantCulture);

    private RunningDashboard[] silos = [], hosts = [];
    private readonly List<(string What, int Longest, double Teams, double Views, int[] Lines)> waits = [];
    private readonly List<string> slow = [];
    private PostgresServer server = null!;
    private string database = null!;
    private RepeatingSource source = null!;
    private Reader reader = null!;

    [Fact]
    public async Task Whatever_part_dies_nobody_waits_long_nothing_is_lost_and_the_log_stays_short()
    {
        var accepted = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            await EverythingFailsAsync();
            await source.DisposeAsync();
            accepted += source.Accepted;
            await Patience.UntilAsync(async () => (await hosts[0].Http.DoAsync("/api/verify")).Status != 503, "the proof is answered");
            await hosts[0].Http.VerifyAsync();
            foreach (var host in hosts)
            {
                Assert.Equal(accepted, (await host.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
            }

            Assert.Empty(source.Faults.Concat(reader.Faults));
            if (round + 1 < Rounds)
            {
                source = new(hosts[0].Http, hosts[1].Http);
                await LaunchAsync(silos[0]);
            }
        }

        Assert.All(waits.GroupBy(static wait => wait.What), one => Assert.True(
            Math.Max(Median(one.Select(static wait => wait.Teams)), Median(one.Select(static wait => wait.Views))) <= one.First().Longest,
            $"{Summary}\n{string.Join('\n', slow)}"));
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartNewAsync();
        database = await server.CreateDatabaseAsync();
        (silos, hosts) = await RunningDashboard.StartClusterAsync(database);
        source = new(hosts[0].Http, hosts[1].Http);
        reader = new(hosts[0].Http);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Summary);
        await reader.DisposeAsync();
        await source.DisposeAsync();
        foreach (var process in hosts.Concat(silos))
        {
            await process.DisposeAsync();
        }

        await server.DisposeAsync();
    }

    /// <summary>One after the other, each part of the cluster. In the end the second silo is there alone.</summary>
    private async Task EverythingFailsAsync()
    {
        await source.EveryTeamIsTakenAsync(60);
        await FaultAsync("a silo is killed", 8, () => silos[0].KillAsync());
        await LaunchAsync(silos[0]);
        // It has every team now.
        await FaultAsync("the silo that has the teams is killed", 8, () => silos[1].KillAsync());
        await LaunchAsync(silos[1]);
        await FaultAsync("the silo that has the teams hangs", 10, () => silos[0].SignalAsync("STOP"));
        // It learns that the others have gone on without it, and ends; whoever looks after it starts it again.
        await silos[0].SignalAsync("CONT");
        await Patience.UntilAsync(() => Task.FromResult(silos[0].ExitCode is not null), "the silo that hung ends itself");
        await LaunchAsync(silos[0]);

        await FaultAsync("PostgreSQL is restarted", 6, async () =>
        {
            await server.StopAsync();
            await server.StartAsync();
        }, isAway: true);
        await FaultAsync("connections are ended each second", 5, EndConnectionsAsync);
        await FaultAsync("PostgreSQL is away", 6, async () =>
        {
            await server.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(IsLong ? 60 : 10));
            await server.StartAsync();
        }, isAway: true);

        await FaultAsync("both silos are killed and one started again", 15, async () =>
        {
            await Task.WhenAll(silos[0].KillAsync(), silos[1].KillAsync());
            await Task.Delay(TimeSpan.FromSeconds(IsLong ? 90 : 0));
            silos[1].Launch();
        }, isAway: true);
    }

    /// <summary>Has something go wrong, waits until all goes on, and holds the waits and the logs to their limits.</summary>
    /// <param name="longest">Seconds that a team or a reader may wait.</param>
    /// <param name="isAway">They are counted from when it has happened: nobody can be served before.</param>
    private async Task FaultAsync(string what, int longest, Func<Task> happen, bool isAway = false)
    {
        RunningDashboard[] processes = [.. hosts, .. silos];
        var lines = processes.Select(LinesOf).ToArray();
        (_, _) = (source.TakeWorstWait(), reader.TakeWorstWait());
        var begun = Stopwatch.StartNew();
        await happen();
        var away = isAway ? begun.Elapsed : TimeSpan.Zero;
        await source.EveryTeamIsTakenAsync(120);
        await reader.AnsweredAsync($"views are answered after: {what}");
        var (teams, views) = (source.TakeWorstWait() - away, reader.TakeWorstWait() - away);
        var written = processes.Select((process, index) => LinesOf(process) - lines[index]).ToArray();
        waits.Add((what, longest, teams.TotalSeconds, views.TotalSeconds, written));
        if (teams.TotalSeconds > longest || views.TotalSeconds > longest)
        {
            slow.Add($"{what}\n{string.Join('\n', processes.Select((process, index) => Since(process, lines[index])))}");
        }

        Assert.True(written.All(count => count <= MostLines), $"{Summary}\n{hosts[0].Log}");
    }

    /// <summary>Starts a silo again, and waits until it has joined and every team is served.</summary>
    private async Task LaunchAsync(RunningDashboard silo)
    {
        var since = Stopwatch.StartNew();
        silo.Launch();
        await silo.JoinedAsync();
        waits.Add(("a silo starts until it has joined", 15, since.Elapsed.TotalSeconds, 0, new int[4]));
        await source.EveryTeamIsTakenAsync(60);
    }

    private async Task EndConnectionsAsync()
    {
        var administrator = new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ToString();
        for (var second = 0; second < (IsLong ? 20 : 5); second++)
        {
            await PostgresServer.ExecuteAsync(administrator,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%' AND pid <> pg_backend_pid()");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private string Summary => string.Join('\n', waits.GroupBy(static wait => wait.What).Select(static one =>
        $"{one.Key}, {one.Count()} times: worst team {Told(one.Select(static wait => wait.Teams))} s, "
            + $"views {Told(one.Select(static wait => wait.Views))} s, lines of each process at most "
            + string.Join(' ', Enumerable.Range(0, 4).Select(process => one.Max(wait => wait.Lines[process])))));

    private static string Told(IEnumerable<double> values) => $"{Median(values):0.0} (most {values.Max():0.0})";

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>What a process has written since it had written so many lines.</summary>
    private static string Since(RunningDashboard process, int lines) =>
        $"-- {process.ProcessId}\n{string.Join('\n', process.Log.Split('\n').Skip(lines))}";

    private static int LinesOf(RunningDashboard process) => process.Log.Count(static letter => letter == '\n');
}
