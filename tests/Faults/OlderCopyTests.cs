using System.Diagnostics;
using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>
/// Somebody puts an older copy in the place of a cluster's database by PostgreSQL's own tool and stops nobody, though the product's
/// <c>restore</c> would have refused.
/// </summary>
[Collection(FaultTests.Name)]
public sealed class OlderCopyTests : IAsyncLifetime
{
    private const int Cases = 4, MostLines = 200;
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-older-");
    private PostgresServer server = null!;
    private string database = null!;
    private RunningDashboard[] silos = [], hosts = [];

    [Fact]
    public async Task Hosts_and_screens_follow_it_within_half_a_minute_and_take_again_what_was_sent_since()
    {
        var copy = Path.Combine(folder.FullName, "copy");
        var (kept, lost) = (NewCases(), NewCases());
        await using var wall = await Screen.OpenAsync(hosts[1], Api.Jurisdiction);
        await hosts[0].Http.AcceptAsync(kept);
        var (made, said) = await Tool.RunAsync("Dashboard.Web.dll", ["backup", copy], [("ConnectionStrings__Dashboard", database)]);
        Assert.True(made == 0, said);
        await hosts[0].Http.AcceptAsync(lost);
        await wall.UntilAsync(shown => Shows(shown, kept.Length + lost.Length));

        await PostgresServer.EmptyAsync(database);
        var (meanwhile, why) = await hosts[0].Http.PostBodyAsync(Api.BatchOf(lost), Api.Batch);
        Assert.True(meanwhile == 503, why.ToJsonString());
        var since = Stopwatch.StartNew();
        await server.RestoreAsync(database, copy);
        await wall.UntilAsync(shown => Shows(shown, kept.Length), Noticed);
        TestContext.Current.TestOutputHelper?.WriteLine($"the wall shows it after {since.Elapsed.TotalSeconds:0.0} s");
        await ProvedAsync(kept.Length);

        // The sources repeat what they sent since the copy was made.
        await hosts[0].Http.AcceptAsync(lost);
        await wall.UntilAsync(shown => Shows(shown, kept.Length + lost.Length));
        await ProvedAsync(kept.Length + lost.Length);
        Assert.All(silos.Concat(hosts), static process => Assert.True(process.Log.Split('\n').Length <= MostLines, process.Log));
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.SharedAsync();
        database = await server.CreateDatabaseAsync();
        (silos, hosts) = await RunningDashboard.StartClusterAsync(database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in hosts.Concat(silos))
        {
            await process.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private static JsonObject[] NewCases() =>
        [.. RepeatingSource.Teams.SelectMany(static team => Enumerable.Range(0, Cases).Select(_ => Told.Filed(Told.NewId("C"), team)))];

    private static bool Shows(JsonNode view, int cases) => view.Figure("year", "casesFiled") == cases;

    /// <summary>Every host shows so many cases, all of them and those of each team, and no figure differs from a recount.</summary>
    private async Task ProvedAsync(int cases)
    {
        foreach (var host in hosts)
        {
            await Patience.UntilAsync(async () => Shows(await host.Http.ViewAsync(Api.Jurisdiction), cases), $"{cases} cases are shown");
            foreach (var team in RepeatingSource.Teams)
            {
                Assert.True(Shows(await host.Http.ViewAsync($"team/{team}"), cases / RepeatingSource.Teams.Count), team);
            }

            await host.Http.VerifyAsync();
        }
    }
}
