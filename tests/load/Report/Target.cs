namespace Dashboard.Load.Report;

/// <summary>One value the project wants (PERFORMANCE.md §7), named once for the scenario that measures it and for <c>--gate</c>.</summary>
/// <param name="Scenario">Name on the command line.</param>
/// <param name="What">What is wanted, in a few words.</param>
/// <param name="Limit">The least value wanted, or the greatest.</param>
/// <param name="AtLeast">Whether larger is better.</param>
internal sealed record Target(string Scenario, string What, string Unit, double Limit, bool AtLeast)
{
    /// <summary>Measured only where <c>--against</c> names another build.</summary>
    public bool OfAgainst { get; init; }

    /// <summary>Whether a median is good enough; one that is no number is not.</summary>
    public bool IsMet(double median) => AtLeast ? median >= Limit : median <= Limit;
}
