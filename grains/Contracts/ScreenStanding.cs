namespace Dashboard.Grains.Contracts;

/// <summary>How a screen stands.</summary>
/// <param name="IsOnline">It is linked, and was heard of within the last seconds.</param>
/// <param name="LastSeen">When it was last heard of; null when not since its grain woke.</param>
/// <param name="Report">What it last said of itself; null as above.</param>
[GenerateSerializer, Immutable]
public sealed record ScreenStanding(
    [property: Id(0)] bool IsOnline, [property: Id(1)] DateTimeOffset? LastSeen, [property: Id(2)] ScreenReport? Report);
