namespace Dashboard.Grains.Teams;

/// <summary>
/// What a team grain keeps in grain storage so that it need not read its whole sequence again. It can be thrown away at any time.
/// </summary>
[GenerateSerializer]
internal sealed class TeamSnapshot
{
    /// <summary>The last sequence number it contains; 0 when it is empty.</summary>
    [Id(0)] public long Sequence { get; set; }

    /// <summary>All cells, as <see cref="Domain.Tallies.Delta"/> encodes them.</summary>
    [Id(1)] public byte[] Cells { get; set; } = [];

    /// <summary>Ticker lines and sources, as stored with the batches.</summary>
    [Id(2)] public byte[] Notes { get; set; } = [];

    /// <summary>When its newest event became durable.</summary>
    [Id(3)] public DateTimeOffset Commit { get; set; }

    /// <summary>
    /// When its last change was written, as the ledger says: one that was set back may have come to that number by another change. A
    /// snapshot of a release that did not keep it is not used.
    /// </summary>
    [Id(4)] public DateTimeOffset WrittenAt { get; set; }
}
