using System.IO.Hashing;
using System.Runtime.InteropServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Intake;

/// <summary>
/// Tells a repetition from a contradiction: 128 bits of what the event says, by value, so that white space, the order of members and the
/// way a text or number is written make no difference. When it was recorded or sent again makes none either.
/// </summary>
internal static class PayloadHash
{
    /// <param name="type">The event name, without prefix and version.</param>
    /// <param name="data">Read as from outside.</param>
    public static UInt128 Of(string type, DateTimeOffset time, long seq, Operation operation, string? team, string? item, JsonPiece data)
    {
        Span<UInt128> parts = [Of(type), Of(team), Of(item), (ulong)time.UtcTicks, new((ulong)operation, (ulong)seq), data.Hash];
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(parts));
    }

    /// <summary>
    /// Whether a stored event says the same. Ledgers of earlier releases hold hashes of another making, so it is read again.
    /// </summary>
    public static bool IsSame(SourceEvent stored, SourceEvent told)
    {
        using var table = JsonTable.Rent();
        var data = table.ReadForeign(stored.Data);
        return table.Fault is null
            && Of(stored.Type, stored.Time, stored.Seq, stored.Operation, stored.Team, stored.Item, data) == told.Hash;
    }

    private static UInt128 Of(string? text) => text is null ? 0 : XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()), 1);
}
