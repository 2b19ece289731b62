namespace Dashboard.Grains.Domain.Tallies;

/// <summary>One contribution of a subject: so much to a counter on its attribution date (money in fen).</summary>
/// <param name="Due">For what stands open: the last day on which it is still in time; default where the counter has none.</param>
internal readonly record struct Count(Counter Counter, DateOnly Day, long Amount, DateOnly Due = default)
{
    /// <summary>The due day of what never falls due.</summary>
    public static DateOnly Never { get; } = DateOnly.FromDayNumber(0xFFFFF);
}

/// <summary>A figure that changes: item × day × counter, and for what stands open with a deadline the day it falls due.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct Cell([property: Id(0)] string Item, [property: Id(1)] DateOnly Day, [property: Id(2)] Counter Counter,
    [property: Id(3)] DateOnly Due = default);
