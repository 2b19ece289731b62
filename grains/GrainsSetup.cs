using System.Data.Common;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Intake;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Reading;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;

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
        silo.Services.AddRoster().AddReading();
        // Room is set aside for so many grains beforehand, by default for a million (19 MB); one that is not among them is looked up.
        silo.Configure<GrainDirectoryOptions>(static directory => directory.CacheSize = 50_000);
        silo.Services.TryAddSingleton<Teams.WarmSubjects>();
        silo.Services.TryAddSingleton<Teams.SubjectTurns>();
        silo.Services.TryAddSingleton<Views.VersionMarks>();
        return silo;
    }

    /// <summary>The ledger and the roster for a process without grains: drill-down is asked of the ledger, not of grains.</summary>
    public static IServiceCollection AddDashboardReading(this IServiceCollection services, string? connectionString, string dataPath)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddLedger(connectionString, dataPath).AddRoster().AddReading();
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

    /// <summary>
    /// Silos find each other through the membership table in PostgreSQL. One that died is found out by the others within about 4 s, and by
    /// one that starts, alone, from its mark in the table, which it renews every 2 s. What they know of each other outlives that table.
    /// </summary>
    public static ISiloBuilder AddDashboardClustering(this ISiloBuilder silo, string connectionString)
    {
        silo.Services.CarryDatabaseExceptions();
        silo.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<KeptMembership>(provider, connectionString));
        return silo
            .UseAdoNetClustering((AdoNetClusteringSiloOptions options) =>
                (options.Invariant, options.ConnectionString) = ("Npgsql", connectionString))
            .Configure<ClusterMembershipOptions>(membership =>
            {
                // A busy silo answers late. It has 1 to 1.5 s for each of three answers, and is not given up while anything else comes
                // from it (three times the longest of these); so one that hangs is found out in about 6 s.
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
                membership.NumMissedProbesLimit = 3;
                membership.NumVotesForDeathDeclaration = 1;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
                membership.NumMissedTableIAmAliveLimit = 3;
            });
    }

    /// <summary>
    /// A client finds the silos through the membership table in PostgreSQL, and looks every 2 s which there are: one that was started
    /// anew elsewhere is found, and one that died is asked no more.
    /// </summary>
    public static IClientBuilder AddDashboardClustering(this IClientBuilder client, string connectionString)
    {
        client.Services.CarryDatabaseExceptions();
        return client
            .UseAdoNetClustering((AdoNetClusteringClientOptions options) =>
                (options.Invariant, options.ConnectionString) = ("Npgsql", connectionString))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
    }

    /// <summary>What a database says crosses from process to process as what it is, so that who asked knows whether it passes.</summary>
    private static void CarryDatabaseExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options =>
            options.SupportedExceptionTypeFilter = static type => typeof(DbException).IsAssignableFrom(type));

    private static IServiceCollection AddRoster(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentRoster>();
        services.TryAddSingleton<DataQuality>();
        services.TryAddSingleton<IRoster>(static provider => provider.GetRequiredService<CurrentRoster>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, CurrentRoster>(static provider => provider.GetRequiredService<CurrentRoster>()));
        return services;
    }

    private static IServiceCollection AddReading(this IServiceCollection services)
    {
        services.TryAddSingleton<IEventReader, EventReader>();
        services.TryAddSingleton<IEvidence, Evidence>();
        services.TryAddSingleton<LapsedBases>();
        services.TryAddSingleton<IRecords, Records>();
        services.TryAddSingleton<IOrders, Orders>();
        services.TryAddSingleton<IYear, Years>();
        services.TryAddSingleton<IForecasts, Forecasts>();
        services.TryAddSingleton<IBooks, Books>();
        services.TryAddSingleton<IYearTables, YearTables>();
        services.TryAddSingleton<LongOpenWarnings>();
        services.TryAddSingleton<ReportFigures>();
        services.TryAddSingleton<IReports, Reports>();
        services.TryAddSingleton<ILawInForce, LawInForce>();
        services.TryAddSingleton<IQualityReport, QualityReport>();
        services.TryAddSingleton<IQuarantine, Quarantine>();
        services.TryAddSingleton<IRegisters, Registers>();
        services.TryAddSingleton<Recomputation>();
        services.TryAddSingleton<IVerifier, Verifier>();
        services.TryAddSingleton<IEarlierViews, EarlierView>();
        services.TryAddSingleton<ILedgerReading>(static provider => provider.GetRequiredService<ILedger>());
        return services;
    }
}
