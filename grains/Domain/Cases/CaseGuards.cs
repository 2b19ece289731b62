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

    /// <summary>A legal review is needed (行政处罚法 art. 58): upstream says so, a hearing was asked for or held, or the rules want one in every ordinary case.</summary>
    public static bool NeedsReview(PenaltyCase @case, Law law) =>
        @case.IsOrdinary && (@case.InvestigationEnded?.ReviewRequired ?? @case.Filed!.ReviewRequired
            ?? (@case.HearingRequest is not null || @case.Hearing is not null || @case.Reviews.Exists(review => review.IsGrounded) || law.Rules.At(@case.Filed!.On).Parameters.ReviewsEveryOrdinaryCase));

    /// <summary>The heads must discuss it together (art. 57): upstream says so, or the penalty is of a kind or amount the rules name.</summary>
    public static bool NeedsDiscussion(PenaltyCase @case, Law law) =>
        @case.IsOrdinary && (@case.InvestigationEnded?.DiscussionRequired ?? @case.Filed!.DiscussionRequired
            ?? (@case.Decided is { } decided && law.Rules.At(decided.On).Parameters is var rules
                && (Array.Exists(decided.Kinds, kind => rules.DiscussionKinds.Contains(kind.ToString())) || decided.FineFen >= rules.DiscussionFineFen)));

    /// <summary>The review that passed in time: on the day of the decision or before.</summary>
    public static LegalReviewed? PassedReview(PenaltyCase @case) =>
        @case.Reviews.Find(review => review.Outcome == ReviewOutcome.Passed && (@case.Decided is null || review.On <= @case.Decided.On));

    /// <summary>What made the decision lawful as to notice: the notice, where the 5 working days were over, the statement or the waiver before them; null where nothing did.</summary>
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
        yield return @case.Notice is null
            ? new("G2", false, "决定前未送达告知书", "No prior notice was served before the decision")
            : new("G2", NoticeKept(@case, law) is not null, $"告知书 {@case.Notice.On:yyyy-MM-dd} 送达，决定 {decided.On:yyyy-MM-dd}", $"Notice served {@case.Notice.On:yyyy-MM-dd}, decision {decided.On:yyyy-MM-dd}");
        yield return @case.HearingRequest is null ? new("G3", true, "当事人未要求听证", "No hearing was requested")
            : new("G3", @case.Hearing?.On <= decided.On, @case.Hearing is { } hearing ? $"听证 {hearing.On:yyyy-MM-dd} 举行" : "要求听证而未举行", @case.Hearing is { } held ? $"Hearing held {held.On:yyyy-MM-dd}" : "A hearing was requested and not held");
        yield return Review(@case, law);
        yield return !NeedsDiscussion(@case, law) ? new("G5", true, "不属于应当集体讨论的案件", "Collective discussion is not required")
            : new("G5", @case.Discussed?.On <= decided.On, @case.Discussed is { } discussed ? $"集体讨论 {discussed.On:yyyy-MM-dd}" : "应当集体讨论而未讨论", @case.Discussed is { } on ? $"Discussed {on.On:yyyy-MM-dd}" : "Collective discussion was required and not held");
        yield return Officers(@case.Filed?.Officers ?? [], @case.Filed?.On ?? decided.On, law);
        yield return InTime(@case, law);
        yield return Amount(@case, decided, law);
        yield return new("G9", true, "作出处罚决定，无须不予处罚理由", "A penalty was decided; no reason for none is needed");
        yield return Recorded(@case, decided);
    }

    private static IEnumerable<Guard> OfNoPenalty(PenaltyCase @case, CaseNoPenalty none, Law law)
    {
        yield return FiledBefore(@case, none.On);
        yield return Officers(@case.Filed?.Officers ?? [], @case.Filed?.On ?? none.On, law);
        yield return InTime(@case, law);
        yield return new("G9", none.Reason.Length > 0, $"不予处罚理由：{none.Reason}", $"Reason for no penalty: {none.Reason}");
    }

    private static Guard FiledBefore(PenaltyCase @case, DateOnly decided) => @case.Filed is { } filed
        ? new("G1", filed.On <= decided, $"立案 {filed.On:yyyy-MM-dd}，决定 {decided:yyyy-MM-dd}", $"Filed {filed.On:yyyy-MM-dd}, decided {decided:yyyy-MM-dd}")
        : new("G1", false, "无立案记录", "No filing is known");

    private static Guard Review(PenaltyCase @case, Law law)
    {
        if (!NeedsReview(@case, law))
        {
            return new("G4", true, "不属于应当法制审核的案件", "Legal review is not required");
        }

        if (PassedReview(@case) is not { } passed)
        {
            return new("G4", false, "决定前法制审核未通过", "No legal review passed before the decision");
        }

        return @case.Filed!.Officers.Contains(passed.ReviewerId, StringComparer.Ordinal)
            ? new("G4", false, "法制审核人员是本案办案人员", "The legal reviewer is an officer of the case")
            : new("G4", true, $"法制审核 {passed.On:yyyy-MM-dd} 通过", $"Legal review passed {passed.On:yyyy-MM-dd}");
    }

    private static Guard Officers(string[] officers, DateOnly on, Law law) => law.Certificates.AreEnough(officers, on)
        ? new("G6", true, $"{on:yyyy-MM-dd} 持有效证件执法人员不少于两名", $"At least two officers with valid certificates on {on:yyyy-MM-dd}")
        : new("G6", false, $"{on:yyyy-MM-dd} 持有效证件执法人员少于两名", $"Fewer than two officers with valid certificates on {on:yyyy-MM-dd}");

    private static Guard InTime(PenaltyCase @case, Law law) => CaseClocks.OfLimit(@case, law) is not { } limit
        ? new("G7", true, "未适用办案期限", "No limit applies")
        : new("G7", limit.IsMet, $"期限至 {limit.Deadline.Due:yyyy-MM-dd}", $"Limit ended {limit.Deadline.Due:yyyy-MM-dd}");

    private static Guard Amount(PenaltyCase @case, CaseDecided decided, Law law) => @case.Item is not { } item || decided.FineFen == 0 || !law.FineRanges.TryGetValue(item, out var range)
        ? new("G8", true, "未设定法定幅度，不作判断", "No statutory range is set")
        : new("G8", decided.FineFen >= range.Least && decided.FineFen <= range.Most, $"法定幅度 {range.Least / 100}–{range.Most / 100} 元", $"Statutory range {range.Least / 100}–{range.Most / 100} yuan");

    private static Guard Recorded(PenaltyCase @case, CaseDecided decided)
    {
        var text = @case.Records.Exists(record => record.IsText && record.OccurredOn <= decided.On);
        var pictures = @case.Records.Exists(record => !record.IsText && record.OccurredOn <= decided.On);
        var needsPictures = @case.Hearing is not null || @case.Measures.Exists(fact => fact is MeasureTaken);
        return text && (pictures || !needsPictures) ? new("G10", true, "全过程记录齐全", "Records are complete")
            : new("G10", false, text ? "缺少应当的音像记录" : "缺少文字记录", text ? "A required audio or video record is missing" : "The text record is missing");
    }
}
