using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Hosting;

namespace Dashboard.Grains;

/// <summary>
/// What a process tells of itself to a collector of the house, by OTLP, where the operator names one by the standard's own settings
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or one for traces or metrics alone). Without it no span is made and nothing is sent.
/// </summary>
public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        Metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL", Share = "Dashboard:TracedShare";

    /// <summary>What is measured in every process.</summary>
    private static readonly string[] Meters = ["Dashboard.Ingest", "Dashboard.Ledger", "Microsoft.Orleans", "System.Runtime"];

    /// <summary>What takes time is counted by these, in seconds.</summary>
    private static readonly double[] StepsOfSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Whether an operator wants traces.</summary>
    public static bool IsTraced(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return IsSet(configuration, Endpoint) || IsSet(configuration, Traces);
    }

    /// <summary>Refuses settings by which nothing would arrive.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void Check(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var key in new[] { Endpoint, Traces, Metrics }.Where(key => IsSet(configuration, key)))
        {
            if (!Uri.TryCreate(configuration[key], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new ValidationException(
                    $"{key} is \"{configuration[key]}\"; write the address of a collector with its scheme, http://localhost:4317.");
            }
        }

        if (configuration[Protocol] is { Length: > 0 } protocol and not ("grpc" or "http/protobuf"))
        {
            throw new ValidationException($"{Protocol} is \"{protocol}\"; set it to grpc (port 4317) or http/protobuf (port 4318).");
        }

        _ = ShareOf(configuration);
    }

    /// <summary>Measures this process, and sends measurements and traces where the operator wants them.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">Its name at the collector, unless <c>OTEL_SERVICE_NAME</c> says another.</param>
    /// <param name="measured">More that is measured, and where else measurements go.</param>
    /// <param name="traced">More that is traced.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service,
        Action<MeterProviderBuilder>? measured = null, Action<TracerProviderBuilder>? traced = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (configuration, isMeasured) = (builder.Configuration, measured is not null);
        var isSent = IsSet(configuration, Endpoint) || IsSet(configuration, Metrics);
        if (!isSent && !isMeasured && !IsTraced(configuration))
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : service,
            serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)));
        if (isSent || isMeasured)
        {
            telemetry.WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddView(ViewOf);
                measured?.Invoke(metrics);
                _ = isSent ? metrics.AddOtlpExporter() : metrics;
            });
        }

        if (IsTraced(configuration))
        {
            telemetry.WithTracing(traces =>
            {
                traces.AddSource(Tracing.SourceName, "Microsoft.Orleans.Application", "Npgsql")
                    .SetSampler(new ParentBasedSampler(new RequestSampler(ShareOf(configuration))));
                traced?.Invoke(traces);
                // What comes after it is sent as it leaves it.
                traces.AddProcessor(new PlainSpans()).AddOtlpExporter();
            });
        }
    }

    /// <summary>
    /// Has traces travel with grain calls, where there are any. To be called after <see cref="GrainsSetup.ProfileCalls"/>.
    /// </summary>
    public static void TraceCalls(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (IsTraced(configuration))
        {
            silo.AddActivityPropagation();
        }
    }

    /// <summary>Has traces travel with grain calls, where there are any.</summary>
    public static void TraceCalls(this IClientBuilder client, IConfiguration configuration)
    {
        if (IsTraced(configuration))
        {
            client.AddActivityPropagation();
        }
    }

    /// <summary>How an instrument is kept where the library's own way does not do.</summary>
    private static MetricStreamConfiguration? ViewOf(Instrument instrument) => instrument switch
    {
        // Room is set aside for each of Orleans's two hundred measurements beforehand, by default for 2,000 series (39 MB); none of them
        // has more than some dozens.
        { Meter.Name: "Microsoft.Orleans" } => new() { CardinalityLimit = 200 },
        // The library's own steps are meant for milliseconds: all that takes less than five seconds would stand in the first.
        Histogram<double> { Unit: "s" } own when own.Meter.Name.StartsWith("Dashboard.", StringComparison.Ordinal) =>
            new ExplicitBucketHistogramConfiguration { Boundaries = StepsOfSeconds },
        _ => null,
    };

    private static bool IsSet(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    private static double ShareOf(IConfiguration configuration) =>
        configuration[Share] is not { Length: > 0 } text ? 1
        : double.TryParse(text, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share
        : throw new ValidationException($"{Share} is \"{text}\"; set it to the share of requests to be traced, from 0 to 1 (0.01).");
}
