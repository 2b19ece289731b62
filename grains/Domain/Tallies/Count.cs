namespace Dashboard.Grains.Domain.Tallies;

/// <summary>One contribution of a subject: so much to a counter on its attribution date (money in fen).</summary>
internal readonly record struct Count(Counter Counter, DateOnly Day, long Amount);

/// <summary>A figure that changes: item × day × counter.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct Cell([property: Id(0)] string Item, [property: Id(1)] DateOnly Day, [property: Id(2)] Counter Counter);
