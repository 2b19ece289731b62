using Dashboard.Grains.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Ledger;

/// <summary>Registers the ledger and what Orleans keeps in the same database.</summary>
public static class LedgerSetup
{
    private const string Postgres = "Npgsql";

    /// <summary>The name under which Orleans knows SQLite; it loads Microsoft.Data.Sqlite for it.</summary>
    private const string Sqlite = "System.Data.SQLite";

    /// <summary>
    /// The ledger and its group-commit writer, without grain storage; the schema is brought up to date before the host starts. Safe to
    /// call twice.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="connectionString">An Npgsql connection string; null or empty for the embedded database.</param>
    /// <param name="dataPath">Folder of the embedded database.</param>
    public static IServiceCollection AddLedger(this IServiceCollection services, string? connectionString, string dataPath)
    {
        services.Configure<LedgerOptions>(options =>
        {
            options.ConnectionString = connectionString;
            options.DataPath = dataPath;
        });
        services.TryAddSingleton(TimeProvider.System);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            services.TryAddSingleton<ILedger, SqliteLedger>();
            services.TryAddSingleton<ILedgerCopy, SqliteCopy>();
        }
        else
        {
            services.TryAddSingleton<ILedger, PostgresLedger>();
            services.TryAddSingleton<ILedgerCopy, PostgresCopy>();
        }
        services.TryAddSingleton<LedgerWriter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LedgerPreparation>());
        return services;
    }

    /// <summary>The ledger, and grain storage named Default in the same database.</summary>
    public static ISiloBuilder AddLedger(this ISiloBuilder silo, string? connectionString, string dataPath)
    {
        silo.Services.AddLedger(connectionString, dataPath);
        return silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<IOptions<LedgerOptions>>((options, ledger) =>
        {
            options.GrainStorageSerializer = new JsonGrainStorageSerializer();
            options.DeleteStateOnClear = true;
            if (ledger.Value.IsPostgres)
            {
                options.Invariant = Postgres;
                options.ConnectionString = ledger.Value.ConnectionString;
            }
            else
            {
                options.Invariant = Sqlite;
                options.DataSource = new SqliteGrainDataSource(SqliteLedger.ConnectionString(ledger.Value));
            }
        }));
    }
}
