namespace Dashboard.Grains.Contracts;

/// <summary>What a screen says of itself.</summary>
/// <param name="Build">The build of the pages it runs; empty when it does not say.</param>
/// <param name="Resolution">Width and height in device pixels: <c>1920x1080</c>; empty when it does not say.</param>
/// <param name="Median">Of the last drawn frames, ms from their leaving the host until the screen said it had drawn them; null for none.
/// </param>
/// <param name="Slowest">The same, of the slowest hundredth.</param>
[GenerateSerializer, Immutable]
public sealed record ScreenReport(
    [property: Id(0)] string Build, [property: Id(1)] string Resolution, [property: Id(2)] double? Median,
    [property: Id(3)] double? Slowest);
