using System.ComponentModel.DataAnnotations;
using System.Net;
using Dashboard.Grains;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web;

/// <summary>Who is served (CONTRACT.md §1, <c>Dashboard:Auth:Mode</c>).</summary>
internal enum AuthMode
{
    /// <summary>Whoever sits at this machine; no other machine reaches the product.</summary>
    Open,

    /// <summary>Who has an account, a token, or a screen that was paired.</summary>
    Required,
}

/// <summary>The addresses this host listens at, and whom it serves by them.</summary>
internal static class Listening
{
    private const string Default = "http://localhost:5080";

    /// <summary>Whom this host serves: set, or by whether other machines can reach it, themselves or through a reverse proxy.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static AuthMode ModeOf(IConfiguration configuration)
    {
        var reachable = Addresses(configuration).FirstOrDefault(static address => !IsLoopback(address))
            ?? (configuration["Dashboard:Proxies"] is { Length: > 0 } proxies ? $"of the reverse proxy {proxies}" : null);
        return configuration["Dashboard:Auth:Mode"] switch
        {
            null or "" => reachable is null ? AuthMode.Open : AuthMode.Required,
            "Required" => AuthMode.Required,
            "Open" when reachable is null => AuthMode.Open,
            "Open" => throw new ValidationException(
                $"Dashboard:Auth:Mode is Open, but other machines can reach the address {reachable}: set it to Required, or listen at "
                    + "http://localhost:5080 only."),
            var other => throw new ValidationException($"Dashboard:Auth:Mode is \"{other}\"; set it to Open or Required."),
        };
    }

    /// <summary>Sets the default address, and refuses any that another process has.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void Prepare(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (Set(configuration).Length == 0 && !HasPorts(configuration))
        {
            builder.WebHost.UseUrls(Default);
        }

        foreach (var url in Addresses(configuration))
        {
            FreePort.Require(BindingAddress.Parse(url).Port, url);
        }
    }

    private static string[] Addresses(IConfiguration configuration)
    {
        var urls = Set(configuration);
        string[] ports =
        [
            .. Ports(configuration["HTTP_PORTS"], "http"), .. Ports(configuration["HTTPS_PORTS"], "https"),
        ];
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. urls.Length > 0 ? urls : ports.Length > 0 ? ports : [Default], .. endpoints];
    }

    private static string[] Set(IConfiguration configuration) =>
        (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool HasPorts(IConfiguration configuration) =>
        configuration["HTTP_PORTS"] is { Length: > 0 } || configuration["HTTPS_PORTS"] is { Length: > 0 };

    private static IEnumerable<string> Ports(string? ports, string scheme) =>
        (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port.Trim()}");

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
