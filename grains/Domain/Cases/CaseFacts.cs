namespace Dashboard.Grains.Domain.Cases;

internal enum Procedure : byte
{
    Other = 0,
    Ordinary,
    OffSite,

    /// <summary>简易程序: has no filing (DOMAIN.md §1.7).</summary>
    OnTheSpot,
}

/// <summary>In whose name it is decided (作出决定的机关), which need not be the bureau of the team that handled it (DOMAIN.md §1.5).</summary>
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
    string CaseNo, string TeamId, DecidingAuthority Authority, Procedure Procedure, string PrimaryItem, Party Party, DateOnly On,
    string[] Officers) : Fact
{
    /// <summary>The lead it came from; null where upstream does not say.</summary>
    public string? ClueId { get; init; }

    public DateOnly? OffenceOn { get; init; }

    /// <summary>The vehicle concerned, as <see cref="Vehicles.IdOf"/> hides it.</summary>
    public string? Vehicle { get; init; }

    /// <summary>Its plate, as <see cref="Vehicles.Mask"/> hides it.</summary>
    public string? Plate { get; init; }

    /// <summary>Upstream says whether a legal review is needed; null where it does not.</summary>
    public bool? ReviewRequired { get; init; }

    public bool? DiscussionRequired { get; init; }

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

internal sealed record MeasureTaken(string Kind, DateOnly On, DateOnly Until, int TestingDays) : Fact
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

internal sealed record InvestigationClosed(DateOnly On, bool? ReviewRequired = null, bool? DiscussionRequired = null) : Fact;

/// <summary>A crime is suspected: it is to be reported within 3 days and handed over within 24 hours of approval (移送规定 art. 5).</summary>
internal sealed record CrimeSuspected(DateOnly On, DateTimeOffset? ApprovedAt) : Fact;

internal sealed record LegalReviewed(DateOnly On, ReviewOutcome Outcome, string ReviewerId, bool IsGrounded = false) : Fact
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

internal sealed record HearingHeld(DateOnly On, DateOnly? NoticeDay = null) : Fact;

internal sealed record CaseDecided(string DocNo, DateOnly On, PenaltyKind[] Kinds, long FineFen, long ConfiscatedFen,
    bool DisclosureRequired) : Fact
{
    /// <summary>In whose name; null where the decision does not say, and the filing does.</summary>
    public DecidingAuthority? Authority { get; init; }

    public override string? Key => DocNo;

    public override bool Decides => true;
}

internal sealed record CaseNoPenalty(DateOnly On, string Reason, bool DisclosureRequired) : Fact;

internal sealed record OnSpotDecided(
    string DocNo, string TeamId, Party Party, DateOnly On, PenaltyKind[] Kinds, long FineFen, string[] Officers, string PrimaryItem,
    bool DisclosureRequired) : Fact
{
    /// <summary>The officers took the money on the spot, and hand it in within 2 working days (行政处罚法 art. 71).</summary>
    public bool CollectedOnSpot { get; init; }

    public DateOnly? RecordedOn { get; init; }

    /// <summary>In whose name; null where it does not say.</summary>
    public DecidingAuthority? Authority { get; init; }

    public string? Vehicle { get; init; }

    /// <summary>Its plate, as <see cref="Vehicles.Mask"/> hides it.</summary>
    public string? Plate { get; init; }

    public override string? Team => TeamId;
    public override string? Item => PrimaryItem;
    public override bool Decides => true;
}

internal sealed record CaseServed(DateOnly On, string Method, DateOnly? NoticeStartedOn) : Fact
{
    /// <summary>Service by public notice begins with the notice.</summary>
    public override DateOnly? ActedOn => NoticeStartedOn < On ? NoticeStartedOn : On;
}

/// <summary>
/// Money received; a case may be paid in parts, so payments add up. One receipt may cover the fine and the surcharge, or instalments of
/// several days: receipt, kind and day together tell a payment from another.
/// </summary>
internal sealed record CasePaid(long AmountFen, DateOnly On, string Kind, string? ReceiptNo) : Fact
{
    /// <summary>Of a retraction that names the receipt alone, the receipt.</summary>
    public override string? Key { get; } =
        ReceiptNo is null || Kind.Length == 0 ? ReceiptNo : $"{ReceiptNo} {Kind.ToLowerInvariant()} {On.DayNumber}";

    public override string? Number => ReceiptNo;

    public override DateOnly? ActedOn => On;

    /// <summary>Its key says which payment it is, in whatever round.</summary>
    public override bool IsOfRound => false;

    public bool IsSurcharge => Kind.Equals("Surcharge", StringComparison.OrdinalIgnoreCase) || Kind is "加处罚款" or "滞纳金";
}

internal sealed record InstalmentGranted(DateOnly Until) : Fact
{
    public override DateOnly? ActedOn => OccurredOn;
}

internal sealed record DemandServed(DateOnly On) : Fact
{
    public override DateOnly? ActedOn => On;
}

/// <summary>重大行政处罚备案. What is major is not settled, so that no limit runs (PEN-24).</summary>
/// <param name="To">With whom it was filed.</param>
internal sealed record CaseFiledForRecord(DateOnly On, string To) : Fact;

internal sealed record CourtApplied(DateOnly On) : Fact
{
    public override DateOnly? ActedOn => On;
}

internal sealed record CourtAccepted(DateOnly On) : Fact
{
    public override DateOnly? ActedOn => On;
}

/// <summary>How the agency enforces by itself (行政强制执行的方式, 行政强制法 art. 12).</summary>
internal enum EnforcementKind : byte
{
    Other = 0,

    /// <summary>加处罚款或者滞纳金.</summary>
    Surcharge,

    /// <summary>划拨存款、汇款.</summary>
    Transfer,

    /// <summary>拍卖或者依法处理.</summary>
    Auction,

    /// <summary>排除妨碍、恢复原状.</summary>
    Restore,

    /// <summary>代履行.</summary>
    Substitute,
}

/// <summary>An enforcement by the agency itself that was completed, or ended before that (终结执行, 行政强制法 art. 40).</summary>
internal sealed record CaseEnforced(DateOnly On, EnforcementKind Kind, bool IsCompleted) : Fact
{
    /// <summary>One of each kind in a round.</summary>
    public override string? Key => Kind.ToString();

    public override DateOnly? ActedOn => On;
}

internal sealed record CaseWithdrawn(DateOnly On, string Reason) : Fact;

internal sealed record CaseTransferred(DateOnly On, string Target) : Fact
{
    public bool ToPolice => Target.Equals("Police", StringComparison.OrdinalIgnoreCase) || Target is "公安" or "公安机关" or "司法机关";
}

internal sealed record CaseClosed(DateOnly On, string Reason) : Fact
{
    public override DateOnly? ActedOn => On;
}

internal sealed record CaseArchived(DateOnly On, string FileNo) : Fact
{
    public override DateOnly? ActedOn => On;
}

/// <summary>A lead from which a case may come.</summary>
internal sealed record ClueReceived(string TeamId, string Origin, DateOnly On, DateOnly? OffenceOn = null) : Fact
{
    public override string? Team => TeamId;
}
