using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Access;

/// <summary>
/// The secret with which the first administrator is made: told once, at a start without any account, good for fifteen minutes and once.
/// </summary>
internal sealed class SetUpSecret(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private readonly Lock gate = new();
    private byte[]? hash;
    private long made;

    /// <summary>Makes the secret of this start.</summary>
    public string Make()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        lock (gate)
        {
            (hash, made) = (HashOf(secret), clock.GetTimestamp());
        }

        return secret;
    }

    /// <summary>Whether this is the secret, still good.</summary>
    public bool Holds(string? secret)
    {
        lock (gate)
        {
            return hash is not null && clock.GetElapsedTime(made) < Lifetime && secret is not null
                && CryptographicOperations.FixedTimeEquals(hash, HashOf(secret));
        }
    }

    /// <summary>It has served.</summary>
    public void End()
    {
        lock (gate)
        {
            hash = null;
        }
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
