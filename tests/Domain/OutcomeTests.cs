using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Outcomes of reviews and lawsuits come in words (DOMAIN.md §1.17): each means what the law makes of it.</summary>
public sealed class OutcomeTests
{
    [Theory]
    [InlineData("撤销", "Annulled")]
    [InlineData("撤 销", "Annulled")]
    [InlineData("撤銷", "Annulled")]
    [InlineData("撤消原处罚决定", "Annulled")]
    [InlineData("撤销并责令重新作出", "Annulled")]
    [InlineData("撤销原行政处罚决定，责令限期重作", "Annulled")]
    [InlineData("撤銷原處分，責令重新處理", "Annulled")]
    [InlineData("责令重新作出行政行为", "Annulled")]
    [InlineData("确认无效", "Annulled")]
    [InlineData("撤销处罚决定；驳回其他诉讼请求", "Annulled")]
    [InlineData("Annulled", "Annulled")]
    [InlineData("revoked ", "Annulled")]
    [InlineData("set aside", "Annulled")]
    [InlineData("Revocation and remaking ordered", "Annulled")]
    [InlineData("ＡＮＮＵＬＬＥＤ", "Annulled")]
    [InlineData("部分撤销", "Changed")]
    [InlineData("撤销行政处罚决定第二项", "Changed")]
    [InlineData("维持罚款，撤销没收", "Changed")]
    [InlineData("變更", "Changed")]
    [InlineData("变更为罚款1000元", "Changed")]
    [InlineData("partially annulled", "Changed")]
    [InlineData("annulled in part", "Changed")]
    [InlineData("Modified", "Changed")]
    [InlineData("确认违法", "Unlawful")]
    [InlineData("確認違法", "Unlawful")]
    [InlineData("确认违法，不予撤销", "Unlawful")]
    [InlineData("确认程序违法但不撤销", "Unlawful")]
    [InlineData("责令履行", "Unlawful")]
    [InlineData("赔偿", "Unlawful")]
    [InlineData("declared unlawful", "Unlawful")]
    [InlineData("维持", "Stands")]
    [InlineData("維持原處罰決定", "Stands")]
    [InlineData("驳回", "Stands")]
    [InlineData("驳回原告要求撤销处罚决定的诉讼请求", "Stands")]
    [InlineData("驳回赔偿请求", "Stands")]
    [InlineData("违法事实清楚，维持", "Stands")]
    [InlineData("不予撤销", "Stands")]
    [InlineData("终止（撤回申请）", "Stands")]
    [InlineData("撤诉", "Stands")]
    [InlineData("调解", "Stands")]
    [InlineData("和解", "Stands")]
    [InlineData("撤销一审判决，驳回诉讼请求", "Stands")]
    [InlineData("撤销复议决定，维持处罚决定", "Stands")]
    [InlineData("Upheld", "Stands")]
    [InlineData("Dismissed", "Stands")]
    [InlineData("withdrawn by the applicant", "Stands")]
    [InlineData("驳回上诉，维持原判", "AsBefore")]
    [InlineData("发回重审", "Unread")]
    [InlineData("不予维持", "Unread")]
    [InlineData("见附件", "Unread")]
    [InlineData("07", "Unread")]
    public void The_words_of_an_outcome_mean_what_the_law_makes_of_it(string words, string ruling) =>
        Assert.Equal(ruling, $"{OutcomeWords.Read(words)}");

    [Fact]
    public void Of_sixteen_reviews_of_the_shared_cases_twelve_are_corrections()
    {
        var events = JudgedCases.Read("05-reviews.json");

        Assert.Equal((16, 12, 0),
            (Sum(events, Counter.ReviewsConcluded), Sum(events, Counter.ReviewsCorrected), Sum(events, Counter.OutcomesUnread)));
    }

    /// <summary>Annulled as a whole the penalty is not due; changed, annulled in part or held unlawful, what is left of it is.</summary>
    [Theory]
    [InlineData("ctl", "open", null)]
    [InlineData("o0", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o1", "open", "2026-06-10 2026-06-15 open")]
    [InlineData("o2", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o3", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o4", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o5", "open", "2026-06-10 2026-06-15 open")]
    [InlineData("o6", "open", "2026-06-10 2026-06-15 open")]
    [InlineData("o7", "open", null)]
    [InlineData("o8", "open", null)]
    [InlineData("o9", "open", null)]
    [InlineData("o10", "open", null)]
    [InlineData("o11", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o12", "open", "2026-06-10 2026-06-15 open")]
    [InlineData("o13", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o14", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    [InlineData("o15", "late 2026-06-10", "2026-06-10 2026-06-15 open")]
    public void A_correction_is_withdrawn_from_publication_and_only_what_is_annulled_is_not_due(string id, string payment,
        string? withdrawal)
    {
        var @case = JudgedCases.Case(JudgedCases.Read("05-reviews.json"), $"H05-{id}");

        Assert.EndsWith(payment, JudgedCases.Clock(@case, "PEN-12"), StringComparison.Ordinal);
        Assert.Equal(withdrawal, JudgedCases.Clock(@case, "DIS-06"));
    }

    [Theory]
    [InlineData("review.concluded")]
    [InlineData("lawsuit.judged")]
    public void What_is_not_understood_counts_neither_for_nor_against_and_is_marked(string type)
    {
        var docket = Fold(Event(type, new { docketNo = "D1", day = "2026-11-03", outcome = "见附件" }));

        Assert.Equal(["V5 OutcomeUnread"], JudgedCases.Failed(docket));
        Assert.Contains("outcomesUnread 2026-11-03 1", Parts(docket));
        Assert.DoesNotContain(Counts(docket), count => count.Contains("Corrected", StringComparison.Ordinal)
            || count.Contains("Lost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("撤销", "lawsuitsLost 2026-12-03 1")]
    [InlineData("驳回", null)]
    public void An_appeal_that_is_rejected_leaves_what_the_first_instance_ruled(string first, string? lost)
    {
        var lawsuit = Fold(
            Event("lawsuit.judged", new { docketNo = "D1", day = "2026-10-03", outcome = first, final = false }, 1),
            Event("lawsuit.judged", new { docketNo = "D1", day = "2026-12-03", outcome = "驳回上诉，维持原判", final = true }, 2));

        Assert.Equal(lost, Counts(lawsuit).SingleOrDefault(count => count.StartsWith("lawsuitsLost", StringComparison.Ordinal)));
        Assert.Empty(JudgedCases.Failed(lawsuit));
    }

    [Fact]
    public void A_rejected_appeal_from_an_unknown_judgment_is_for_a_person_to_read() =>
        Assert.Equal(["V5 OutcomeUnread"],
            JudgedCases.Failed(Fold(Event("lawsuit.judged", new { docketNo = "D1", day = "2026-12-03", outcome = "驳回上诉" }))));

    private static long Sum(IEnumerable<SourceEvent> events, Counter counter) => events
        .GroupBy(@event => new SubjectKey(@event.Kind, @event.Subject))
        .Sum(facts => Subject.Fold(facts.Key, facts).Judge(SeededLaw.Law).Counts.Where(count => count.Counter == counter)
            .Sum(count => count.Amount));
}
