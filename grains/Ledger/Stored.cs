using System.Buffers.Binary;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// How values that neither database has a type for are written: instants as UTC ticks, hashes as 16 bytes, most significant first.
/// </summary>
internal static class Stored
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The same instant that was written, told in the time of the jurisdiction (+08:00) whatever offset upstream used.</summary>
    public static DateTimeOffset Instant(long utcTicks)
    {
        var instant = new DateTimeOffset(utcTicks, TimeSpan.Zero);
        return utcTicks <= DateTime.MaxValue.Ticks - China.Ticks ? instant.ToOffset(China) : instant;
    }

    public static Guid Uuid(UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return new Guid(bytes, bigEndian: true);
    }

    public static UInt128 Hash(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }

    public static UInt128 Hash(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>The text under which children name a subject as their parent.</summary>
    public static string ParentKey(string kind, string id) => $"{kind}/{id}";
}
