using System.Diagnostics;

namespace Dashboard.Tests.Browser;

/// <summary>Waits for a condition, with a limit.</summary>
internal static class Eventually
{
    /// <summary>Looks again until nothing is wrong any more.</summary>
    /// <param name="problem">What is wrong now, as a sentence; null when all is right.</param>
    /// <param name="limit">After this the last problem fails the test.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> RightAsync(Func<Task<string?>> problem, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (; ; )
        {
            var wrong = await problem();
            if (wrong is null)
            {
                return waited.Elapsed;
            }

            Assert.True(waited.Elapsed < limit, $"After {waited.Elapsed.TotalSeconds:0.0} s still: {wrong}");
            await timer.WaitForNextTickAsync();
        }
    }
}
