using Dashboard.Grains.Domain.Guards;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>
/// What is accepted of one round of a case and marked for a person: acts, reviews and lawsuits before the decision they presuppose
/// (DOMAIN.md §14.1 V8), which serve nothing, and money above what can be due (行政处罚法 art. 72: the surcharge is at most the fine).
/// </summary>
internal static class CaseMarks
{
    public static IEnumerable<Guard> Of(PenaltyCase round)
    {
        if (round.DecidedOn is not { } decided)
        {
            yield break;
        }

        foreach (var (finding, act) in Acts(round))
        {
            if (act?.ActedOn is { } on && on < decided)
            {
                yield return new("V8", false, finding, ("day", on), ("decided", decided));
            }
        }

        foreach (var mark in round.Disclosure.Marks(decided))
        {
            yield return mark;
        }

        foreach (var ruling in round.Previous is null && round.Children is RulingsAgainst against ? against.All : [])
        {
            if (ruling.Since < decided)
            {
                yield return new("V8", false, Finding.ContestedBefore, ("day", ruling.Since), ("decided", decided));
            }
        }

        var (paid, most) = (round.Payments.Sum(payment => payment.AmountFen), round.PayableFen + round.FineFen);
        if (round.Penalised && paid > most)
        {
            yield return new("V9", false, Finding.Overpaid, ("paidFen", paid), ("mostFen", most));
        }
    }

    private static IEnumerable<(Finding Finding, Fact? Act)> Acts(PenaltyCase round) =>
    [
        (Finding.ServedBefore, round.Served), (Finding.DemandedBefore, round.Demand), (Finding.AppliedBefore, round.Court),
        (Finding.EnforcedBefore, round.Enforcements.MinBy(enforced => enforced.On)), (Finding.ClosedBefore, round.Closed),
        (Finding.PaidBefore, round.Payments.MinBy(payment => payment.On)),
    ];
}
