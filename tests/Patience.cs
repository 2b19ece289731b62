namespace Dashboard.Tests;

/// <summary>
/// How long a test waits for what it makes no claim about: so long that only what hangs does not come, however busy the machine is. A test
/// that does claim something of time says its own limit.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    /// <summary>Asks again and again until something is so, for as long as is said, or else as a test has patience.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, int? seconds = null)
    {
        var most = seconds is { } claimed ? TimeSpan.FromSeconds(claimed) : Long;
        using var limit = new CancellationTokenSource(most);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await isSo().WaitAsync(limit.Token))
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"Within {most.TotalSeconds} s it did not become so: {what}");
        }
    }
}
