using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Drilldown;
using Dashboard.Web.Ingest;
using Dashboard.Web.Operations;
using Dashboard.Web.Reference;
using Dashboard.Web.Rules;
using Dashboard.Web.Screens;
using Dashboard.Web.SetUp;
using Dashboard.Web.Supervision;
using Dashboard.Web.Verification;
using Dashboard.Web.Views;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Dashboard.Web;

/// <summary>The parts of the host, one named call each.</summary>
internal static class Hosting
{
    private const long LargestForm = 4L << 20;

    /// <summary>The settings the grains and feeds read, checked at start.</summary>
    public static void AddSettings(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(SeedFiles.WordingIn(settings.Seeds));
        builder.Services.AddOptions<Grains.DashboardOptions>().BindConfiguration("Dashboard").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<Busy>();
        builder.Services.AddSingleton<IExceptionHandler>(services => services.GetRequiredService<Busy>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Busy>());
        builder.Services.AddSingleton<SiloLosses>();
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(services => services.GetRequiredService<SiloLosses>());
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddSingleton<IConnectionListenerFactory, DrainingSockets>();
    }

    /// <summary>The grains: in this process, or in silos that are found through the database.</summary>
    public static void AddGrains(this WebApplicationBuilder builder, Settings settings)
    {
        if (settings.External)
        {
            builder.Services.AddDashboardReading(settings.ConnectionString, settings.DataPath);
            builder.UseOrleansClient(client =>
            {
                client.AddDashboardClustering(settings.ConnectionString!);
                client.Configure<ClusterOptions>(cluster =>
                    (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId));
                // A call that was lost with a killed silo is given up after this long, and repeated by whoever asked.
                client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
                client.UseConnectionRetryFilter<SiloWait>();
                client.AddDashboard();
                client.TraceCalls(builder.Configuration);
            });
            // It begins when the client has connected: before, nobody knows which silos there are.
            builder.Services.AddHostedService(services => services.GetRequiredService<SiloLosses>());
            return;
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, settings.ServiceId, settings.ClusterId);
            silo.AddDashboardGrains(settings.ConnectionString, settings.DataPath);
            silo.AddDashboard();
            silo.ProfileCalls(settings.Profiler);
            silo.TraceCalls(builder.Configuration);
        });
    }

    /// <summary>Events in.</summary>
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<Intake>();
        services.AddSingleton<IntakeGate>();
        services.Configure<KestrelServerOptions>(server =>
        {
            // A sender that is slower than this, however it packs what it sends, is cut off with 408.
            server.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
            // A form is far smaller; posts of events and files count for themselves.
            server.Limits.MaxRequestBodySize = LargestForm;
        });
        services.AddSingleton<ShippedRules>();
        services.AddSingleton<SeedLoader>();
        services.AddSingleton<IStoryIntake>(provider => provider.GetRequiredService<SeedLoader>());
        services.AddHostedService(provider => provider.GetRequiredService<SeedLoader>());
        services.AddSingleton<Readiness>();
        services.AddSingleton<Round>();
        services.AddHostedService(provider => provider.GetRequiredService<Round>());
        services.AddSetUp();
        services.AddSupervision();
    }

    /// <summary>Views and drill-down out.</summary>
    public static void AddReading(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(provider => new DemoMark(settings.Demo, provider.GetRequiredService<IGrainFactory>()));
        services.AddSingleton<ExportBook>();
        services.AddSingleton<QuarantineRetry>();
    }

    /// <summary>Frames pushed to screens. A page gives up a link that is silent for 11 s, this host after 30 s.</summary>
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddSignalR(hub =>
            {
                hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
                hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
                hub.MaximumReceiveMessageSize = 4 * 1024;
                hub.AddFilter<HubGuard>();
            })
            .AddMessagePackProtocol(options => options.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(CompositeResolver.Create([(IMessagePackFormatter)new FrameMessagePack()],
                    [ContractlessStandardResolver.Instance]))
                .WithSecurity(MessagePackSecurity.UntrustedData));
        // SignalR logs every refusal as a failure; the guard logs what is one.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
        services.AddSingleton<HubGuard>();
        services.AddSingleton<ScreenMetrics>();
        services.AddSingleton<ViewFeeds>();
        services.AddHostedService(provider => provider.GetRequiredService<ViewFeeds>());
        services.AddSingleton<ScreenLinks>();
        services.AddHostedService(provider => provider.GetRequiredService<ScreenLinks>());
        services.AddSingleton<ScreenRegister>();
        services.AddSingleton<PageBuild>();
        services.AddSingleton<ModulePacks>();
        services.AddSingleton<PageTexts>();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "text/csv", "application/json", "application/problem+json",
                "image/svg+xml"];
        });
    }

    /// <summary>
    /// Measurements at <c>/metrics</c>, and with the traces of requests at a collector, if an operator names one. The links of screens are
    /// no requests, and whether a host is well is asked all the time: neither is traced.
    /// </summary>
    public static void AddMeasurements(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RecentMeasurements>()
            .AddHostedService(static provider => provider.GetRequiredService<RecentMeasurements>());
        builder.AddTelemetry("dashboard-web", static metrics => metrics
                .AddMeter(ScreenMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections")
                .AddPrometheusExporter(),
            static traces => traces.AddAspNetCoreInstrumentation(requests =>
            {
                requests.EnableAspNetCoreSignalRSupport = false;
                requests.Filter = static context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
            }));
    }

    /// <summary>Everything this host answers.</summary>
    public static void MapDashboard(this WebApplication app, Settings settings)
    {
        app.Use(app.Services.GetRequiredService<Draining>().ServeAsync);
        app.UseForwardedHeaders();
        if (settings.PathBase.Length > 0)
        {
            app.UsePathBase(settings.PathBase);
        }

        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.ReadNamesAsSent();
        app.UseAccess();
        app.CheckParameters();
        app.MapAccess();
        app.MapPages();
        app.MapSetUp();
        app.MapSupervision();
        app.MapForecast();
        app.MapYearTables();
        app.MapEvents();
        app.MapViews();
        app.MapDrilldown();
        app.MapExports();
        app.MapQuarantine();
        app.MapQuality();
        app.MapRules();
        app.MapScreens();
        app.MapOperations();
        app.MapVerification();
        app.MapHealth();
        app.MapHub<DashboardHub>("/hubs/dashboard");
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOrleans();
    }

    /// <summary>
    /// Orleans' own dashboard. It packs its files when it is mapped, which takes a start a third of a second: so it is mapped in a pipeline
    /// of its own when it is first asked for.
    /// </summary>
    private static void MapOrleans(this WebApplication app)
    {
        var pipeline = new Lazy<RequestDelegate>(() =>
        {
            var own = ((IApplicationBuilder)app).New();
            own.UseRouting().UseEndpoints(static endpoints => endpoints.MapOrleansDashboard("/orleans"));
            return own.Build();
        });
        app.Map("/orleans/{**path}", context =>
        {
            context.SetEndpoint(null);
            return pipeline.Value(context);
        });
    }
}
