using System.Diagnostics;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Screens;
using Orleans.Runtime;

namespace Dashboard.Web.Operations;

/// <summary>
/// <c>GET /api/ops</c>: how the product itself is, for operators. This host, the silos it finds, whether the ledger takes what is written,
/// whether rounds come back, and how long commits and frames took of late. What cannot be asked now is told with the reason, beside what
/// can.
/// </summary>
internal static class OperationsEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapOperations(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/ops", static async (
            Settings settings, PageBuild build, Readiness readiness, Round round, IGrainFactory grains, RecentMeasurements measured,
            TimeProvider clock, CancellationToken cancel) => Results.Json(new
            {
                host = HostOf(settings, build, clock),
                ledger = await LedgerAsync(settings, readiness, clock, cancel),
                round = RoundOf(round),
                silos = await SilosAsync(grains, cancel),
                measured = measured.Read(),
            }));

    private static object HostOf(Settings settings, PageBuild build, TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime());
        return new
        {
            name = Environment.MachineName,
            build = build.Name,
            now = Rfc3339.Write(clock.GetUtcNow()),
            started = Rfc3339.Write(started),
            residentBytes = process.WorkingSet64,
            heapBytes = GC.GetTotalMemory(forceFullCollection: false),
            pausedPercent = GC.GetGCMemoryInfo().PauseTimePercentage,
            cpuSeconds = process.TotalProcessorTime.TotalSeconds,
            cores = Environment.ProcessorCount,
            silos = settings.External ? "External" : "Embedded",
        };
    }

    private static async Task<object> LedgerAsync(Settings settings, Readiness readiness, TimeProvider clock, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        var problem = await readiness.LedgerProblemAsync(cancel);
        return new
        {
            store = settings.ConnectionString is null ? "SQLite" : "PostgreSQL",
            writable = problem is null,
            seconds = clock.GetElapsedTime(begun).TotalSeconds,
            reason = problem?.Message,
        };
    }

    private static object RoundOf(Round round)
    {
        var (at, took, reason) = round.Standing;
        return new
        {
            at = at is { } begun ? Rfc3339.Write(begun) : null,
            seconds = took?.TotalSeconds,
            missingSince = round.MissingSince is { } since ? Rfc3339.Write(since) : null,
            reason,
        };
    }

    private static async Task<object> SilosAsync(IGrainFactory grains, CancellationToken cancel)
    {
        try
        {
            var management = grains.GetGrain<IManagementGrain>(0);
            var hosts = await management.GetDetailedHosts(onlyActive: true, cancel).WaitAsync(Patience, cancel);
            var statistics = await management.GetRuntimeStatistics([.. hosts.Select(static host => host.SiloAddress)], cancel)
                .WaitAsync(Patience, cancel);
            return new
            {
                reason = (string?)null,
                rows = hosts.Zip(statistics, static (host, now) => new
                {
                    address = host.SiloAddress.Endpoint.ToString(),
                    name = host.SiloName,
                    host = host.HostName,
                    status = host.Status.ToString(),
                    started = Rfc3339.Write(new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc))),
                    activations = now.ActivationCount,
                    cpuPercent = now.EnvironmentStatistics.FilteredCpuUsagePercentage,
                    memoryBytes = now.EnvironmentStatistics.FilteredMemoryUsageBytes,
                    overloaded = now.IsOverloaded,
                }).OrderBy(static row => row.address, StringComparer.Ordinal).ToArray(),
            };
        }
        catch (Exception problem) when (problem is OrleansException or TimeoutException)
        {
            return new { reason = (string?)problem.Message, rows = Array.Empty<object>() };
        }
    }
}
