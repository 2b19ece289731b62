using System.Security.Cryptography;
using System.Text;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Access;

/// <summary>A token with which a system sends events: its secret is shown once and only its hash is kept.</summary>
internal sealed class SourceToken
{
    /// <summary>How a token begins, so that one that leaked into a text is recognised.</summary>
    private const string Mark = "dst_";
    private const char Gap = ' ';

    public required string Id { get; init; }

    /// <summary>What the operator calls it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token. A token has 256 random bits, so no slow hash is needed.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Beginnings of <c>source</c>, with a blank between them.</summary>
    public required string Prefixes { get; init; }

    /// <summary>Team ids with a blank between them; null for all.</summary>
    public string? Teams { get; init; }

    /// <summary>It may register and retract reference data.</summary>
    public bool IsMaster { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long Expires { get; set; }

    /// <summary>Milliseconds since 1970; null when it was never used.</summary>
    public long? LastUsed { get; set; }

    /// <summary>Milliseconds since 1970; null while it holds.</summary>
    public long? Revoked { get; set; }

    public SourceScope Scope => new(
        Prefixes.Split(Gap, StringSplitOptions.RemoveEmptyEntries), Teams?.Split(Gap, StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
        IsMaster);

    /// <summary>A new token: what to tell, once, and what to keep.</summary>
    public static (string Secret, SourceToken Kept) Make(
        string name, IEnumerable<string> prefixes, IEnumerable<string>? teams, bool isMaster, DateTimeOffset now, DateTimeOffset expires)
    {
        var secret = Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (secret, new()
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Name = name,
            Hash = HashOf(secret),
            Prefixes = string.Join(Gap, prefixes),
            Teams = teams is null ? null : string.Join(Gap, teams),
            IsMaster = isMaster,
            Created = now.ToUnixTimeMilliseconds(),
            Expires = expires.ToUnixTimeMilliseconds(),
        });
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
