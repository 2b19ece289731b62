using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Grains;

/// <summary>Registers everything a silo needs for the dashboard's grains.</summary>
public static class GrainsSetup
{
    /// <summary>The grains, their ledger and their storage. The same call serves a silo of its own and one inside the web host.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="connectionString">An Npgsql connection string; null for the embedded database.</param>
    /// <param name="dataPath">Folder of the embedded database.</param>
    public static ISiloBuilder AddDashboardGrains(this ISiloBuilder silo, string? connectionString, string dataPath)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.AddLedger(connectionString, dataPath);
        silo.Services.AddRoster();
        silo.Services.TryAddSingleton<Teams.WarmSubjects>();
        silo.Services.TryAddSingleton<Teams.SubjectTurns>();
        return silo;
    }

    /// <summary>The ledger and the roster for a process without grains: drill-down is asked of the ledger, not of grains.</summary>
    public static IServiceCollection AddDashboardReading(this IServiceCollection services, string? connectionString, string dataPath)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddLedger(connectionString, dataPath).AddRoster();
    }

    /// <summary>
    /// Whether the profiler of Orleans' own dashboard stands on every grain call. It costs some percent of all there is, so it looks only
    /// when an operator wants it to (<c>Orleans:Profiler</c>). To be called after the dashboard was added.
    /// </summary>
    public static void ProfileCalls(this ISiloBuilder silo, bool wanted)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (!wanted)
        {
            silo.Services.RemoveAll<IIncomingGrainCallFilter>();
        }
    }

    private static IServiceCollection AddRoster(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentRoster>();
        services.TryAddSingleton<DataQuality>();
        services.TryAddSingleton<Contracts.IKnownViews>(static provider => provider.GetRequiredService<CurrentRoster>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, CurrentRoster>(static provider => provider.GetRequiredService<CurrentRoster>()));
        return services;
    }
}
