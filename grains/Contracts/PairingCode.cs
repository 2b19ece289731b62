namespace Dashboard.Grains.Contracts;

/// <summary>A code that an unknown screen shows.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Expires">It holds until then.</param>
[GenerateSerializer, Immutable]
public sealed record PairingCode([property: Id(0)] string Code, [property: Id(1)] DateTimeOffset Expires);
