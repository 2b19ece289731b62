using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>Two silos and two web hosts as processes of their own, on one PostgreSQL database.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private RunningDashboard[] silos = [], hosts = [];

    [Fact]
    public async Task Both_hosts_show_the_same_and_go_on_when_a_silo_is_killed()
    {
        var (a, b) = (hosts[0], hosts[1]);
        string[] teams = ["T01", "T02", "T03", "T04", "T05", "T06"];
        await using var atA = await Screen.OpenAsync(a, Api.Jurisdiction);
        await using var atB = await Screen.OpenAsync(b, Api.Jurisdiction);
        await a.Http.AcceptAsync([.. teams.Select(team => Told.Filed(Told.NewId("C"), team))]);
        Assert.Equal(6, (await a.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        Assert.Equal(6, (await b.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        await SameAsync(atA, atB, 6);
        var unsound = MalformedRequestTests.Unsound.ToArray();
        Assert.Equal(unsound.Length, (int)(await b.Http.TellAsync(unsound))["quarantined"]!);
        Assert.Equal(unsound.Length, (int)(await a.Http.ReadAsync("/api/quarantine"))["total"]!);

        await silos[0].KillAsync();
        var batches = Enumerable.Range(0, 20).Select(_ => teams.Select(team => Told.Filed(Told.NewId("C"), team)).ToArray()).ToList();
        await Task.WhenAll(TellUntilTakenAsync(a, batches[..10]), TellUntilTakenAsync(b, batches[10..]));

        await Task.WhenAll(AnswersAgainAsync(a), AnswersAgainAsync(b));
        Assert.Equal(126, (await a.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        Assert.Equal(126, (await b.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        foreach (var team in teams)
        {
            Assert.Equal(21, (await b.Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
        }

        await SameAsync(atA, atB, 126);
        // Teams that nobody asked for yet may still be moving; then the proof is to be asked for again.
        await Patience.UntilAsync(async () => (await a.Http.DoAsync("/api/verify")).Status != 503, "the proof is answered");
        await a.Http.VerifyAsync();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        (silos, hosts) = await RunningDashboard.StartClusterAsync(database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in hosts.Concat(silos))
        {
            await process.DisposeAsync();
        }
    }

    /// <summary>Repeats each batch, as an upstream does, until it is answered with 200; that must be so within 30 s.</summary>
    private static async Task TellUntilTakenAsync(RunningDashboard host, IEnumerable<System.Text.Json.Nodes.JsonObject[]> batches)
    {
        foreach (var batch in batches)
        {
            var body = Api.BatchOf(batch);
            await Patience.UntilAsync(
                async () =>
                {
                    var (status, answer) = await host.Http.PostBodyAsync(body, Api.Batch);
                    Assert.True(status is 200 or 503 or 429, $"{status} {answer}");
                    Assert.True(status != 200 || (int)answer["quarantined"]! == 0, answer.ToJsonString());
                    return status == 200;
                },
                $"a batch is taken\n{host.Log}",
                30);
        }
    }

    /// <summary>
    /// While teams that no post has woken are still being moved, a view may be answered with 503, never with a wrong figure or with 500.
    /// </summary>
    private static Task AnswersAgainAsync(RunningDashboard host) => Patience.UntilAsync(
        async () =>
        {
            using var answer = await host.Http.GetAsync($"/api/views/{Api.Jurisdiction}");
            Assert.True((int)answer.StatusCode is 200 or 503, $"{answer.StatusCode}\n{host.Log}");
            return (int)answer.StatusCode == 200;
        },
        "the view is answered again");

    private static async Task SameAsync(Screen one, Screen two, long filed)
    {
        await one.UntilAsync(document => document.Figure("year", "casesFiled") == filed);
        await two.UntilAsync(document => document.Figure("year", "casesFiled") == filed);
        try
        {
            await Patience.UntilAsync(
                () => Task.FromResult(one.Version == two.Version && one.Digest == two.Digest
                    && System.Text.Json.Nodes.JsonNode.DeepEquals(one.Document, two.Document)),
                "both hosts' screens show the same document at the same version");
        }
        catch (Xunit.Sdk.XunitException problem)
        {
            throw new InvalidOperationException($"{problem.Message}\n{Said(one)}\n{Said(two)}");
        }

        static string Said(Screen screen) => $"{screen.Version} {screen.Digest}: " + string.Join(' ', screen.Frames.TakeLast(12)
            .Select(static frame => $"[{frame["base"]}→{frame["version"]} {frame["asOf"]} {frame["patch"]?.ToJsonString()}]"));
    }
}
