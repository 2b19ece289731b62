using System.Collections.Concurrent;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Domain;
using Dashboard.Tests.Web;
using Dashboard.Grains.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Core.Internal;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// A silo as the embedded product runs it, with the product's grains over a real ledger. Its clock runs like any other, and can be set
/// forward.
/// </summary>
public sealed class RunningCluster : IAsyncLifetime
{
    public RunningCluster()
        : this(new DateTimeOffset(2026, 11, 23, 23, 50, 0, TimeSpan.FromHours(8)))
    {
    }

    internal RunningCluster(DateTimeOffset start) => Clock = new(start);

    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-cluster-").FullName;

    internal ForwardClock Clock { get; }

    private IHost host = null!;

    internal IServiceProvider Services => host.Services;

    internal IGrainFactory Grains => Services.GetRequiredService<IClusterClient>();

    internal ILedger Ledger => Services.GetRequiredService<ILedger>();

    internal CurrentRoster Roster => Services.GetRequiredService<CurrentRoster>();

    /// <summary>How many readings of one enterprise's subjects were under way at once, at most.</summary>
    internal int MostReadingsAtOnce { get; private set; }

    private int readings;

    /// <summary>Counts the readings of enterprises; each takes a while.</summary>
    private async IAsyncEnumerable<SubjectRow> Listing(SubjectFilter filter, IAsyncEnumerable<SubjectRow> rows)
    {
        var isEnterprise = filter.Party is not null;
        try
        {
            if (isEnterprise)
            {
                MostReadingsAtOnce = Math.Max(MostReadingsAtOnce, Interlocked.Increment(ref readings));
                await Task.Yield();
            }

            await foreach (var row in rows)
            {
                yield return row;
            }
        }
        finally
        {
            readings -= isEnterprise ? 1 : 0;
        }
    }

    /// <summary>From which sequence number each team's changes were read, in order.</summary>
    internal ConcurrentQueue<(string Team, long After)> Reads { get; } = new();

    /// <summary>Told of each commit; what it throws is what whoever committed hears of it.</summary>
    internal Action<IReadOnlyList<CommitResult>>? Committed { get; set; }

    /// <summary>Awaited after each recall, before it is answered.</summary>
    internal Func<IReadOnlyCollection<SubjectKey>, Task>? HasRecalled { get; set; }

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        foreach (var team in Enumerable.Range(1, 9))
        {
            await PostAsync("unassigned", Registered($"T0{team}"));
        }

        await PostAsync("unassigned", [.. SeededLaw.Events]);
        await PostAsync("unassigned", Event("item.upserted", new { itemCode = "S14", name = "S14", category = "c", level = "l" }));
    }

    /// <summary>The process ends, and another one finds the same ledger.</summary>
    internal async Task RestartAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(RunningDashboard.FreePort(), RunningDashboard.FreePort(), null, "tests", "tests");
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton<SqliteLedger>();
            silo.Services.AddSingleton<ILedger>(services => new FaultyLedger(services.GetRequiredService<SqliteLedger>(), new(0), 0)
            {
                Read = (team, after) => Reads.Enqueue((team, after)),
                List = Listing,
                Committed = results => Committed?.Invoke(results),
                HasRecalled = keys => HasRecalled?.Invoke(keys) ?? Task.CompletedTask,
            });
            silo.AddDashboardGrains(null, folder);
        });
        host = builder.Build();
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal static SourceEvent Registered(string team, string? name = null, long seq = 0) =>
        Event("team.upserted", new { teamId = team, name = name ?? team, status = "Active", order = 1 }, seq);

    /// <summary>Posts until it is answered, as the intake does.</summary>
    internal async Task<Outcome[]> PostAsync(string team, params SourceEvent[] events)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Grains.GetGrain<ITeamGrain>(team).Record(new(events));
            }
            catch (BusyException) when (attempt < 20)
            {
            }
        }
    }

    /// <summary>As if a copy of the ledger from before a case was filed had been put in its place.</summary>
    internal async Task LoseLastChangeAsync(string team, string caseId)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder, "dashboard.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            DELETE FROM changes WHERE team = @team AND sequence = (SELECT max(sequence) FROM changes WHERE team = @team);
            DELETE FROM events WHERE kind = 'case' AND subject = @case;
            DELETE FROM names WHERE subject IN (SELECT number FROM subjects WHERE kind = 'case' AND id = @case);
            DELETE FROM subjects WHERE kind = 'case' AND id = @case;
            """;
        command.Parameters.AddWithValue("@team", team);
        command.Parameters.AddWithValue("@case", caseId);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Takes a grain out of memory; the next call finds a new activation.</summary>
    internal static Task UnloadAsync(IGrain grain) => grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle().AsTask();

    internal async Task<Document> ViewAsync(IViewGrain grain) => (await grain.Get(null))!.Document;

    internal Task<Proof> VerifyAsync(ILedger? read = null) =>
        new Verifier(read ?? Ledger, new(Ledger), Grains, Roster, Services.GetRequiredService<IOptions<DashboardOptions>>())
            .VerifyAsync(CancellationToken.None);
}
