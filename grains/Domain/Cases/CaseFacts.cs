namespace Dashboard.Grains.Domain.Cases;

internal enum Procedure : byte
{
    Other = 0,
    Ordinary,
    OffSite,

    /// <summary>简易程序: has no filing (DOMAIN.md §1.7).</summary>
    OnTheSpot,
}

internal enum DecidingAuthority : byte
{
    Other = 0,
    City,
    District,
    Town,
}

internal enum PenaltyKind : byte
{
    Other = 0,
    Warning,
    Criticism,
    Fine,
    ConfiscateGains,
    ConfiscateGoods,
    SuspendPermit,
    Downgrade,
    RevokePermit,
    RestrictActivity,
    OrderStop,
    OrderClose,
    RestrictPractice,
}

internal enum ReviewOutcome : byte
{
    Other = 0,
    Passed,
    Returned,
}

internal sealed record CaseFiled(
    string CaseNo, string TeamId, DecidingAuthority Authority, Procedure Procedure, string PrimaryItem, Party Party, DateOnly On, string[] Officers) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => PrimaryItem;
}

internal sealed record CaseExtended(DateOnly ApprovedOn, DateOnly NewDue, string Approver) : Fact
{
    public override string? Key => null;
}

internal sealed record CaseSuspended(DateOnly On) : Fact
{
    public override string? Key => null;
}

internal sealed record CaseResumed(DateOnly On) : Fact
{
    public override string? Key => null;
}

internal sealed record EvidencePreserved(DateOnly On, string DocNo) : Fact
{
    public override string? Key => DocNo;
}

internal sealed record EvidenceHandled(DateOnly On, string DocNo) : Fact
{
    public override string? Key => DocNo;
}

internal sealed record MeasureTaken(string Kind, DateOnly On, DateOnly Until) : Fact
{
    public override string? Key => Kind;
}

internal sealed record MeasureExtended(string Kind, DateOnly On, DateOnly Until) : Fact
{
    public override string? Key => Kind;
}

internal sealed record MeasureLifted(string Kind, DateOnly On) : Fact
{
    public override string? Key => Kind;
}

internal sealed record InvestigationClosed(DateOnly On) : Fact;

internal sealed record LegalReviewed(DateOnly On, ReviewOutcome Outcome, string ReviewerId) : Fact
{
    public override string? Key => null;
}

internal sealed record CaseDiscussed(DateOnly On) : Fact;

internal sealed record NoticeServed(string DocNo, DateOnly On, bool HearingRight, DateOnly? WaivedOn) : Fact
{
    public override string? Key => DocNo;
}

internal sealed record StatementMade(DateOnly On, bool Accepted) : Fact
{
    public override string? Key => null;
}

internal sealed record HearingRequested(DateOnly On) : Fact;

internal sealed record HearingHeld(DateOnly On) : Fact;

internal sealed record CaseDecided(string DocNo, DateOnly On, PenaltyKind[] Kinds, long FineFen, long ConfiscatedFen, bool DisclosureRequired) : Fact;

internal sealed record CaseNoPenalty(DateOnly On, string Reason, bool DisclosureRequired) : Fact;

internal sealed record OnSpotDecided(
    string DocNo, string TeamId, Party Party, DateOnly On, PenaltyKind[] Kinds, long FineFen, string[] Officers, string PrimaryItem, bool DisclosureRequired) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => PrimaryItem;
}

internal sealed record CaseServed(DateOnly On, string Method, DateOnly? NoticeStartedOn) : Fact;

/// <summary>Money received; a case may be paid in parts, so payments add up.</summary>
internal sealed record CasePaid(long AmountFen, DateOnly On, string Kind, string? ReceiptNo) : Fact
{
    public override string? Key => ReceiptNo;
}

internal sealed record InstalmentGranted(DateOnly Until) : Fact;

internal sealed record DemandServed(DateOnly On) : Fact;

internal sealed record CourtApplied(DateOnly On) : Fact;

internal sealed record CourtAccepted(DateOnly On) : Fact;

internal sealed record CaseWithdrawn(DateOnly On, string Reason) : Fact;

internal sealed record CaseTransferred(DateOnly On, string Target) : Fact;

internal sealed record CaseClosed(DateOnly On, string Reason) : Fact;

internal sealed record CaseArchived(DateOnly On, string FileNo) : Fact;

/// <summary>A lead from which a case may come.</summary>
internal sealed record ClueReceived(string TeamId, string Origin, DateOnly On) : Fact
{
    public override string? Team => TeamId;
}
