using System.ComponentModel.DataAnnotations;
using System.Net;
using Dashboard.Grains;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web;

/// <summary>Settings of this host (CONTRACT.md §1).</summary>
internal sealed class Settings
{
    /// <summary>An Npgsql connection string; null: SQLite under <see cref="DataPath"/>.</summary>
    public string? ConnectionString { get; init; }

    public required string DataPath { get; init; }

    /// <summary>True when the silos are processes of their own.</summary>
    public required bool External { get; init; }

    public required string Seeds { get; init; }

    public required bool Demo { get; init; }

    /// <summary>The demo goes on live after its story.</summary>
    public required bool DemoStream { get; init; }

    /// <summary>The profiler of the Orleans Dashboard looks at every grain call.</summary>
    public required bool Profiler { get; init; }

    public required string ClusterId { get; init; }

    public required string ServiceId { get; init; }

    public required int SiloPort { get; init; }

    public required int GatewayPort { get; init; }

    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static Settings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var connection = configuration.GetConnectionString("Dashboard");
        var silo = configuration["Dashboard:Silo"] ?? "Embedded";
        if (silo is not ("Embedded" or "External"))
        {
            throw new ValidationException($"Dashboard:Silo is \"{silo}\"; set it to Embedded or External.");
        }

        if (silo == "External" && string.IsNullOrWhiteSpace(connection))
        {
            throw new ValidationException(
                "Dashboard:Silo=External needs the database of the silos: set ConnectionStrings:Dashboard to an Npgsql string " +
                    "(Host=…;Database=…;Username=…).");
        }

        var authentication = configuration["Dashboard:Auth:Mode"] ?? "Open";
        if (authentication != "Open")
        {
            throw new ValidationException(
                $"Dashboard:Auth:Mode is \"{authentication}\"; this release knows only Open, which serves this machine alone.");
        }

        var data = configuration["Dashboard:DataPath"] is { Length: > 0 } path ? path : "data";
        if (string.IsNullOrWhiteSpace(connection))
        {
            RequireFolder(data);
        }

        return new()
        {
            ConnectionString = string.IsNullOrWhiteSpace(connection) ? null : connection,
            DataPath = data,
            External = silo == "External",
            Seeds = SeedsFolder(configuration["Dashboard:Seeds"], environment),
            Demo = Flag(configuration, "Dashboard:Demo", environment.IsDevelopment()),
            DemoStream = Flag(configuration, "Dashboard:DemoStream", true),
            Profiler = Flag(configuration, "Orleans:Profiler", false),
            ClusterId = configuration["Orleans:ClusterId"] ?? "dashboard",
            ServiceId = configuration["Orleans:ServiceId"] ?? "dashboard",
            SiloPort = Port(configuration, "Orleans:SiloPort", 11111),
            GatewayPort = Port(configuration, "Orleans:GatewayPort", 30000),
        };
    }

    /// <summary>A silo within this process needs two ports of its own.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public void RequireFreePorts()
    {
        if (!External)
        {
            FreePort.Require(SiloPort, "Orleans:SiloPort");
            FreePort.Require(GatewayPort, "Orleans:GatewayPort");
        }
    }

    private static void RequireFolder(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ValidationException(
                $"Dashboard:DataPath is \"{data}\", which cannot be a folder of this process; set it to one it may write to. " +
                    $"{problem.Message}", problem);
        }
    }

    private static string SeedsFolder(string? set, IHostEnvironment environment)
    {
        string[] places = set is { Length: > 0 }
            ? [set, Path.Combine(AppContext.BaseDirectory, set)]
            : ["seeds", Path.Combine(environment.ContentRootPath, "seeds"), Path.Combine(AppContext.BaseDirectory, "seeds")];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, "teams.json")))
            ?? throw new ValidationException(
                $"No reference data: Dashboard:Seeds must name the folder that holds teams.json (looked in {string.Join(", ", places)}).");
    }

    private static bool Flag(IConfiguration configuration, string key, bool absent) =>
        configuration[key] is not { Length: > 0 } text ? absent
        : bool.TryParse(text, out var flag) ? flag : throw new ValidationException($"{key} is \"{text}\"; set it to true or false.");

    private static int Port(IConfiguration configuration, string key, int absent) => configuration[key] is not { Length: > 0 } text ? absent
        : int.TryParse(text, out var port) && port is > 0 and < 65536
        ? port
        : throw new ValidationException($"{key} is \"{text}\"; set it to a free TCP port from 1 to 65535.");
}

/// <summary>Until access control is built, this host serves its own machine only.</summary>
internal static class Loopback
{
    private const string Default = "http://localhost:5080";

    /// <summary>Sets the default address, and refuses any that other machines could reach or another process has.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void Require(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["HTTP_PORTS"] is { Length: > 0 } || configuration["HTTPS_PORTS"] is { Length: > 0 })
        {
            throw new ValidationException(
                "ASPNETCORE_HTTP_PORTS and ASPNETCORE_HTTPS_PORTS listen to every address; access control is not built yet, so set " +
                    "ASPNETCORE_URLS to http://localhost:5080 instead.");
        }

        var urls = configuration["urls"] ?? configuration["ASPNETCORE_URLS"];
        if (string.IsNullOrWhiteSpace(urls))
        {
            urls = Default;
            builder.WebHost.UseUrls(Default);
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(endpoints))
        {
            if (!IsLoopback(url))
            {
                throw new ValidationException(
                    $"The address {url} can be reached from other machines, and access control is not built yet: use " +
                        "http://localhost:5080 or http://127.0.0.1:5080.");
            }

            FreePort.Require(BindingAddress.Parse(url).Port, url);
        }
    }

    private static bool IsLoopback(string url)
    {
        string host;
        try
        {
            host = BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            throw new ValidationException($"The address {url} is none: write it with scheme and port, http://localhost:5080.");
        }

        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
