namespace Dashboard.Web;

/// <summary>Waits for the first silo as long as it takes, and says so at once and then once a minute.</summary>
internal sealed partial class SiloWait(TimeProvider clock, ILogger<SiloWait> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromMinutes(1);
    private DateTimeOffset saidAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - saidAt >= Silence)
        {
            saidAt = now;
            LogWaiting(exception.Message);
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No silo answers; this web host opens as soon as one does. Start one with the same database and Orleans:ClusterId. {Problem}")]
    private partial void LogWaiting(string problem);
}
