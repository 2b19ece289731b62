using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>
/// A penalty case: ordinary, off-site or on the spot (行政处罚案件). Steps are facts, not a line: any may be missing or early.
/// What the law makes of them is in <see cref="CaseClocks"/>, <see cref="CaseGuards"/> and <see cref="CaseWarnings"/>.
/// </summary>
internal sealed partial record PenaltyCase : Subject
{
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
    public CaseArchived? Archived { get; init; }
    public FileScored? FileReview { get; init; }
    public CaseExtended? Extended { get; init; }
    public CrimeSuspected? Crime { get; init; }
    public HearingRequested? HearingRequest { get; init; }
    public HearingHeld? Hearing { get; init; }
    public CaseDiscussed? Discussed { get; init; }
    public DemandServed? Demand { get; init; }
    public CourtApplied? Court { get; init; }
    public InstalmentGranted? Instalments { get; init; }
    public ImmutableList<LegalReviewed> Reviews { get; init; } = [];
    public ImmutableList<StatementMade> Statements { get; init; } = [];
    public ImmutableList<Fact> Measures { get; init; } = [];
    public ImmutableList<Fact> Suspensions { get; init; } = [];
    public ImmutableList<RecordAttached> Records { get; init; } = [];
    public ImmutableList<CasePaid> Payments { get; init; } = [];
    public ImmutableList<CaseEnforced> Enforcements { get; init; } = [];
    public Disclosure Disclosure { get; init; } = Disclosure.None;
    public bool Suspended { get; init; }
    public bool UnderInvestigation { get; init; }
    public bool InExecution { get; init; }
    public DateOnly? EarliestDay { get; init; }

    /// <summary>
    /// The round before this one, as it stood when the decision was made again; it holds what was done on the earlier decision. Null in
    /// the first round.
    /// </summary>
    public PenaltyCase? Previous { get; init; }

    /// <summary>The day of the decision that ended this round; null while it is the last.</summary>
    public DateOnly? ReplacedOn { get; init; }

    /// <summary>The decision was deleted, and none was made since: what was done on it serves nothing.</summary>
    public bool Fallen { get; init; }

    /// <summary>The day of the decision, which ends the case or is to be executed.</summary>
    public DateOnly? DecidedOn => Decided?.On ?? OnSpot?.On ?? NoPenalty?.On;

    /// <summary>
    /// From this day on nothing of the decision is due: a review or a court annulled it, the agency undid it, or made another.
    /// </summary>
    public DateOnly? AnnulledOn => Earliest(ReplacedOn, UndoneOn(annulling: true));

    /// <summary>The day a review, a court or the agency changed, annulled or held unlawful the decision (行政处罚法 art. 48).</summary>
    public DateOnly? ChangedOn => UndoneOn(annulling: false);

    /// <summary>The annulment as what stops every clock of the decision.</summary>
    public Stop? Fall => AnnulledOn is { } day ? new(day, Shanghai.Midnight(day), Shanghai.Midnight(day)) : null;

    /// <summary>The service of this decision.</summary>
    public CaseServed? Service => Serves(Served?.ActedOn) ? Served : null;

    /// <summary>Who the case is about.</summary>
    public Party? Concerned => Filed?.Party ?? OnSpot?.Party;

    /// <summary>A penalty was decided.</summary>
    public bool Penalised => Decided is not null || OnSpot is not null;

    /// <summary>
    /// Filed in the ordinary procedure or off-site: the 90 days and the steps before the decision apply (DOMAIN.md §1.7).
    /// </summary>
    public bool IsOrdinary => Filed is { Procedure: not Procedure.OnTheSpot };

    /// <inheritdoc/>
    public override string? Party => Concerned?.Uscc;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Parents =>
    [
        .. Filed?.ClueId is { } clue ? [$"clue/{clue}"] : Array.Empty<string>(),
        .. (Filed?.Vehicle ?? OnSpot?.Vehicle) is { } vehicle ? [$"vehicle/{vehicle}"] : Array.Empty<string>(),
    ];

    /// <summary>Violations of a vehicle count from the decision, while it stands.</summary>
    public override DateOnly? DoneOn => AnnulledOn is null ? Decided?.On ?? OnSpot?.On : null;

    /// <inheritdoc/>
    public override string Title => Concerned?.Label(Penalised && Disclosure.PublishedOn is not null) ?? "";

    /// <inheritdoc/>
    public override string? CaseNo => Filed?.CaseNo;

    /// <inheritdoc/>
    public override string? DocNo => Decided?.DocNo ?? OnSpot?.DocNo;

    /// <inheritdoc/>
    public override string? Marks => Concerned?.Mark;

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
        : Penalised && Service is not null ? "served"
        : Penalised ? "decided"
        : Suspended ? "suspended"
        : Notice is not null ? "noticed"
        : InvestigationEnded is not null ? "investigationClosed"
        : UnderInvestigation ? "investigating"
        : "filed";

    /// <summary>
    /// The counter of the stage it stands open in; None when it is ended, or no fact but records and publications is known.
    /// </summary>
    private Counter StandingCounter => Stages.StandingCounter(Stage);

    /// <inheritdoc/>
    public override void Name(ref SearchText search)
    {
        search.Add(CaseNo);
        search.Add(DocNo);
        search.Add(Concerned?.SearchedName);
        search.Add(Concerned?.Uscc);
        search.Add(Filed?.Plate ?? OnSpot?.Plate);
    }

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => IsOfPrevious(fact) ? Behind((PenaltyCase)Previous!.Apply(fact)) : fact switch
    {
        CaseFiled filed => InNameOf(filed.Authority) with { EarliestDay = Earlier(filed.On), Filed = filed },
        CaseSuspended suspended =>
            this with { EarliestDay = Earlier(suspended.On), Suspended = true, Suspensions = Suspensions.Add(suspended) },
        CaseResumed resumed => this with { EarliestDay = Earlier(resumed.On), Suspended = false, Suspensions = Suspensions.Add(resumed) },
        EvidencePreserved evidence =>
            this with { EarliestDay = Earlier(evidence.On), UnderInvestigation = true, Measures = Measures.Add(evidence) },
        EvidenceHandled evidence =>
            this with { EarliestDay = Earlier(evidence.On), UnderInvestigation = true, Measures = Measures.Add(evidence) },
        MeasureTaken measure =>
            this with { EarliestDay = Earlier(measure.On), UnderInvestigation = true, Measures = Measures.Add(measure) },
        MeasureExtended measure =>
            this with { EarliestDay = Earlier(measure.On), UnderInvestigation = true, Measures = Measures.Add(measure) },
        MeasureLifted measure =>
            this with { EarliestDay = Earlier(measure.On), UnderInvestigation = true, Measures = Measures.Add(measure) },
        CaseExtended extended => this with { EarliestDay = Earlier(extended.ApprovedOn), UnderInvestigation = true, Extended = extended },
        CrimeSuspected crime => this with { EarliestDay = Earlier(crime.On), UnderInvestigation = true, Crime = crime },
        InvestigationClosed ended => this with { EarliestDay = Earlier(ended.On), InvestigationEnded = ended },
        LegalReviewed reviewed =>
            this with { EarliestDay = Earlier(reviewed.On), UnderInvestigation = true, Reviews = Reviews.Add(reviewed) },
        CaseDiscussed discussed => this with { EarliestDay = Earlier(discussed.On), UnderInvestigation = true, Discussed = discussed },
        NoticeServed notice => this with { EarliestDay = Earlier(notice.On), Notice = notice },
        StatementMade statement =>
            this with { EarliestDay = Earlier(statement.On), UnderInvestigation = true, Statements = Statements.Add(statement) },
        HearingRequested hearing => this with { EarliestDay = Earlier(hearing.On), UnderInvestigation = true, HearingRequest = hearing },
        HearingHeld hearing => this with { EarliestDay = Earlier(hearing.On), UnderInvestigation = true, Hearing = hearing },
        CaseDecided decided => Decide(decided, decided.On) with { EarliestDay = Earlier(decided.On), Decided = decided },
        OnSpotDecided decided => Decide(decided, decided.On) with { EarliestDay = Earlier(decided.On), OnSpot = decided },
        Retraction => Penalised ? this : this with { Fallen = true },
        CaseNoPenalty none => this with { EarliestDay = Earlier(none.On), NoPenalty = none, Fallen = false },
        CaseServed served => this with { EarliestDay = Earlier(served.On), Served = served },
        CasePaid paid => this with { EarliestDay = Earlier(paid.On), Payments = Payments.Add(paid), InExecution = true },
        InstalmentGranted granted => this with { InExecution = true, Instalments = granted },
        DemandServed demand => this with { EarliestDay = Earlier(demand.On), InExecution = true, Demand = demand },
        CourtApplied court => this with { EarliestDay = Earlier(court.On), InExecution = true, Court = court },
        CaseEnforced enforced => this with
        {
            EarliestDay = Earlier(enforced.On), InExecution = true, Enforcements = Enforcements.Add(enforced),
        },
        CourtAccepted court => this with { EarliestDay = Earlier(court.On), InExecution = true },
        CaseWithdrawn withdrawn => this with { EarliestDay = Earlier(withdrawn.On), Withdrawn = withdrawn },
        CaseTransferred transferred => this with { EarliestDay = Earlier(transferred.On), Transferred = transferred },
        CaseClosed closed => this with { EarliestDay = Earlier(closed.On), Closed = closed },
        CaseArchived archived => this with { Archived = archived },
        FileScored scored => this with { FileReview = scored },
        RecordAttached record => this with { Records = Records.Add(record) },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        DecisionWithdrawn withdrawn => this with { Disclosure = Disclosure.Apply(withdrawn) },
        _ => this,
    };

    /// <inheritdoc/>
    protected override LegalFile OpenFile(Law law) => new CaseFile(this, law);

    /// <summary>What was decided and paid in this round, and how it ended.</summary>
    public IEnumerable<Count> RoundCounts()
    {
        if (Decided is { } decided)
        {
            yield return new(Counter.CasesDecided, decided.On, 1);
            yield return new(Counter.FinesFen, decided.On, decided.FineFen);
            yield return new(Counter.ConfiscatedFen, decided.On, decided.ConfiscatedFen);
            yield return new(Counter.PenaltiesForCity, decided.On, Authority(decided.Authority) == DecidingAuthority.City ? 1 : 0);
        }

        if (OnSpot is { } onSpot)
        {
            yield return new(Counter.CasesOnSpot, onSpot.On, 1);
            yield return new(Counter.FinesFen, onSpot.On, onSpot.FineFen);
            yield return new(Counter.PenaltiesForCity, onSpot.On, Authority(onSpot.Authority) == DecidingAuthority.City ? 1 : 0);
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
    }

    /// <summary>What the case counts in besides; what the law adds is in <see cref="CaseParts"/>.</summary>
    public IEnumerable<Count> OwnCounts(Law law)
    {
        if (IsOrdinary)
        {
            yield return new(Counter.CasesFiled, Filed!.On, 1);
        }

        if (NoPenalty is { } none)
        {
            yield return new(Counter.CasesNoPenalty, none.On, 1);
        }

        if (FileReview is { } file)
        {
            var marks = law.Rules.At(file.On).Parameters;
            yield return new(Counter.FilesReviewed, file.On, 1);
            yield return new(Counter.FilesPassed, file.On, !file.Vetoed && file.Score >= marks.PassMark ? 1 : 0);
            yield return new(Counter.FilesExcellent, file.On, !file.Vetoed && file.Score >= marks.ExcellentMark ? 1 : 0);
        }

        if (StandingCounter is not Counter.None and var standing)
        {
            yield return new(standing, Filed?.On ?? EarliestDay!.Value, 1);
        }
    }

    /// <summary>An act of this day may serve the decision: it is not before it, and the decision was not taken back.</summary>
    public bool Serves(DateOnly? acted) => !Fallen && !(acted < DecidedOn);

    /// <summary>The case with another round before this one; its earliest day is of all rounds.</summary>
    private PenaltyCase Behind(PenaltyCase previous) =>
        this with { EarliestDay = Earliest(EarliestDay, previous.EarliestDay), Previous = previous };

    /// <summary>
    /// The case as the decision finds it: in the same round when it is the first, or another paper of the same day; else in a new one,
    /// with nothing done on it yet but what upstream dates later than the decision.
    /// </summary>
    private PenaltyCase Decide(Fact decision, DateOnly on)
    {
        if (!Fallen && (decision is OnSpotDecided || Decided is null || Decided.On == on))
        {
            return this;
        }

        var anew = this with
        {
            Previous = this with
            {
                ReplacedOn = on,
                Served = Served is { } served && IsLater(served) ? null : Served,
                Payments = Payments.RemoveAll(IsLater),
                Disclosure = Disclosure.Without(IsLater),
            },
            Fallen = false, InExecution = false, Decided = null, OnSpot = null, Served = null, Demand = null, Court = null,
            Instalments = null, Withdrawn = null, Transferred = null, Closed = null, Archived = null, Disclosure = Disclosure.None,
            Payments = [], Enforcements = [],
        };
        return Disclosure.All.Concat<Fact?>(Payments).Append(Served).OfType<Fact>().Where(IsLater)
            .Aggregate(anew, static (state, act) => (PenaltyCase)state.Apply(act));

        // Another system numbers its events by itself, so its acts may stand before the decision they follow.
        bool IsLater(Fact act) => act.ActedOn >= on && act.OccurredAt > decision.OccurredAt;
    }

    /// <summary>An act of the round before: dated before this decision, or taking back what was published then.</summary>
    private bool IsOfPrevious(Fact fact) => Previous is { } previous && fact.ActedOn is { } on && fact switch
    {
        DecisionWithdrawn => !(Disclosure.PublishedOn <= on) && previous.Disclosure is { First: not null, Withdrawn: null },
        CaseServed => on < DecidedOn && previous.Served is null,
        _ => on < DecidedOn,
    };

    private DateOnly? UndoneOn(bool annulling)
    {
        if (DecidedOn is not { } decided)
        {
            return null;
        }

        var undone = Earliest(
            Withdrawn?.On >= decided ? Withdrawn?.On : null,
            Disclosure.Withdrawn is { Annuls: true } own && Disclosure.PublishedOn <= own.On ? own.On : null);
        if (Children is RulingsAgainst { IsEmpty: false } against)
        {
            foreach (var ruling in against.All)
            {
                undone = (ruling.Annuls || !annulling) && IsAboutThis(ruling.Since) ? Earliest(undone, ruling.On) : undone;
            }
        }

        return undone;
    }

    /// <summary>A review or a lawsuit of this day is about this decision, and about none before or after it.</summary>
    private bool IsAboutThis(DateOnly since) => since >= DecidedOn && !(since >= ReplacedOn);

    private static DateOnly? Earliest(DateOnly? one, DateOnly? other) => !(other < one) && one is not null ? one : other;

    private DateOnly Earlier(DateOnly day) => EarliestDay is { } earlier && earlier < day ? earlier : day;
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
