using System.Diagnostics;
using System.Net.Sockets;

namespace Dashboard.Tests.Faults;

/// <summary>
/// Who asks as a proxy with two hosts behind it does for a client that honours one 503: a host that does not listen is passed over, what
/// is answered 503 is asked once more after the pause that was named. All else that is not 200 has failed, and is remembered.
/// </summary>
/// <param name="hosts">The web hosts.</param>
internal sealed class Patron(IReadOnlyList<HttpClient> hosts)
{
    private readonly Lock gate = new();
    private readonly List<string> failed = [];
    private int answered, repeated, turn;
    private TimeSpan longest;

    /// <summary>Requests that failed, each with what was answered.</summary>
    public IReadOnlyList<string> Failed
    {
        get
        {
            lock (gate)
            {
                return [.. failed];
            }
        }
    }

    /// <summary>Requests that were answered, those of them that were asked twice, and how long the slowest took.</summary>
    public (int Answered, int Repeated, TimeSpan Longest) Count => (answered, repeated, longest);

    /// <summary>Asks, and once more if it is told to.</summary>
    /// <returns>Whether it was answered with 200 in the end.</returns>
    public async Task<bool> AskAsync(Func<HttpRequestMessage> request)
    {
        var since = Stopwatch.StartNew();
        try
        {
            var (status, pause, text) = await SendAsync(request);
            if (status == 503)
            {
                Interlocked.Increment(ref repeated);
                await Task.Delay(pause ?? throw new InvalidOperationException("A 503 must say when to come back."));
                (status, _, text) = await SendAsync(request);
            }

            lock (gate)
            {
                longest = since.Elapsed > longest ? since.Elapsed : longest;
            }

            if (status == 200)
            {
                Interlocked.Increment(ref answered);
                return true;
            }

            Fail($"{status} after {since.Elapsed.TotalSeconds:0.0} s: {text}");
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            Fail($"after {since.Elapsed.TotalSeconds:0.0} s: {problem.Message} {problem.InnerException?.Message}");
        }

        return false;
    }

    private async Task<(int Status, TimeSpan? Pause, string Text)> SendAsync(Func<HttpRequestMessage> request)
    {
        var first = Interlocked.Increment(ref turn);
        for (var tried = 0; ; tried++)
        {
            try
            {
                using var asked = request();
                using var answer = await hosts[(first + tried) % hosts.Count].SendAsync(asked);
                return ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta, await answer.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException problem) when (tried + 1 < hosts.Count
                && problem.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Nobody listens there: the other one.
            }
        }
    }

    private void Fail(string what)
    {
        lock (gate)
        {
            failed.Add(what);
        }
    }
}
