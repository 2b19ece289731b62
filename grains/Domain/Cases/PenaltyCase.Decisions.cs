namespace Dashboard.Grains.Domain.Cases;

/// <summary>A penalty that was decided: one 宗 of the statistics, whatever its kinds, and though it was annulled later.</summary>
/// <param name="Authority">In whose name.</param>
/// <param name="AmountFen">Fine and confiscation as decided.</param>
internal sealed record PenaltyDecision(DateOnly On, DecidingAuthority Authority, PenaltyKind[] Kinds, long AmountFen);

/// <summary>The decisions of a case, and in whose name they were made.</summary>
internal sealed partial record PenaltyCase
{
    /// <summary>
    /// In whose name the case was filed; null while no filing is told. The same in all rounds, though it is told after them.
    /// </summary>
    private DecidingAuthority? FiledFor { get; init; }

    /// <summary>The rounds of the case, the last one first; each has its own decision.</summary>
    public IEnumerable<PenaltyCase> Rounds
    {
        get
        {
            for (var round = this; round is not null; round = round.Previous)
            {
                yield return round;
            }
        }
    }

    /// <summary>The penalties of this round: of one, unless it was decided on the spot and in the ordinary procedure as well.</summary>
    public IEnumerable<PenaltyDecision> Decisions
    {
        get
        {
            if (Decided is { } decided)
            {
                yield return new(decided.On, Authority(decided.Authority), decided.Kinds, decided.FineFen + decided.ConfiscatedFen);
            }

            if (OnSpot is { } onSpot)
            {
                yield return new(onSpot.On, Authority(onSpot.Authority), onSpot.Kinds, onSpot.FineFen);
            }
        }
    }

    /// <summary>In whose name this round is decided or, before that, was filed.</summary>
    public DecidingAuthority DecidingAuthority => Authority(Decided?.Authority ?? OnSpot?.Authority);

    /// <summary>The authority that a decision says; else the one of the filing; this bureau where nobody says.</summary>
    private DecidingAuthority Authority(DecidingAuthority? said) => said ?? FiledFor ?? DecidingAuthority.District;

    private PenaltyCase InNameOf(DecidingAuthority authority) =>
        this with { FiledFor = authority, Previous = Previous?.InNameOf(authority) };
}
