using Dashboard.Grains.Domain.Cases;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// How the yearly tables count (section <c>statistics</c> of a rule set): what differs by province, and is to be confirmed.
/// </summary>
internal sealed record StatisticsTerms
{
    /// <summary>Every kind of penalty but the other ones, the lightest first: a decision stands under its heaviest.</summary>
    public IReadOnlyList<PenaltyKind> Severity { get; init; } =
    [
        PenaltyKind.Warning, PenaltyKind.Criticism, PenaltyKind.Fine, PenaltyKind.ConfiscateGains, PenaltyKind.ConfiscateGoods,
        PenaltyKind.SuspendPermit, PenaltyKind.Downgrade, PenaltyKind.RevokePermit, PenaltyKind.RestrictActivity, PenaltyKind.OrderStop,
        PenaltyKind.OrderClose, PenaltyKind.RestrictPractice,
    ];

    /// <summary>An inspection that became a case is counted as an inspection too.</summary>
    public bool CountsInspectionsToCase { get; init; }

    /// <summary>The heaviest kind of a decision; one that has a name before any other.</summary>
    public PenaltyKind HeaviestOf(IEnumerable<PenaltyKind> kinds)
    {
        var (heaviest, weight) = (PenaltyKind.Other, -1);
        foreach (var kind in kinds)
        {
            for (var at = weight + 1; at < Severity.Count; at++)
            {
                if (Severity[at] == kind)
                {
                    (heaviest, weight) = (kind, at);
                }
            }
        }

        return heaviest;
    }
}
