using System.Collections.Immutable;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>A penalty case: ordinary, off-site or on the spot (行政处罚案件). Steps are facts, not a line: any may be missing or early.</summary>
internal sealed record PenaltyCase : Subject
{
    /// <summary>Marks of file review: pass and excellent, of 100 (DOMAIN.md §8 M31).</summary>
    private const int PassMark = 60, ExcellentMark = 90;

    public CaseFiled? Filed { get; init; }
    public InvestigationClosed? InvestigationEnded { get; init; }
    public NoticeServed? Notice { get; init; }
    public CaseDecided? Decided { get; init; }
    public OnSpotDecided? OnSpot { get; init; }
    public CaseNoPenalty? NoPenalty { get; init; }
    public CaseServed? Served { get; init; }
    public CaseWithdrawn? Withdrawn { get; init; }
    public CaseTransferred? Transferred { get; init; }
    public CaseClosed? Closed { get; init; }
    public FileScored? FileReview { get; init; }
    public ImmutableList<CasePaid> Payments { get; init; } = [];
    public Disclosure Disclosure { get; init; } = Disclosure.None;
    public bool Suspended { get; init; }
    public bool UnderInvestigation { get; init; }
    public bool InExecution { get; init; }
    public DateOnly? EarliestDay { get; init; }

    private Party? Concerned => Filed?.Party ?? OnSpot?.Party;

    private bool Penalised => Decided is not null || OnSpot is not null;

    /// <inheritdoc/>
    public override string? Party => Concerned?.Uscc;

    /// <inheritdoc/>
    public override string Title => Concerned?.Label(Penalised && Disclosure.PublishedOn is not null) ?? "";

    /// <inheritdoc/>
    public override bool Open => StandingCounter is not Counter.None;

    /// <inheritdoc/>
    public override string Stage =>
        EarliestDay is null ? ""
        : Closed is not null ? "closed"
        : Transferred is not null ? "transferred"
        : Withdrawn is not null ? "withdrawn"
        : NoPenalty is not null && !Penalised ? "noPenalty"
        : Penalised && InExecution ? "executing"
        : Penalised && Served is not null ? "served"
        : Penalised ? "decided"
        : Suspended ? "suspended"
        : Notice is not null ? "noticed"
        : InvestigationEnded is not null ? "investigationClosed"
        : UnderInvestigation ? "investigating"
        : "filed";

    /// <summary>The counter of the stage it stands open in; None when it is ended, or no fact but records and publications is known.</summary>
    private Counter StandingCounter => Stages.StandingCounter(Stage);

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => fact switch
    {
        CaseFiled filed => Since(filed.On) with { Filed = filed },
        CaseSuspended suspended => Since(suspended.On) with { Suspended = true },
        CaseResumed resumed => Since(resumed.On) with { Suspended = false },
        EvidencePreserved evidence => Since(evidence.On) with { UnderInvestigation = true },
        EvidenceHandled evidence => Since(evidence.On) with { UnderInvestigation = true },
        MeasureTaken measure => Since(measure.On) with { UnderInvestigation = true },
        MeasureExtended measure => Since(measure.On) with { UnderInvestigation = true },
        MeasureLifted measure => Since(measure.On) with { UnderInvestigation = true },
        CaseExtended extended => Since(extended.ApprovedOn) with { UnderInvestigation = true },
        InvestigationClosed ended => Since(ended.On) with { InvestigationEnded = ended },
        LegalReviewed reviewed => Since(reviewed.On) with { UnderInvestigation = true },
        CaseDiscussed discussed => Since(discussed.On) with { UnderInvestigation = true },
        NoticeServed notice => Since(notice.On) with { Notice = notice },
        StatementMade statement => Since(statement.On) with { UnderInvestigation = true },
        HearingRequested hearing => Since(hearing.On) with { UnderInvestigation = true },
        HearingHeld hearing => Since(hearing.On) with { UnderInvestigation = true },
        CaseDecided decided => Since(decided.On) with { Decided = decided },
        OnSpotDecided decided => Since(decided.On) with { OnSpot = decided },
        CaseNoPenalty none => Since(none.On) with { NoPenalty = none },
        CaseServed served => Since(served.On) with { Served = served },
        CasePaid paid => Since(paid.On) with { Payments = Payments.Add(paid), InExecution = true },
        InstalmentGranted => this with { InExecution = true },
        DemandServed demand => Since(demand.On) with { InExecution = true },
        CourtApplied court => Since(court.On) with { InExecution = true },
        CourtAccepted court => Since(court.On) with { InExecution = true },
        CaseWithdrawn withdrawn => Since(withdrawn.On) with { Withdrawn = withdrawn },
        CaseTransferred transferred => Since(transferred.On) with { Transferred = transferred },
        CaseClosed closed => Since(closed.On) with { Closed = closed },
        FileScored scored => this with { FileReview = scored },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        _ => this,
    };

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        if (Filed is { Procedure: not Procedure.OnTheSpot } filed)
        {
            yield return new(Counter.CasesFiled, filed.On, 1);
        }

        if (Decided is { } decided)
        {
            yield return new(Counter.CasesDecided, decided.On, 1);
            yield return new(Counter.FinesFen, decided.On, decided.FineFen);
            yield return new(Counter.ConfiscatedFen, decided.On, decided.ConfiscatedFen);
        }

        if (OnSpot is { } onSpot)
        {
            yield return new(Counter.CasesOnSpot, onSpot.On, 1);
            yield return new(Counter.FinesFen, onSpot.On, onSpot.FineFen);
        }

        if (NoPenalty is { } none)
        {
            yield return new(Counter.CasesNoPenalty, none.On, 1);
        }

        if (Withdrawn is { } withdrawn)
        {
            yield return new(Counter.CasesWithdrawn, withdrawn.On, 1);
        }

        if (Transferred is { } transferred)
        {
            yield return new(Counter.CasesTransferred, transferred.On, 1);
        }

        if (Closed is { } closed)
        {
            yield return new(Counter.CasesClosed, closed.On, 1);
        }

        foreach (var payment in Payments)
        {
            yield return new(Counter.PaidFen, payment.On, payment.AmountFen);
        }

        if (FileReview is { } file)
        {
            yield return new(Counter.FilesReviewed, file.On, 1);
            yield return new(Counter.FilesPassed, file.On, !file.Vetoed && file.Score >= PassMark ? 1 : 0);
            yield return new(Counter.FilesExcellent, file.On, !file.Vetoed && file.Score >= ExcellentMark ? 1 : 0);
        }

        var (decidedOn, required) = Decided is not null ? (Decided.On, Decided.DisclosureRequired)
            : OnSpot is not null ? (OnSpot.On, OnSpot.DisclosureRequired)
            : NoPenalty is not null ? (NoPenalty.On, NoPenalty.DisclosureRequired)
            : ((DateOnly?)null, false);
        foreach (var count in Disclosure.Counts(decidedOn, required))
        {
            yield return count;
        }

        if (StandingCounter is not Counter.None and var standing)
        {
            yield return new(standing, Filed?.On ?? EarliestDay!.Value, 1);
        }
    }

    private PenaltyCase Since(DateOnly day) => this with { EarliestDay = EarliestDay is { } earlier && earlier < day ? earlier : day };
}

/// <summary>Stages of a case, in the order of its life (CONTRACT.md §3).</summary>
internal static class Stages
{
    /// <summary>Open stages and the counter each stands in.</summary>
    public static IReadOnlyList<(string Stage, Counter Counter)> Open { get; } =
    [
        ("filed", Counter.OpenFiled), ("investigating", Counter.OpenInvestigating), ("suspended", Counter.OpenSuspended),
        ("investigationClosed", Counter.OpenInvestigationClosed), ("noticed", Counter.OpenNoticed), ("decided", Counter.OpenDecided),
        ("served", Counter.OpenServed), ("executing", Counter.OpenExecuting),
    ];

    /// <summary>The standing counter of an open stage; None for the ended ones.</summary>
    public static Counter StandingCounter(string stage)
    {
        foreach (var open in Open)
        {
            if (open.Stage == stage)
            {
                return open.Counter;
            }
        }

        return Counter.None;
    }
}

/// <summary>A lead (线索); it is kept, and counts in no figure.</summary>
internal sealed record Clue : Subject
{
    protected override Subject Apply(Fact fact) => this;
}
