namespace Dashboard.Grains.Contracts;

/// <summary>What a screen is told to do.</summary>
/// <param name="Kind"><c>identify</c>, <c>reload</c>, <c>scene</c>, <c>message</c> or <c>screenshot</c>.</param>
/// <param name="Arguments">JSON, for the page to read.</param>
[GenerateSerializer, Immutable]
public sealed record ScreenCommand(
    [property: Id(0)] string Id, [property: Id(1)] string Kind, [property: Id(2)] string Arguments);
