namespace Dashboard.Grains.Contracts;

/// <summary>Events for one team.</summary>
[GenerateSerializer, Immutable]
public sealed record Posting([property: Id(0)] SourceEvent[] Events);
