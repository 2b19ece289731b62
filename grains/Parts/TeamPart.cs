using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Views;
using Orleans.Concurrency;

namespace Dashboard.Grains.Parts;

/// <summary>
/// A team's part in a sum, or a jurisdiction's in the one it lies in: whole, with its version, so that a later one replaces an earlier one
/// and none can be counted twice.
/// </summary>
/// <param name="Team">Of a jurisdiction its code.</param>
/// <param name="Sequence">The last change of the team in it, as the ledger numbers them: the same on every host. Of a jurisdiction their
/// sum.</param>
/// <param name="Commit">When the newest event in it became durable.</param>
[GenerateSerializer, Immutable]
internal sealed record TeamPart(
    [property: Id(0)] string Team,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset Commit,
    [property: Id(3)] Sheet Sheet,
    [property: Id(4)] Ticker Ticker,
    [property: Id(5)] long Sequence,
    [property: Id(6)] Alarms Alarms)
{
    /// <summary>
    /// Whether the team was ever heard from: one of which nobody has told anything is not one in which nothing happened. That it was
    /// registered is no news of it.
    /// </summary>
    public bool IsHeard => Sheet.HasRecords || Ticker.Lines.Length > 0;

    /// <summary>Whether it is to replace the other: by the ledger's order first, since the clocks of two hosts may differ.</summary>
    public bool IsNewerThan(TeamPart other) => (Sequence, Version).CompareTo((other.Sequence, other.Version)) > 0;
}

/// <summary>Which part of a team a sum adds up: everything, one item, or what concerns one enterprise.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct Share([property: Id(0)] string? Item, [property: Id(1)] string? Enterprise)
{
    public static Share Whole => default;
}

/// <summary>What has a part in a sum.</summary>
internal interface IPart : IGrainWithStringKey
{
    /// <summary>The part as it is now; with a period, its figures. Null when there is no such team or jurisdiction.</summary>
    [AlwaysInterleave]
    Task<TeamPart?> Part(Share share, string? period);

    /// <summary>Sends the part to a sum, now and whenever it changes, for 20 s. Returns its version.</summary>
    [AlwaysInterleave]
    Task<long> Subscribe(ISum sum, Share share);
}

/// <summary>What a jurisdiction is asked by the one it lies in.</summary>
[Alias("jurisdiction-part")]
internal interface IJurisdictionPart : IPart;

/// <summary>What grains ask of a team besides recording.</summary>
[Alias("team-parts")]
internal interface ITeamParts : IPart
{
    /// <summary>
    /// Another team has written a change of this team's figures: subjects moved. Not waited for, since two teams that leave memory
    /// while they tell each other would wait for ever; what is lost is read from the ledger.
    /// </summary>
    [AlwaysInterleave, OneWay]
    Task Affect(long sequence, DateTimeOffset at, byte[] delta);

    /// <summary>Hands subjects kept for unregistered teams over to those that are registered now.</summary>
    [AlwaysInterleave]
    Task HandOver();

    /// <summary>The law may have changed: folds again what was folded by another. Not waited for.</summary>
    [AlwaysInterleave, OneWay]
    Task Refold();

    /// <summary>All cells, encoded, and the sequence number they follow from: for proofs.</summary>
    [AlwaysInterleave]
    Task<(long Sequence, byte[] Cells)> Proof();
}

/// <summary>A grain that adds up parts.</summary>
[Alias("sum")]
internal interface ISum : IGrainWithStringKey
{
    /// <summary>A new part.</summary>
    Task Take(TeamPart part);
}
