namespace Dashboard.Grains.Domain.Tallies;

/// <summary>One contribution of a subject: so much to a counter on its attribution date (money in fen).</summary>
internal readonly record struct Count(Counter Counter, DateOnly Day, long Amount);

/// <summary>A figure that changes: item × day × counter.</summary>
internal readonly record struct Cell(string Item, DateOnly Day, Counter Counter);
