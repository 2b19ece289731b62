using System.IO.Compression;
using System.Text.Json.Nodes;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Tests.Cluster;
using Dashboard.Tests.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Ledger;

/// <summary>
/// A ledger that an earlier release wrote (Old/README.md) opens, folds itself again, and shows the figures it showed then.
/// </summary>
public sealed class OldLedgerTests : IAsyncLifetime
{
    private static readonly JsonNode Kept = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "views.json")))!;
    private readonly string data = Directory.CreateTempSubdirectory("dashboard-old-").FullName;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Ledger", "Old");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_SQLite_file_of_an_earlier_release_shows_and_proves_the_same_figures(bool stale)
    {
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, "dashboard.db.gz")), CompressionMode.Decompress))
        await using (var file = File.Create(Path.Combine(data, "dashboard.db")))
        {
            await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        }

        if (stale)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "dashboard.db")};Pooling=False");
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = MakeStale;
            command.ExecuteNonQuery();
        }

        await ShowsAndProvesAsync(null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_PostgreSQL_database_of_an_earlier_release_shows_and_proves_the_same_figures(bool stale)
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        using var dump = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, "postgres.sql.gz")),
            CompressionMode.Decompress));
        // The dump empties the search path of its session, so that session is not used again.
        var restoring = connection.Replace("Pooling=True", "Pooling=False", StringComparison.Ordinal);
        await PostgresServer.ExecuteAsync(restoring, await dump.ReadToEndAsync(TestContext.Current.CancellationToken));
        if (stale)
        {
            await PostgresServer.ExecuteAsync(restoring, MakeStale);
        }

        await ShowsAndProvesAsync(connection);
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(data, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>As if this release folded subjects in another way than the one that wrote them.</summary>
    private const string MakeStale = "UPDATE subjects SET basis = 1";

    private async Task ShowsAndProvesAsync(string? connection)
    {
        using var host = Start(connection);
        await host.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            var shown = Kept["views"]!.AsObject();
            await FoldedAsync(host.Services);
            var proof = await host.Services.GetRequiredService<IVerifier>().VerifyAsync(CancellationToken.None);
            Assert.Equal([], proof.Differences);
            Assert.True(proof.Events > 400, $"only {proof.Events} events");
            foreach (var (path, figures) in shown)
            {
                Assert.Equal([], Missing(path, figures!, await ViewAsync(host.Services, path)));
            }
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private IHost Start(string? connection)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(RunningDashboard.FreePort(), RunningDashboard.FreePort(), null, "tests", "tests");
            silo.Services.AddSingleton<TimeProvider>(new ForwardClock((DateTimeOffset)Kept["at"]!));
            silo.AddDashboardGrains(connection, data);
        });
        return builder.Build();
    }

    /// <summary>
    /// Waits until every subject is folded by the law and the program of today. A team does so once it is asked for anything.
    /// </summary>
    private static async Task FoldedAsync(IServiceProvider services)
    {
        var (ledger, roster) = (services.GetRequiredService<ILedger>(), services.GetRequiredService<CurrentRoster>());
        await roster.ReadyAsync();
        HashSet<string> teams = [.. roster.Current.Teams.Keys, RosterTeam.Unassigned];
        foreach (var team in teams)
        {
            await services.GetRequiredService<IGrainFactory>().GetGrain<ITeamGrain>(team).Get(null);
        }

        await Patience.UntilAsync(
            async () =>
                await ledger.CountSubjectsAsync(new() { Teams = teams, BasisOtherThan = roster.Current.Basis },
                    CancellationToken.None) == 0,
            "every subject of every team is folded again");
    }

    private static async Task<JsonNode> ViewAsync(IServiceProvider services, string path)
    {
        var parts = path.Split('/', '?');
        var grains = services.GetRequiredService<IGrainFactory>();
        IViewGrain grain = parts[0] switch
        {
            "jurisdiction" => grains.GetGrain<IJurisdictionGrain>(parts[1]),
            "team" => grains.GetGrain<ITeamGrain>(parts[1]),
            "item" => grains.GetGrain<IItemGrain>(parts[1]),
            _ => grains.GetGrain<IEnterpriseGrain>(parts[1]),
        };
        var view = await grain.Get(parts.Length > 2 ? parts[2].Replace("period=", "", StringComparison.Ordinal) : null);
        return JsonNode.Parse(view!.Document.ToUtf8())!;
    }

    /// <summary>
    /// The numbers kept that are not shown so, each with its place; a number that is not shown at all is 0. What is new is allowed.
    /// </summary>
    private static IEnumerable<string> Missing(string place, JsonNode kept, JsonNode? shown) => kept is JsonObject members
        ? members.Where(member => member.Value is not null)
            .SelectMany(member => Missing($"{place} {member.Key}", member.Value!, (shown as JsonObject)?[member.Key]))
        : kept.ToJsonString() == (shown?.ToJsonString() ?? "0") ? [] : [$"{place}: {kept} then, {shown?.ToJsonString() ?? "nothing"} now"];
}
