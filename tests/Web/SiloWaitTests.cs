using Dashboard.Web;

namespace Dashboard.Tests.Web;

/// <summary>What a web host says while it waits for its silos.</summary>
public sealed class SiloWaitTests
{
    [Fact]
    public async Task A_web_host_without_a_silo_says_once_what_it_waits_for_however_often_it_tries()
    {
        var log = new Lines<SiloWait>();
        var wait = new SiloWait(TimeProvider.System, log);

        for (var attempt = 0; attempt < 20; attempt++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => wait.ShouldRetryConnectionAttempt(new TimeoutException("no gateway"), new CancellationToken(canceled: true)));
        }

        Assert.Contains("Start one", Assert.Single(log.Said), StringComparison.Ordinal);
    }
}
