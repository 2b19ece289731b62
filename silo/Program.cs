using Orleans.Dashboard;
using System.ComponentModel.DataAnnotations;
using System.Net;
using Dashboard.Grains;
using Orleans.Configuration;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    var connection = builder.Configuration.GetConnectionString("Dashboard");
    if (string.IsNullOrWhiteSpace(connection))
    {
        throw new ValidationException(
            "A silo of its own needs PostgreSQL: set ConnectionStrings:Dashboard to an Npgsql string (Host=…;Database=…;Username=…). " +
                "The embedded database belongs to one process, the web host.");
    }

    Dashboard.Grains.DashboardOptions.Check(builder.Configuration);
    Telemetry.Check(builder.Configuration);
    FreePort.Require(builder.Configuration.GetValue("Orleans:SiloPort", 11111), "Orleans:SiloPort");
    FreePort.Require(builder.Configuration.GetValue("Orleans:GatewayPort", 30000), "Orleans:GatewayPort");
    builder.Services.AddSystemd();
    builder.Logging.SayOutagesShortly();
    builder.Services.AddOptions<Dashboard.Grains.DashboardOptions>()
        .BindConfiguration("Dashboard")
        .ValidateDataAnnotations()
        .ValidateOnStart();
    builder.UseOrleans(silo =>
    {
        var orleans = builder.Configuration.GetSection("Orleans");
        silo.AddDashboardClustering(connection);
        silo.AddDashboardGrains(connection, "data");
        silo.Configure<ClusterOptions>(cluster =>
            (cluster.ClusterId, cluster.ServiceId) = (orleans["ClusterId"] ?? "dashboard", orleans["ServiceId"] ?? "dashboard"));
        // A call that was lost with a killed silo is given up after this long, and repeated by whoever asked.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
        silo.ConfigureEndpoints(
            IPAddress.Parse(orleans["AdvertisedIP"] ?? "127.0.0.1"),
            orleans.GetValue("SiloPort", 11111),
            orleans.GetValue("GatewayPort", 30000),
            listenOnAnyHostAddress: false);
        silo.AddDashboard();
        silo.ProfileCalls(builder.Configuration.GetValue<bool>("Orleans:Profiler"));
        silo.TraceCalls(builder.Configuration);
    });
    builder.AddTelemetry("dashboard-silo");

    await builder.Build().RunAsync();
    return 0;
}
catch (Exception problem) when (problem is ValidationException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
