using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Tests.Access;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Proxy;

/// <summary>
/// A dashboard behind a real nginx that ends TLS and shows it under a sub-path, set up by the very file that is shipped, with other ports
/// and a certificate of its own.
/// </summary>
public sealed class Nginx : IAsyncLifetime
{
    /// <summary>The name under which browsers know the bureau.</summary>
    public const string Name = "bureau.example";

    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-nginx-").FullName;
    private Process? process;
    private string? thumbprint;

    /// <summary>Where nginx listens.</summary>
    public int Port { get; } = RunningDashboard.FreePort();

    /// <summary>Where a browser finds the product.</summary>
    public Uri Address => new($"https://localhost:{Port}/dashboard/");

    internal RunningDashboard Running { get; private set; } = null!;

    /// <summary>Why there is no nginx on this machine, or null.</summary>
    private static string? Missing =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
            .Any(path => File.Exists(Path.Combine(path, "nginx")))
            ? null
            : "nginx is not installed (Debian: apt-get install nginx-light): the product is not tried behind a reverse proxy.";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Running = await RunningDashboard.StartAsync(more: new Dictionary<string, string>
        {
            ["Dashboard__PathBase"] = "/dashboard",
            ["Dashboard__Proxies"] = "127.0.0.1",
            ["AllowedHosts"] = Name,
            ["Dashboard__Limits__Exports"] = "10",
        });
        await Bureau.SetUpAsync(Running);
        Configure();
        process = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", "stderr"])
        {
            RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync() && !await IsListeningAsync())
        {
            Assert.False(process.HasExited, $"nginx ended with {(process.HasExited ? process.ExitCode : 0)}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The calling test is skipped with the reason when there is no nginx.</summary>
    internal static void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>A client through nginx that keeps cookies and has none yet.</summary>
    internal HttpClient Client(CookieContainer? cookies = null) => new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies ?? new(),
        ServerCertificateCustomValidationCallback = (_, shown, _, _) => IsOurs(shown),
    })
    {
        BaseAddress = Address,
    };

    /// <summary>The certificate is the one made for this nginx.</summary>
    internal bool IsOurs(X509Certificate? shown) => shown?.GetCertHashString() == thumbprint;

    private void Configure()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        thumbprint = certificate.GetCertHashString();
        File.WriteAllText(Path.Combine(folder, "bureau.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "bureau.key"), key.ExportPkcs8PrivateKeyPem());

        // Of the two hosts one is gone: nobody is to notice.
        var told = File.ReadAllText(SharedCases.InRepository("silo/deploy/nginx.conf"))
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{Port} ssl", StringComparison.Ordinal)
            .Replace("web-1:5080", $"127.0.0.1:{RunningDashboard.FreePort()}", StringComparison.Ordinal)
            .Replace("web-2:5080", $"127.0.0.1:{Running.Port}", StringComparison.Ordinal)
            .Replace("/etc/nginx/", $"{folder}/", StringComparison.Ordinal);
        Assert.Contains($"{Port}", told, StringComparison.Ordinal);
        var places = string.Join('\n', ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
            .Select(place => $"{place}_temp_path {folder}/{place};"));
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            events {}
            http {
            access_log off;
            {{places}}
            {{told}}
            }
            """);
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
