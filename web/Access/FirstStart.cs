using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Access;

/// <summary>
/// Where accounts are required and there is none yet, prints one line with the address at which the first administrator is made. It is
/// printed, not logged: logs are collected and kept.
/// </summary>
internal sealed class FirstStart(
    Settings settings, Accounts accounts, SetUpSecret secret, IServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Auth == AuthMode.Open)
        {
            return;
        }

        var started = new TaskCompletionSource();
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (await accounts.AnyAsync(stoppingToken))
        {
            return;
        }

        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        foreach (var every in (string[])["//[::]", "//0.0.0.0", "//*", "//+"])
        {
            address = address.Replace(every, "//localhost", StringComparison.Ordinal);
        }

        await Console.Out.WriteLineAsync(
            $"首次启动：请在 15 分钟内创建管理员 / First start, make the administrator within 15 minutes: "
            + $"{address}{settings.PathBase}/setup?secret={secret.Make()}");
    }
}
