using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Access;

/// <summary>Who did what to what. Entries are only ever added, and each is chained to the one before it by its hash.</summary>
internal sealed class AuditEntry
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Position { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary>Name of the person, <c>source/…</c>, <c>screen/…</c> or <c>machine</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done: <c>session.opened</c>, <c>subject.read</c> …</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: <c>case/…</c>, <c>person/…</c> …; empty when it was to nothing.</summary>
    public required string Target { get; init; }

    /// <summary>More, in words; never a secret nor personal data.</summary>
    public required string Detail { get; init; }

    /// <summary>SHA-256 over the hash before it and all that stands here.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The hash an entry must have behind another.</summary>
    /// <param name="before">Hash of the entry before it; empty for the first.</param>
    public static byte[] HashOf(ReadOnlySpan<byte> before, long position, long at, params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[8];
        foreach (var value in (ReadOnlySpan<long>)[position, at])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Whether it follows the entry before it.</summary>
    public bool Follows(long position, ReadOnlySpan<byte> before) =>
        Position == position + 1 && Hash.AsSpan().SequenceEqual(HashOf(before, Position, At, Actor, Action, Target, Detail));
}
