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

    /// <summary>Who is served: whoever sits at this machine, or who has an account or a token.</summary>
    public required AuthMode Auth { get; init; }

    /// <summary>Where people may sign in besides here; null for nowhere, and in <c>Open</c> mode.</summary>
    public required Access.IdentityProvider? Provider { get; init; }

    /// <summary>Roles that are of use only with a second factor.</summary>
    public required IReadOnlyList<string> SecondFactor { get; init; }

    /// <summary>Names under which browsers reach this host, besides its own (<c>AllowedHosts</c>).</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Origins whose pages may show ours in a frame.</summary>
    public required IReadOnlyList<string> FrameAncestors { get; init; }

    /// <summary>The sub-path of a reverse proxy under which the product stands; empty for none.</summary>
    public required string PathBase { get; init; }

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-*</c> is believed.</summary>
    public required IReadOnlyList<System.Net.IPAddress> Proxies { get; init; }

    /// <summary>How often in a minute a caller may ask what costs much, by the name of the measure; 0: as often as they like.</summary>
    public required IReadOnlyDictionary<string, int> Limits { get; init; }

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
            // On a laptop; never by itself in a database that somebody names.
            Demo = Flag(configuration, "Dashboard:Demo", environment.IsDevelopment() && string.IsNullOrWhiteSpace(connection)),
            DemoStream = Flag(configuration, "Dashboard:DemoStream", true),
            Profiler = Flag(configuration, "Orleans:Profiler", false),
            Auth = Listening.ModeOf(configuration),
            Provider = Access.IdentityProvider.From(configuration) is { } provider && Listening.ModeOf(configuration) == AuthMode.Required
                ? provider : null,
            SecondFactor = [.. List(configuration["Dashboard:Auth:SecondFactor"]).Select(RoleOf)],
            Hosts = [.. List(configuration["AllowedHosts"]).Where(static host => host != "*" )],
            FrameAncestors = [.. List(configuration["Dashboard:FrameAncestors"])],
            PathBase = PathOf(configuration["Dashboard:PathBase"]),
            Proxies = [.. List(configuration["Dashboard:Proxies"]).Select(ProxyOf)],
            Limits = Access.RateLimits.Measures.ToDictionary(static measure => measure.Name,
                measure => Limit(configuration, $"Dashboard:Limits:{measure.Name}", measure.Most)),
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

    private static string[] List(string? text) =>
        text?.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string PathOf(string? text) => text is null or "" or "/" ? ""
        : text.StartsWith('/') && !text.EndsWith('/') && !text.Any(char.IsWhiteSpace) ? text
        : throw new ValidationException($"Dashboard:PathBase is \"{text}\"; write it with a slash before and none behind: /dashboard.");

    private static string RoleOf(string text) => Access.Roles.All.Contains(text) ? text
        : throw new ValidationException(
            $"Dashboard:Auth:SecondFactor holds \"{text}\", which is no role; roles are {string.Join(", ", Access.Roles.All)}.");

    private static IPAddress ProxyOf(string text) => IPAddress.TryParse(text, out var address) ? address
        : throw new ValidationException($"Dashboard:Proxies holds \"{text}\", which is no IP address.");

    private static bool Flag(IConfiguration configuration, string key, bool absent) =>
        configuration[key] is not { Length: > 0 } text ? absent
        : bool.TryParse(text, out var flag) ? flag : throw new ValidationException($"{key} is \"{text}\"; set it to true or false.");

    private static int Limit(IConfiguration configuration, string key, int absent) =>
        configuration[key] is not { Length: > 0 } text ? absent
        : int.TryParse(text, out var limit) && limit >= 0 ? limit
        : throw new ValidationException($"{key} is \"{text}\"; set it to how often in a minute, or 0 for no limit.");

    private static int Port(IConfiguration configuration, string key, int absent) => configuration[key] is not { Length: > 0 } text ? absent
        : int.TryParse(text, out var port) && port is > 0 and < 65536
        ? port
        : throw new ValidationException($"{key} is \"{text}\"; set it to a free TCP port from 1 to 65535.");
}
