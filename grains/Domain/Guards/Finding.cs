namespace Dashboard.Grains.Domain.Guards;

/// <summary>What a guard can find. The screen has the sentence of each, with the details named here.</summary>
internal enum Finding
{
    /// <summary>No filing is known.</summary>
    NotFiled,

    /// <summary>Filed on <c>filed</c>, decided on <c>decided</c>.</summary>
    Filed,

    /// <summary>No notice was served before the decision.</summary>
    NotNoticed,

    /// <summary>Notice served on <c>noticed</c>, decided on <c>decided</c>.</summary>
    Noticed,

    HearingNotRequested,

    /// <summary>Held on <c>day</c>.</summary>
    HearingHeld,

    /// <summary>Requested, and not held.</summary>
    HearingNotHeld,

    ReviewNotRequired,

    /// <summary>None passed before the decision.</summary>
    ReviewNotPassed,

    /// <summary>The reviewer is an officer of the case.</summary>
    ReviewedByOwnOfficer,

    /// <summary>The last one before the decision was returned, on <c>day</c>.</summary>
    ReviewReturned,

    /// <summary>Passed on <c>day</c>.</summary>
    ReviewPassed,

    DiscussionNotRequired,

    /// <summary>Discussed on <c>day</c>.</summary>
    Discussed,

    /// <summary>Required, and not held.</summary>
    NotDiscussed,

    /// <summary>At least two officers held valid certificates on <c>day</c>.</summary>
    OfficersEnough,

    /// <summary>Fewer than two did on <c>day</c>.</summary>
    OfficersTooFew,

    /// <summary>No limit applies.</summary>
    Unlimited,

    /// <summary>The limit ended on <c>due</c>.</summary>
    Limited,

    /// <summary>No statutory range is set.</summary>
    RangeNotSet,

    /// <summary>The range is <c>leastFen</c> to <c>mostFen</c>.</summary>
    RangeSet,

    /// <summary>A penalty was decided; no reason for none is needed.</summary>
    PenaltyDecided,

    /// <summary>No penalty, for <c>reason</c>.</summary>
    NoPenalty,

    RecordsComplete,

    /// <summary>The text record is missing.</summary>
    TextMissing,

    /// <summary>A required audio or video record is missing.</summary>
    PicturesMissing,

    /// <summary>The words of the outcome of <c>day</c> are not understood.</summary>
    OutcomeUnread,

    // Acts of <c>day</c> that lie before the decision of <c>decided</c>, which they presuppose: they serve nothing.
    ServedBefore,
    PublishedBefore,
    PaidBefore,
    DemandedBefore,
    AppliedBefore,
    EnforcedBefore,
    ClosedBefore,
    ContestedBefore,

    /// <summary>What would have ended the limit <c>limit</c> is of <c>day</c>, before the limit began on <c>before</c>.</summary>
    ActBefore,

    // Of a closing of an order (K1 to K4), each with whether it is kept.

    /// <summary>Closed on <c>day</c> by somebody who neither reported it nor is of the responsible team.</summary>
    ClosedByOthers,

    /// <summary>The rank of who closes reaches the <c>level</c>.</summary>
    RankReaches,

    /// <summary>The warnings of <c>rule</c> are cleared; <c>uncleared</c> are not.</summary>
    WarningsCleared,

    /// <summary>So many of its proofs the ledger has: <c>known</c>.</summary>
    ProofsKnown,

    // Of a document that touches business, before it was published.

    /// <summary>The public could speak on <c>days</c> days, of at least <c>needed</c>.</summary>
    Consulted,

    /// <summary>The public was not asked, on at least <c>needed</c> days.</summary>
    NotConsulted,

    /// <summary>Paid are <c>paidFen</c>, above <c>mostFen</c>: what was decided and the highest surcharge on it.</summary>
    Overpaid,
}
