using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Dashboard.Tests.LongestFirst))]

namespace Dashboard.Tests;

/// <summary>
/// The longest collections begin first, so that none of them is left over when all else is done and one of the processors has nothing to
/// do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Words in the names of those that took longest when it was last looked at, more than half a minute each.</summary>
    private static readonly string[] Longest =
    [
        "the demo dashboard", "SimulationTests", "StartTests", "DoubleTests", "RegisterEndToEnd", "LongBeachEndToEnd", "CopyTests",
        "BookTests", "MutatedRequest", "LawTests", "AnythingPosted",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => PlaceOf(collection.TestCollectionDisplayName))];

    private static int PlaceOf(string name)
    {
        var place = Array.FindIndex(Longest, word => name.Contains(word, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
