using Dashboard.Web;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Web;

public sealed class RecurringWorkTests
{
    /// <summary>An exception that leaves a hosted service ends the host: one screen that hung up at the wrong moment had done so.</summary>
    [Fact]
    public async Task What_fails_is_told_once_and_done_at_the_next_turn()
    {
        var log = new Lines<Failing>();
        using var work = new Failing(log);
        await work.StartAsync(TestContext.Current.CancellationToken);

        await work.Succeeded.WaitAsync(Patience.Long, TestContext.Current.CancellationToken);

        Assert.Single(log.Said);
        Assert.False(work.ExecuteTask!.IsCompleted);
        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(work.ExecuteTask.IsCanceled);
    }

    private sealed class Failing(ILogger log) : RecurringWork(TimeSpan.FromMilliseconds(1), TimeProvider.System, log)
    {
        private readonly TaskCompletionSource succeeded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int rounds;

        public Task Succeeded => succeeded.Task;

        protected override Task WorkOnceAsync(CancellationToken cancel)
        {
            if (++rounds <= 3)
            {
                throw new InvalidOperationException("The request of a screen is over.");
            }

            succeeded.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
