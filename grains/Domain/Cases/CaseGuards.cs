using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>
/// The guards of a decision (DOMAIN.md §6.2): checked when it arrives, and again with every fact that comes to be known of the time before
/// it. A failure is recorded on the case; nothing is refused.
/// </summary>
internal static class CaseGuards
{
    public static IEnumerable<Guard> Of(PenaltyCase @case, Law law) =>
        @case.Decided is { } decided ? OfPenalty(@case, decided, law)
        : @case.OnSpot is { } onSpot ? [Officers(onSpot.Officers, onSpot.On, law)]
        : @case.NoPenalty is { } none ? OfNoPenalty(@case, none, law)
        : [];

    /// <summary>
    /// A legal review is needed (行政处罚法 art. 58): upstream says so, a hearing was asked for or held, or the rules want one in every ordinary
    /// case.
    /// </summary>
    public static bool NeedsReview(PenaltyCase @case, Law law) =>
        @case.IsOrdinary && (@case.InvestigationEnded?.ReviewRequired ?? @case.Filed!.ReviewRequired
            ?? (@case.HearingRequest is not null || @case.Hearing is not null || @case.Reviews.Exists(review => review.IsGrounded)
                || law.Rules.At(@case.Filed!.On).Parameters.ReviewsEveryOrdinaryCase));

    /// <summary>
    /// The heads must discuss it together (art. 57): upstream says so, or the penalty is of a kind or amount the rules name.
    /// </summary>
    public static bool NeedsDiscussion(PenaltyCase @case, Law law) =>
        @case.IsOrdinary && (@case.InvestigationEnded?.DiscussionRequired ?? @case.Filed!.DiscussionRequired
            ?? (@case.Decided is { } decided && law.Rules.At(decided.On).Parameters is var rules
                && (Array.Exists(decided.Kinds, kind => rules.DiscussionKinds.Contains(kind.ToString()))
                    || decided.FineFen >= rules.DiscussionFineFen)));

    /// <summary>The last review on the day of the decision or before; what was returned after it had passed is not passed.</summary>
    public static LegalReviewed? LastReview(PenaltyCase @case)
    {
        LegalReviewed? last = null;
        foreach (var review in @case.Reviews)
        {
            last = !(review.On > @case.Decided?.On) && !(review.On < last?.On) ? review : last;
        }

        return last;
    }

    /// <summary>The last review, if it passed.</summary>
    public static LegalReviewed? PassedReview(PenaltyCase @case) =>
        LastReview(@case) is { Outcome: ReviewOutcome.Passed } passed ? passed : null;

    /// <summary>
    /// What made the decision lawful as to notice: the notice, where the 5 working days were over, the statement or the waiver before them;
    /// null where nothing did.
    /// </summary>
    public static Fact? NoticeKept(PenaltyCase @case, Law law)
    {
        if (@case.Notice is not { } notice || @case.Decided is not { } decided || notice.On > decided.On)
        {
            return null;
        }

        if (CaseClocks.OfStatement(@case, law) is not { } clock || decided.On > clock.Deadline.Due || notice.WaivedOn <= decided.On)
        {
            return notice;
        }

        return @case.Statements.Find(statement => statement.On <= decided.On);
    }

    private static IEnumerable<Guard> OfPenalty(PenaltyCase @case, CaseDecided decided, Law law)
    {
        yield return FiledBefore(@case, decided.On);
        yield return @case.Notice is { } notice
            ? new("G2", NoticeKept(@case, law) is not null, Finding.Noticed, ("noticed", notice.On), ("decided", decided.On))
            : new("G2", false, Finding.NotNoticed);
        yield return Heard(@case, decided);
        yield return Review(@case, law);
        yield return Discussed(@case, decided, law);
        yield return Officers(@case.Filed?.Officers ?? [], @case.Filed?.On ?? decided.On, law);
        yield return InTime(@case, law);
        yield return Amount(@case, decided, law);
        yield return new("G9", true, Finding.PenaltyDecided);
        yield return Recorded(@case, decided);
    }

    private static IEnumerable<Guard> OfNoPenalty(PenaltyCase @case, CaseNoPenalty none, Law law)
    {
        yield return FiledBefore(@case, none.On);
        yield return Officers(@case.Filed?.Officers ?? [], @case.Filed?.On ?? none.On, law);
        yield return InTime(@case, law);
        yield return new("G9", none.Reason.Length > 0, Finding.NoPenalty, ("reason", none.Reason));
    }

    private static Guard FiledBefore(PenaltyCase @case, DateOnly decided) => @case.Filed is { } filed
        ? new("G1", filed.On <= decided, Finding.Filed, ("filed", filed.On), ("decided", decided))
        : new("G1", false, Finding.NotFiled);

    private static Guard Heard(PenaltyCase @case, CaseDecided decided) => (@case.HearingRequest, @case.Hearing) switch
    {
        (null, _) => new("G3", true, Finding.HearingNotRequested),
        (_, null) => new("G3", false, Finding.HearingNotHeld),
        (_, { } hearing) => new("G3", hearing.On <= decided.On, Finding.HearingHeld, ("day", hearing.On)),
    };

    private static Guard Review(PenaltyCase @case, Law law)
    {
        if (!NeedsReview(@case, law))
        {
            return new("G4", true, Finding.ReviewNotRequired);
        }

        if (PassedReview(@case) is not { } passed)
        {
            return LastReview(@case) is { Outcome: ReviewOutcome.Returned } returned
                ? new("G4", false, Finding.ReviewReturned, ("day", returned.On))
                : new("G4", false, Finding.ReviewNotPassed);
        }

        return @case.Filed!.Officers.Contains(passed.ReviewerId, StringComparer.Ordinal)
            ? new("G4", false, Finding.ReviewedByOwnOfficer)
            : new("G4", true, Finding.ReviewPassed, ("day", passed.On));
    }

    private static Guard Discussed(PenaltyCase @case, CaseDecided decided, Law law)
    {
        if (!NeedsDiscussion(@case, law))
        {
            return new("G5", true, Finding.DiscussionNotRequired);
        }

        return @case.Discussed is { } discussed
            ? new("G5", discussed.On <= decided.On, Finding.Discussed, ("day", discussed.On))
            : new("G5", false, Finding.NotDiscussed);
    }

    private static Guard Officers(string[] officers, DateOnly on, Law law) => law.Certificates.AreEnough(officers, on)
        ? new("G6", true, Finding.OfficersEnough, ("day", on))
        : new("G6", false, Finding.OfficersTooFew, ("day", on));

    private static Guard InTime(PenaltyCase @case, Law law) => CaseClocks.OfLimit(@case, law) is { } limit
        ? new("G7", limit.IsMet, Finding.Limited, ("due", limit.Deadline.Due))
        : new("G7", true, Finding.Unlimited);

    private static Guard Amount(PenaltyCase @case, CaseDecided decided, Law law)
    {
        if (@case.Item is not { } item || decided.FineFen == 0 || !law.FineRanges.TryGetValue(item, out var range))
        {
            return new("G8", true, Finding.RangeNotSet);
        }

        var isWithin = decided.FineFen >= range.Least && decided.FineFen <= range.Most;
        return new("G8", isWithin, Finding.RangeSet, ("leastFen", range.Least), ("mostFen", range.Most));
    }

    private static Guard Recorded(PenaltyCase @case, CaseDecided decided)
    {
        var text = @case.Records.Exists(record => record.IsText && record.OccurredOn <= decided.On);
        var pictures = @case.Records.Exists(record => !record.IsText && record.OccurredOn <= decided.On);
        var needsPictures = @case.Hearing is not null || @case.Measures.Exists(fact => fact is MeasureTaken);
        return !text ? new("G10", false, Finding.TextMissing)
            : needsPictures && !pictures ? new("G10", false, Finding.PicturesMissing)
            : new("G10", true, Finding.RecordsComplete);
    }
}
