using System.Buffers.Binary;
using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Ledger;

/// <summary>Events, rows and batches as the tests of the ledger need them; what does not matter is filled in.</summary>
internal static class LedgerSamples
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 21, 5, TimeSpan.FromHours(8));

    public static SourceEvent Event(string id, string subject = "C1", string kind = "case", string source = "/zj/cfba") => new()
    {
        Source = source,
        Id = id,
        Type = "case.filed",
        Kind = kind,
        Subject = subject,
        Time = Start,
        Recorded = Start,
        Received = Start,
        Data = "{}"u8.ToArray(),
        Hash = (UInt128)(uint)id.GetHashCode(StringComparison.Ordinal),
    };

    public static SubjectRow Row(string id, long revision = 1, string kind = "case", string team = "T01") => new()
    {
        Kind = kind,
        Id = id,
        Revision = revision,
        Team = team,
        Stage = "filed",
        Open = true,
        Title = $"{kind} {id}",
        KnownBy = KnownBy.Nothing(id),
        Counts = [],
    };

    public static TeamBatch Batch(string team, long sequence, SourceEvent[]? events = null, SubjectRow[]? subjects = null,
        params ForeignDelta[] foreign) =>
        new(team, sequence, Start, Number(1), "[]"u8.ToArray(), events ?? [], subjects ?? [], foreign);

    public static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    public static long Number(byte[] bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);

    public static async Task<CommitOutcome> CommitAsync(this ILedger ledger, TeamBatch batch) =>
        (await ledger.CommitAsync([batch], TestContext.Current.CancellationToken))[0].Outcome;

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
