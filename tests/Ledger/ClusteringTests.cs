using System.Net;
using Dashboard.Grains;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Dashboard.Tests.Ledger;

/// <summary>Silos and clients find each other through PostgreSQL; the statements are the product's own.</summary>
public sealed class ClusteringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_silos_and_a_client_find_each_other_and_a_silo_that_leaves_is_gone()
    {
        var connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var silos = await Task.WhenAll(StartSiloAsync(connectionString), StartSiloAsync(connectionString));
        using var client = await StartClientAsync(connectionString);
        var management = client.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);

        Assert.Equal(2, (await management.GetHosts(true, Cancel)).Count);
        await client.Services.GetRequiredService<IClusterClient>().GetGrain<INoteGrain>("n").WriteAsync(new("kept", 1, []));
        await silos[0].StopAsync(Cancel);

        Assert.Single(await management.GetHosts(true, Cancel));
        Assert.Equal("kept", (await client.Services.GetRequiredService<IClusterClient>().GetGrain<INoteGrain>("n").ReadAsync())!.Text);
        Assert.Contains(SiloStatus.Dead, (await management.GetHosts(false, Cancel)).Values);
        await client.StopAsync(Cancel);
        await silos[1].StopAsync(Cancel);
        Array.ForEach(silos, silo => silo.Dispose());
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    [Fact]
    public async Task The_membership_table_keeps_its_contract()
    {
        var connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        using var silo = BuildSilo(connectionString); // not started: a living silo writes to the table too
        await silo.Services.GetRequiredService<ILedger>().PrepareAsync(Cancel);
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Cancel);
        MembershipEntry Entry(int generation, SiloStatus status, DateTime alive) => new()
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 4321, generation),
            SiloName = "s",
            HostName = "h",
            Status = status,
            ProxyPort = 5,
            StartTime = alive,
            IAmAliveTime = alive,
        };
        var old = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var before = (await table.ReadAllAsync(Cancel)).Version;

        var added = await table.InsertRowAsync(Entry(1, SiloStatus.Active, old), before.Next(), Cancel);
        var withOldVersion = await table.InsertRowAsync(Entry(2, SiloStatus.Active, old), before.Next(), Cancel);
        var now = await table.ReadRowAsync(Entry(1, SiloStatus.Active, old).SiloAddress, Cancel);
        var twice = await table.InsertRowAsync(Entry(1, SiloStatus.Active, old), now.Version.Next(), Cancel);
        var dead = Entry(1, SiloStatus.Dead, old);
        dead.AddSuspector(SiloAddress.New(IPAddress.Loopback, 9, 9), old);
        var changed = await table.UpdateRowAsync(dead, now.Members[0].Item2, now.Version.Next(), Cancel);
        await table.UpdateIAmAliveAsync(Entry(1, SiloStatus.Dead, old.AddHours(1)), Cancel);
        var after = await table.ReadRowAsync(dead.SiloAddress, Cancel);
        await table.CleanupDefunctSiloEntriesAsync(old.AddHours(1), Cancel);
        var kept = await table.ReadRowAsync(dead.SiloAddress, Cancel);
        await table.CleanupDefunctSiloEntriesAsync(old.AddHours(2), Cancel);
        var removed = await table.ReadRowAsync(dead.SiloAddress, Cancel);

        Assert.Equal((true, false, false, true), (added, withOldVersion, twice, changed));
        Assert.Equal(before.Version + 2, after.Version.Version);
        Assert.Equal((SiloStatus.Dead, old.AddHours(1), 1),
            (after.Members[0].Item1.Status, after.Members[0].Item1.IAmAliveTime, after.Members[0].Item1.SuspectTimes!.Count));
        Assert.Equal((1, 0), (kept.Members.Count, removed.Members.Count));
        Assert.Empty((await table.ReadAllAsync(Cancel)).Members);
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    private static async Task<IHost> StartSiloAsync(string connectionString)
    {
        var host = BuildSilo(connectionString);
        await host.StartAsync(Cancel);
        return host;
    }

    private static IHost BuildSilo(string connectionString)
    {
        var builder = Builder();
        builder.UseOrleans(silo => silo
            .AddLedger(connectionString, "")
            .AddDashboardClustering(connectionString)
            .Configure<EndpointOptions>(endpoint =>
                (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) =
                    (IPAddress.Loopback, RunningDashboard.FreePort(), RunningDashboard.FreePort())));
        return builder.Build();
    }

    private static async Task<IHost> StartClientAsync(string connectionString)
    {
        var builder = Builder();
        builder.Services.AddLedger(connectionString, "");
        builder.UseOrleansClient(client => client.AddDashboardClustering(connectionString));
        var host = builder.Build();
        await host.StartAsync(Cancel);
        return host;
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", "test"));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }
}
