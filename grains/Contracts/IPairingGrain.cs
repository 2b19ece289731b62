using Orleans.Concurrency;

namespace Dashboard.Grains.Contracts;

/// <summary>
/// Where screens wait that nobody knows yet (key: 0). A code holds for ten minutes and once; nothing is stored, and a screen whose code
/// is not known any more asks for another.
/// </summary>
public interface IPairingGrain : IGrainWithIntegerKey
{
    /// <summary>A screen waits under a secret, of which only the hash is told.</summary>
    /// <returns>The code to show; null when too many wait already.</returns>
    Task<PairingCode?> Begin(string hash);

    /// <summary>An operator names a code.</summary>
    /// <returns>The hash of the secret behind it, once; null for a code that nobody shows.</returns>
    Task<string?> Take(string code);

    /// <summary>The screen behind a secret is registered, or will not be: who waits looks.</summary>
    Task Finish(string hash);

    /// <summary>Waits a few seconds for that.</summary>
    /// <returns>Whether the screen goes on waiting; if not, it is registered or its code holds no longer.</returns>
    [AlwaysInterleave]
    Task<bool> Wait(string hash);
}
