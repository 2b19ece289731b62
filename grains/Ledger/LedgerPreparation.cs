using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Grains.Ledger;

/// <summary>Brings the schema up to date before any other service of the host starts; Orleans reads its statements from it.</summary>
internal sealed partial class LedgerPreparation(ILedger ledger, TimeProvider time, ILogger<LedgerPreparation> logger)
    : IHostedLifecycleService
{
    /// <summary>A database that starts together with this host gets this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ledger.PrepareAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException absent) when (absent.IsTransient && time.GetElapsedTime(start) < Patience)
            {
                LogAbsent(absent.Message);
            }
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer yet: {Reason}")]
    private partial void LogAbsent(string reason);
}
