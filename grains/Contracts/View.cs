namespace Dashboard.Grains.Contracts;

/// <summary>
/// One version of what a screen shows (CONTRACT.md §3): <c>team/T01</c>, <c>item/S14</c>, <c>jurisdiction/330203</c>,
/// <c>enterprise/{uscc}</c>.
/// </summary>
/// <param name="Name">Kind and key.</param>
/// <param name="Version">Hybrid logical clock in µs: greater than every earlier version of this view, across restarts and hosts.</param>
/// <param name="AsOf">When this version was made.</param>
/// <param name="Commit">When the newest event in it became durable.</param>
/// <param name="Document">The whole document.</param>
[GenerateSerializer, Immutable]
public sealed record View(
    [property: Id(0)] string Name,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset AsOf,
    [property: Id(3)] DateTimeOffset Commit,
    [property: Id(4)] Document Document);
