using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The table by which silos know each other lies in the database of the ledger, and an older copy that is put in its place empties that
/// table or sets it back. Silos would then hear of nobody new and web hosts would find no silo, until all were started again. So each silo
/// keeps what it read last, and writes that back.
/// </summary>
internal sealed partial class KeptMembership(
    string connectionString, IOptions<ClusterOptions> cluster, TimeProvider clock, ILogger<KeptMembership> log) : BackgroundService
{
    private const string Read = """
        SELECT Version, (SELECT jsonb_agg(one)::text FROM OrleansMembership one WHERE one.DeploymentId = cluster.DeploymentId)
        FROM OrleansMembershipVersion cluster WHERE DeploymentId = $1
        """;

    // Silos heed only a version above the one they have. Of several that write at once only the first does.
    private const string Write = """
        WITH raised AS (
            INSERT INTO OrleansMembershipVersion AS there (DeploymentId, Version, Modified) VALUES ($1, $2, now())
            ON CONFLICT (DeploymentId) DO UPDATE SET Version = EXCLUDED.Version, Modified = now() WHERE there.Version < EXCLUDED.Version
            RETURNING 1)
        INSERT INTO OrleansMembership
        SELECT kept.* FROM jsonb_populate_recordset(NULL::OrleansMembership, $3) kept WHERE EXISTS (SELECT 1 FROM raised)
        ON CONFLICT (DeploymentId, Address, Port, Generation) DO UPDATE
        SET Status = EXCLUDED.Status, SuspectTimes = EXCLUDED.SuspectTimes, IAmAliveTime = EXCLUDED.IAmAliveTime
        """;

    /// <summary>As often as silos look themselves.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private (int Version, string Rows) last = (-1, "[]");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(database, stoppingToken);
            }
            catch (DbException)
            {
                // The database is away, or its tables are not there yet, which Orleans and the ledger say.
            }
        }
    }

    private async Task LookAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        var there = await ReadAsync(database, cancel);
        if (there.Version < last.Version)
        {
            await using var command = database.CreateCommand(Write);
            command.Parameters.Add(new() { Value = cluster.Value.ClusterId });
            command.Parameters.Add(new() { Value = last.Version + 1 });
            command.Parameters.Add(new() { Value = last.Rows, NpgsqlDbType = NpgsqlDbType.Jsonb });
            if (await command.ExecuteNonQueryAsync(cancel) > 0)
            {
                LogWritten();
            }

            there = await ReadAsync(database, cancel);
        }

        last = there;
    }

    private async Task<(int Version, string Rows)> ReadAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new() { Value = cluster.Value.ClusterId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetInt32(0), reader.IsDBNull(1) ? "[]" : reader.GetString(1)) : (-1, "[]");
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The database knew less than this silo of who runs, as if an older copy had taken its place; that is written back")]
    private partial void LogWritten();
}
