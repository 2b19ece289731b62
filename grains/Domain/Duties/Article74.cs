using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Duties;

/// <summary>
/// What nobody may be measured by: 行政处罚法 art. 74 ties no assessment to fines, and no quota of cases or inspections is given out
/// (SUPERVISION.md §0, traps 3 and 4).
/// </summary>
internal static class Article74
{
    /// <summary>Metrics that are such counts in disguise.</summary>
    private static readonly string[] Metrics = ["M09", "M10", "M23", "M26", "M35", "M36", "M37", "M38", "M39"];

    private static readonly string[] Kinds = ["case", "inspection", "patrol"];

    /// <summary>Whether a metric, or a counter named in its place, may measure nobody.</summary>
    public static bool ForbidsMetric(string id) =>
        Array.IndexOf(Metrics, id) >= 0 || Counters.Find(id) != Counter.None;

    /// <summary>Whether events of a name may measure nobody.</summary>
    /// <param name="type">Event name: <c>case.decided</c>.</param>
    public static bool ForbidsFact(string type) => Array.IndexOf(Kinds, type.Split('.')[0]) >= 0;
}
