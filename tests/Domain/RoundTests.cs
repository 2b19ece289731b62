using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>
/// A decision that is deleted, annulled or made again begins a round (DOMAIN.md §1.16); an act serves the decision it follows, and none
/// before or after that.
/// </summary>
public sealed class RoundTests
{
    private static readonly DateTimeOffset Morning = new(2025, 1, 6, 10, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void An_annulled_penalty_is_not_due_from_that_day_on_and_stays_where_it_was_decided()
    {
        var @case = JudgedCases.Case(JudgedCases.Read("05-old-annulled.json"), "HX-old");

        Assert.Equal(
            ("2025-02-21 2025-03-10 late 2025-05-10", "2025-08-21 2025-11-21 met 2025-05-10",
                "2025-03-10 2025-04-09 late 2025-05-10", "2025-05-10 2025-05-14 met 2025-05-12"),
            (JudgedCases.Clock(@case, "PEN-12"), JudgedCases.Clock(@case, "PEN-19"), JudgedCases.Clock(@case, "PEN-17"),
                JudgedCases.Clock(@case, "DIS-06")));
        Assert.DoesNotContain(Raised(@case), rule => rule is 3 or 17);
        Assert.Contains("finesFen 2025-02-20 360000", Counts(@case));
        Assert.DoesNotContain(Parts(@case), part => part.StartsWith("payableOpenFen", StringComparison.Ordinal));
        Assert.Contains("withdrawalOnTime 2025-05-10 1", Parts(@case));
    }

    [Fact]
    public void A_review_that_upholds_leaves_the_penalty_due()
    {
        var told = JudgedCases.Read("05-old-annulled.json")
            .Where(@event => @event.Type is not ("review.concluded" or "decision.withdrawn"));

        var @case = JudgedCases.Case(told, "HX-old");

        Assert.Equal("2025-02-21 2025-03-10 open", JudgedCases.Clock(@case, "PEN-12"));
        Assert.Contains((byte)17, Raised(@case));
        Assert.Contains("payableOpenFen 2025-03-10 360000", Parts(@case));
    }

    [Theory]
    [InlineData("case.withdrawn", "处罚决定错误，予以撤销")]
    [InlineData("decision.withdrawn", "经复核自行撤销")]
    [InlineData("decision.withdrawn", "原行政处罚决定已被撤销")]
    public void What_the_agency_annuls_itself_is_not_due_either(string type, string reason)
    {
        var told = JudgedCases.Read("05-old-annulled.json").Where(@event => @event.Kind == "case" && @event.Type != "decision.withdrawn");
        var own = Event(type, new { caseId = "HX-old", subjectType = "case", subjectId = "HX-old", day = "2025-05-12", reason }, 5);

        var @case = JudgedCases.Case([.. told, own], "HX-old");

        Assert.EndsWith("late 2025-05-12", JudgedCases.Clock(@case, "PEN-12"), StringComparison.Ordinal);
        Assert.StartsWith("2025-05-12 2025-05-15", JudgedCases.Clock(@case, "DIS-06"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("信用修复，撤销公示")]
    [InlineData("公示期满")]
    [InlineData("撤销处罚公示信息")]
    public void A_publication_that_is_withdrawn_for_another_reason_annuls_nothing(string reason)
    {
        var told = JudgedCases.Read("05-old-annulled.json").Where(@event => @event.Kind == "case" && @event.Type != "decision.withdrawn");
        var repaired = Event("decision.withdrawn",
            new { subjectType = "case", subjectId = "HX-old", day = "2025-05-12", reason }, 5);

        Assert.EndsWith("open", JudgedCases.Clock(JudgedCases.Case([.. told, repaired], "HX-old"), "PEN-12"), StringComparison.Ordinal);
    }

    /// <summary>Decided, served, published, paid; deleted; decided again: nothing of the first serves the second.</summary>
    [Theory]
    [InlineData("D1")]
    [InlineData("D2")]
    public void After_a_decision_is_deleted_and_made_again_nothing_done_on_the_first_serves_the_second(string document)
    {
        var first = First();
        var deleted = On("case.decided", "2025-03-18", 6, new { caseId = "C1" }, Operation.Delete);

        var @case = JudgedCases.Case([.. first, deleted, Decision("2025-03-20", document, 7, 200_000)], "C1");

        Assert.Equal("decided", @case.Stage);
        Assert.Equal(("2025-03-20 2025-03-31 open", "2025-03-20 2025-03-31 open", null),
            (JudgedCases.Clock(@case, "PEN-10"), JudgedCases.Clock(@case, "DIS-01"), JudgedCases.Clock(@case, "PEN-12")));
        Assert.Equal("2025-01-06 2025-04-07 met 2025-03-20", JudgedCases.Clock(@case, "PEN-03"));
        Assert.Contains("finesFen 2025-03-20 200000", Counts(@case));
        Assert.DoesNotContain(Counts(@case), count => count.StartsWith("finesFen 2025-02", StringComparison.Ordinal));
        Assert.Contains("paidFen 2025-02-25 300000", Counts(@case));

        var served = JudgedCases.Case([.. first, deleted, Decision("2025-03-20", document, 7, 200_000), Service("2025-03-21", 8)], "C1");
        Assert.Equal("2025-03-21 2025-04-07 open", JudgedCases.Clock(served, "PEN-12"));
        Assert.Contains("payableOpenFen 2025-04-07 200000", Parts(served));
    }

    [Fact]
    public void What_was_served_on_the_same_day_serves_a_deleted_decision_and_not_the_one_made_after_it()
    {
        var deleted = On("case.decided", "2025-02-20", 6, new { caseId = "C1" }, Operation.Delete);

        var @case = JudgedCases.Case([.. First(), deleted, Decision("2025-02-24", "D2", 7, 200_000)], "C1");

        Assert.Equal("2025-02-24 2025-03-05 open", JudgedCases.Clock(@case, "PEN-10"));
    }

    /// <summary>Annulled by review and made again: each decision has its own service, payment and publication.</summary>
    [Fact]
    public void After_an_annulment_a_new_decision_runs_by_itself_and_the_old_review_does_not_touch_it()
    {
        var told = new[]
        {
            On("review.received", "2025-03-03", 1, new { docketNo = "V1", subjectId = "C1", day = "2025-03-03" }),
            On("review.concluded", "2025-04-10", 2, new { docketNo = "V1", day = "2025-04-10", outcome = "撤销并责令重新作出" }),
        }.Concat(First().Where(@event => @event.Type != "case.paid")).ToList();
        var again = Decision("2025-05-20", "D2", 6, 200_000);

        var @case = JudgedCases.Case([.. told, again, Service("2025-05-21", 7)], "C1");

        Assert.Equal("2025-05-21 2025-06-05 open", JudgedCases.Clock(@case, "PEN-12"));
        Assert.Null(JudgedCases.Clock(@case, "DIS-06"));
        Assert.Equal("2025-01-06 2025-04-07 met 2025-02-20", JudgedCases.Clock(@case, "PEN-03"));
        Assert.Contains("finesFen 2025-02-20 300000", Counts(@case));
        Assert.Contains("finesFen 2025-05-20 200000", Counts(@case));
        Assert.Contains("servedOnTime 2025-02-20 1", Parts(@case));
        Assert.Contains("servedOnTime 2025-05-20 1", Parts(@case));
        Assert.Contains("payableOpenFen 2025-06-05 200000", Parts(@case));
        Assert.DoesNotContain(Parts(@case), part => part.EndsWith("300000", StringComparison.Ordinal));
        Assert.Contains(@case.Judge(SeededLaw.Law).Clocks, clock => clock is { Limit.Id: "DIS-06", Key: "D1", Stopped: null });

        // What was published of the first is withdrawn only now: that is not the second's.
        var withdrawn = On("decision.withdrawn", "2025-05-22", 8,
            new { subjectType = "case", subjectId = "C1", day = "2025-05-22", reason = "复议撤销" });
        Assert.Contains(JudgedCases.Case([.. told, again, withdrawn], "C1").Judge(SeededLaw.Law).Clocks,
            clock => clock is { Limit.Id: "DIS-06", Key: "D1", Stopped: not null });
    }

    [Theory]
    [InlineData("2025-03-03", false)]
    [InlineData("2025-05-28", true)]
    public void A_review_annuls_the_decision_that_stood_when_it_was_received(string received, bool isOfSecond)
    {
        var @case = JudgedCases.Case(
            [.. First(), Decision("2025-05-20", "D2", 6, 200_000), Service("2025-05-21", 7),
                On("lawsuit.served", received, 1, new { docketNo = "L1", subjectId = "C1", day = received }),
                On("lawsuit.judged", "2025-07-10", 2, new { docketNo = "L1", day = "2025-07-10", outcome = "Annulled" })], "C1");

        Assert.EndsWith(isOfSecond ? "late 2025-07-10" : "open", JudgedCases.Clock(@case, "PEN-12"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_of_a_day_before_any_decision_annuls_nothing_and_is_marked()
    {
        var @case = JudgedCases.Case(
            [.. First().Where(@event => @event.Type != "case.paid"),
                On("review.received", "2025-02-10", 1, new { docketNo = "V1", subjectId = "C1", day = "2025-02-10" }),
                On("review.concluded", "2025-04-10", 2, new { docketNo = "V1", day = "2025-04-10", outcome = "撤销" })], "C1");

        Assert.EndsWith("open", JudgedCases.Clock(@case, "PEN-12"), StringComparison.Ordinal);
        Assert.Contains("V8 ContestedBefore", JudgedCases.Failed(@case));
    }

    [Fact]
    public void Another_system_that_numbers_its_events_by_itself_publishes_the_decision_its_day_follows()
    {
        var published = Publication("2025-05-22", 1);
        var deleted = On("case.decided", "2025-03-18", 6, new { caseId = "C1" }, Operation.Delete);

        var @case = JudgedCases.Case([.. First(), deleted, Decision("2025-05-20", "D2", 7, 200_000), published], "C1");

        Assert.Equal("2025-05-20 2025-05-29 met 2025-05-22", JudgedCases.Clock(@case, "DIS-01"));
    }

    /// <summary>A publication alone opens no case, so its day is no case's first, whichever round it is of.</summary>
    [Fact]
    public void A_publication_before_all_rounds_does_not_make_the_case_older()
    {
        var @case = JudgedCases.Case(
            [Decision("2025-02-20", "D1", 1, 300_000), Decision("2025-03-20", "D2", 2, 200_000), Publication("2025-02-03", 3)], "C1");

        Assert.Contains("openDecided 2025-02-20 1", Counts(@case));
    }

    [Fact]
    public void The_same_document_said_again_is_a_correction_and_no_new_round()
    {
        var @case = JudgedCases.Case([.. First(), Decision("2025-02-20", "D1b", 9, 200_000)], "C1");

        Assert.Equal("2025-02-20 2025-03-03 met 2025-02-21", JudgedCases.Clock(@case, "PEN-10"));
        Assert.DoesNotContain(Counts(@case), count => count.EndsWith(" 300000", StringComparison.Ordinal)
            && count.StartsWith("finesFen", StringComparison.Ordinal));
    }

    [Fact]
    public void Service_before_the_decision_is_marked_and_ends_no_clock()
    {
        var @case = JudgedCases.Case(JudgedCases.Read("06-served-before.json"), "HX-serv");

        Assert.Equal("2026-03-10 2026-03-19 open", JudgedCases.Clock(@case, "PEN-10"));
        Assert.Null(JudgedCases.Clock(@case, "PEN-12"));
        Assert.Null(JudgedCases.Clock(@case, "LIT-01"));
        Assert.Contains("V8 ServedBefore", JudgedCases.Failed(@case));
        Assert.Equal("decided", @case.Stage);
    }

    [Theory]
    [InlineData("decision.published", "DIS-01", "V8 PublishedBefore")]
    [InlineData("case.paid", "PEN-12", "V8 PaidBefore")]
    [InlineData("case.courtApplied", "PEN-19", "V8 AppliedBefore")]
    [InlineData("case.enforced", "PEN-12", "V8 EnforcedBefore")]
    public void Any_act_before_its_decision_is_marked_and_ends_no_clock(string type, string limit, string mark)
    {
        var act = On(type, "2025-02-03", 9, new { caseId = "C1", subjectType = "case", subjectId = "C1", day = "2025-02-03", url = "u",
            amount = 300_000, paidOn = "2025-02-03", kind = "Fine", receiptNo = "R0", outcome = "Completed" });

        var @case = JudgedCases.Case(
            [.. First().Where(@event => @event.Type is "case.filed" or "case.decided" or "case.served"), act], "C1");

        Assert.EndsWith("open", JudgedCases.Clock(@case, limit), StringComparison.Ordinal);
        Assert.Contains(mark, JudgedCases.Failed(@case));
    }

    public static TheoryData<string> Pairs => [.. Steps.Keys];

    /// <summary>Limits by what sets them off and, of a day before that, what would end them.</summary>
    private static readonly Dictionary<string, SourceEvent[]> Steps = new()
    {
        ["LIC-05"] = [Event("licence.decided", new { applicationNo = "L", day = "2026-09-28", outcome = "Granted" }),
            Event("licence.issued", new { applicationNo = "L", day = "2026-09-25" })],
        ["REC-03"] = [Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-09-28" }),
            Event("review.answered", new { docketNo = "V", day = "2026-09-25" })],
        ["LIT-03"] = [Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-09-16" }),
            Event("lawsuit.answered", new { docketNo = "V", day = "2026-09-15" })],
        ["PEN-09"] = [OnCase("case.hearingRequested", "2026-09-01"), OnCase("case.hearingHeld", "2026-08-20")],
        ["PEN-05"] = [OnCase("case.evidencePreserved", "2026-09-28"), OnCase("case.evidenceHandled", "2026-09-20")],
        ["INS-11"] = [Started(), Completed(result: "Rectify", at: "2026-09-28T11:00:00+08:00", due: "2026-10-20"),
            Event("rectification.rechecked", new { actNo = "I1", day = "2026-09-20", outcome = "Passed" })],
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_lies_before_what_it_presupposes_is_marked_and_ends_no_limit(string limit)
    {
        var subject = Fold(Steps[limit]);

        Assert.Null(Assert.Single(subject.Judge(SeededLaw.Law).Clocks, clock => clock.Limit.Id == limit).Stopped);
        Assert.Contains("V8 ActBefore", JudgedCases.Failed(subject));
    }

    [Theory]
    [InlineData("06a.json", "H06-a")]
    public void A_file_that_was_returned_after_it_had_passed_has_not_passed(string file, string id)
    {
        var @case = JudgedCases.Case(JudgedCases.Read(file), id);

        Assert.Contains("G4 ReviewReturned", JudgedCases.Failed(@case));
        Assert.DoesNotContain("legalReviewPassed 2026-03-06 1", Parts(@case));
    }

    [Theory]
    [InlineData("2026-03-06", true)]
    [InlineData("2026-03-07", false)]
    public void The_last_legal_review_before_the_decision_counts(string passedAgain, bool passes)
    {
        var told = JudgedCases.Read("06a.json");
        var third = Event("case.legalReviewed", new { caseId = "H06-a", day = passedAgain, outcome = "Passed", reviewerId = "R1" }, 5);

        var failed = JudgedCases.Failed(JudgedCases.Case([.. told, third], "H06-a"));

        Assert.Equal(passes, !failed.Any(guard => guard.StartsWith("G4", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_receipt_for_the_fine_and_the_surcharge_is_two_payments()
    {
        var @case = JudgedCases.Case(JudgedCases.Read("N1-receipt.json"), "HX-r1");

        Assert.Contains("paidFen 2025-12-08 390000", Sums(@case));
    }

    [Fact]
    public void One_receipt_on_two_days_is_two_payments_and_above_what_can_be_due_they_are_counted_and_marked()
    {
        var told = JudgedCases.Read("N1-receipt.json");
        var more = Event("case.paid",
            new { caseId = "HX-r1", amount = 340_000, paidOn = "2025-12-09", kind = "Fine", receiptNo = "R-1" }, 5);

        var @case = JudgedCases.Case([.. told, more], "HX-r1");

        Assert.Contains("paidFen 2025-12-09 340000", Sums(@case));
        Assert.Contains("V9 Overpaid", JudgedCases.Failed(@case));
        Assert.DoesNotContain("V9 Overpaid", JudgedCases.Failed(JudgedCases.Case(told, "HX-r1")));
    }

    [Fact]
    public void The_day_of_a_payment_is_corrected_by_its_receipt()
    {
        var told = JudgedCases.Read("N1-receipt.json");
        var corrected = Event("case.paid", new { caseId = "HX-r1", amount = 30_000, paidOn = "2025-12-10", kind = "Surcharge",
            receiptNo = "R-1" }, 5, Operation.Update);

        Assert.Equal(["paidFen 2025-12-08 360000", "paidFen 2025-12-10 30000"],
            Sums(JudgedCases.Case([.. told, corrected], "HX-r1")).Where(count => count.StartsWith("paidFen", StringComparison.Ordinal)));
    }

    private static byte[] Raised(Subject subject) => [.. subject.Judge(SeededLaw.Law).Warnings
        .Where(warning => warning.Cleared is null).Select(warning => warning.Rule)];

    /// <summary>Counts of one counter and day added up.</summary>
    private static string[] Sums(Subject subject) => [.. Grains.Domain.Tallies.SubjectCounts.Of("", subject.Judge(SeededLaw.Law).Counts)
        .Counts.Select(count => $"{Grains.Domain.Tallies.Counters.Name(count.Counter)} {count.Day:yyyy-MM-dd} {count.Amount}")];

    private static SourceEvent[] First() =>
    [
        Filed(on: "2025-01-06", seq: 1) with { Time = Morning },
        Decision("2025-02-20", "D1", 2, 300_000), Service("2025-02-21", 3), Publication("2025-02-24", 4),
        On("case.paid", "2025-02-25", 5, new { caseId = "C1", amount = 300_000, paidOn = "2025-02-25", kind = "Fine", receiptNo = "R1" }),
    ];

    private static SourceEvent Decision(string on, string document, long seq, long fine) => On("case.decided", on, seq,
        new { caseId = "C1", docNo = document, decidedOn = on, kinds = Words("Fine"), fine, confiscated = 0, disclosureRequired = true });

    private static SourceEvent Service(string on, long seq) =>
        On("case.served", on, seq, new { caseId = "C1", servedOn = on, method = "Direct" });

    private static SourceEvent Publication(string on, long seq) =>
        On("decision.published", on, seq, new { subjectType = "case", subjectId = "C1", day = on, url = "u" });

    private static SourceEvent On(string type, string day, long seq, object data, Operation operation = Operation.Insert) =>
        Event(type, data, seq, operation, Morning.AddDays(Day(day).DayNumber - Day("2025-01-06").DayNumber));
}
