namespace Dashboard.Grains.Contracts;

/// <summary>How a command to a screen stands.</summary>
/// <param name="State"><c>sent</c>, then within 3 s <c>done</c> or <c>failed</c> for good.</param>
/// <param name="At">Since when it stands so.</param>
/// <param name="Result">What the screen says of it, or why it failed; empty while it is under way.</param>
[GenerateSerializer, Immutable]
public sealed record CommandStanding(
    [property: Id(0)] string State, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Result);
