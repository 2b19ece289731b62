namespace Dashboard.Web;

/// <summary>
/// Work that is done again and again beside all else. When it fails, that is told once and tried again at the next turn: left to itself an
/// exception would end the whole host.
/// </summary>
internal abstract partial class RecurringWork(TimeSpan interval, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>By which it is time.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does what is to be done now; the first time after one interval.</summary>
    protected abstract Task WorkOnceAsync(CancellationToken cancel);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Clock);
        var isFailing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WorkOnceAsync(stoppingToken);
                isFailing = false;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isFailing)
                {
                    LogFailed(GetType().Name, problem);
                }

                isFailing = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} could not do its work; it tries again, and says no more until it could")]
    private partial void LogFailed(string what, Exception problem);
}
