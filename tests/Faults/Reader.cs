using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>Somebody who asks for the jurisdiction's view again and again, and remembers how long it was not to be had.</summary>
internal sealed class Reader : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource ended = new();
    private readonly Task running;
    private long worst;
    private int answers;

    public Reader(HttpClient host) => running = ReadAsync(host);

    /// <summary>Answers that no reader should get: neither 200 nor 429 nor 503.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>The longest time between two answers with figures, since this was last asked.</summary>
    public TimeSpan TakeWorstWait() => new(Interlocked.Exchange(ref worst, 0));

    /// <summary>Waits for the reader's own next answer, so that no wait is left over to be taken for one of what happens next.</summary>
    public Task AnsweredAsync(string when)
    {
        var before = Volatile.Read(ref answers);
        return Patience.UntilAsync(() => Task.FromResult(Volatile.Read(ref answers) > before), when, 60);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running;
        ended.Dispose();
    }

    private async Task ReadAsync(HttpClient host)
    {
        var since = Stopwatch.StartNew();
        while (!ended.IsCancellationRequested)
        {
            try
            {
                using var answer = await host.GetAsync(new Uri($"/api/views/{Api.Jurisdiction}", UriKind.Relative), ended.Token);
                var status = (int)answer.StatusCode;
                if (status is not (200 or 429 or 503))
                {
                    Faults.Enqueue($"GET {status} {await answer.Content.ReadAsStringAsync()}");
                }

                if (status == 200)
                {
                    Interlocked.Exchange(ref worst, Math.Max(Interlocked.Read(ref worst), since.Elapsed.Ticks));
                    since.Restart();
                    Interlocked.Increment(ref answers);
                }
            }
            catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
            {
                // The host does not answer, or this reader has ended.
            }

            await Task.Delay(Pace, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
