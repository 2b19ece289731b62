using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Screens;

/// <summary>The codes that unknown screens show now. They are few among a million, so that guessing one is hopeless.</summary>
internal sealed class PairingGrain(TimeProvider clock) : Grain, IPairingGrain
{
    private const int MostWaiting = 500, Codes = 1_000_000;
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(10), LongestWait = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, Waiting> waiting = [];

    /// <inheritdoc/>
    public Task<PairingCode?> Begin(string hash)
    {
        ForgetExpired();
        if (waiting.Count >= MostWaiting)
        {
            return Task.FromResult<PairingCode?>(null);
        }

        string code;
        do
        {
            code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        }
        while (waiting.Values.Any(other => other.Code == code));

        var expires = clock.GetUtcNow() + Holds;
        waiting[hash] = new(code, expires);
        return Task.FromResult<PairingCode?>(new(code, expires));
    }

    /// <inheritdoc/>
    public Task<string?> Take(string code)
    {
        ForgetExpired();
        var (hash, taken) = waiting.FirstOrDefault(one => one.Value.Code == code && !one.Value.IsTaken);
        if (taken is not null)
        {
            taken.IsTaken = true;
        }

        return Task.FromResult<string?>(hash);
    }

    /// <inheritdoc/>
    public Task Finish(string hash)
    {
        if (waiting.Remove(hash, out var finished))
        {
            finished.Ended.TrySetResult();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> Wait(string hash)
    {
        ForgetExpired();
        if (!waiting.TryGetValue(hash, out var one))
        {
            return false;
        }

        await one.Ended.Task.WaitAsync(LongestWait, clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !one.Ended.Task.IsCompleted;
    }

    private void ForgetExpired()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, one) in waiting.Where(one => one.Value.Expires <= now).ToList())
        {
            waiting.Remove(hash);
            one.Ended.TrySetResult();
        }
    }

    private sealed class Waiting(string code, DateTimeOffset expires)
    {
        public string Code { get; } = code;

        public DateTimeOffset Expires { get; } = expires;

        /// <summary>An operator has named it; it serves nobody else.</summary>
        public bool IsTaken { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
