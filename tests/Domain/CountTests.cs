using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Each counter of CONTRACT.md §3, on its attribution date, once per subject.</summary>
public sealed class CountTests
{
    private static readonly Dictionary<string, (SourceEvent[] Events, string[] Counts)> Stories = new()
    {
        ["filed, ordinary"] = ([Filed()], ["casesFiled 2026-11-02 1", "openFiled 2026-11-02 1"]),
        ["filed, off-site"] = ([Filed(procedure: "OffSite")], ["casesFiled 2026-11-02 1", "openFiled 2026-11-02 1"]),
        ["filed, on the spot, has no filing"] = ([Filed(procedure: "OnTheSpot")], ["openFiled 2026-11-02 1"]),
        ["decided"] = ([Filed(), Decided(confiscated: 700)],
            ["casesDecided 2026-11-20 1", "casesFiled 2026-11-02 1", "confiscatedFen 2026-11-20 700", "disclosureOpen 2026-11-20 1",
                "finesFen 2026-11-20 300000", "openDecided 2026-11-02 1"]),
        ["decided without filing stands open since its first day"] = ([Decided(disclose: false)],
            ["casesDecided 2026-11-20 1", "finesFen 2026-11-20 300000", "openDecided 2026-11-20 1"]),
        ["on the spot"] = (
            [Event("case.onSpotDecided",
                new { caseId = "C1", docNo = "D", teamId = "T01", party = Company, decidedOn = "2026-11-05", kinds = Words("Fine"),
                    fine = 20_000, officers = Officers, primaryItemCode = "S14" })],
            ["casesOnSpot 2026-11-05 1", "finesFen 2026-11-05 20000", "openDecided 2026-11-05 1"]),
        ["decided in the name of the city bureau, as the filing says"] = (
            [Filed(authority: "City"), Decided(disclose: false)],
            ["casesDecided 2026-11-20 1", "casesFiled 2026-11-02 1", "finesFen 2026-11-20 300000", "openDecided 2026-11-02 1",
                "penaltiesForCity 2026-11-20 1"]),
        ["filed for the city bureau, and decided in the own name as the decision says"] = (
            [Filed(authority: "City"), Decided(disclose: false, authority: "District")],
            ["casesDecided 2026-11-20 1", "casesFiled 2026-11-02 1", "finesFen 2026-11-20 300000", "openDecided 2026-11-02 1"]),
        ["on the spot, in the name of the city bureau"] = (
            [Event("case.onSpotDecided",
                new { caseId = "C1", docNo = "D", teamId = "T01", party = Company, decidedOn = "2026-11-05", kinds = Words("Fine"),
                    fine = 20_000, officers = Officers, primaryItemCode = "S14", decidingAuthority = "宁波市交通运输局" })],
            ["casesOnSpot 2026-11-05 1", "finesFen 2026-11-05 20000", "openDecided 2026-11-05 1", "penaltiesForCity 2026-11-05 1"]),
        ["no penalty"] = ([Event("case.noPenalty", new { caseId = "C1", decidedOn = "2026-11-06", reason = "r" })],
            ["casesNoPenalty 2026-11-06 1"]),
        ["withdrawn"] = ([OnCase("case.withdrawn", "2026-11-07")], ["casesWithdrawn 2026-11-07 1"]),
        ["transferred"] = ([OnCase("case.transferred", "2026-11-07")], ["casesTransferred 2026-11-07 1"]),
        ["closed"] = ([OnCase("case.closed", "2026-11-08")], ["casesClosed 2026-11-08 1"]),
        ["payments add up, each on its day"] = (
            [Paid("R1", 100, "2026-11-09", "Fine"), Paid("R2", 30, "2026-11-10", "Surcharge"), Paid("R3", 5, "2026-11-10", "Confiscation")],
            ["openFiled 2026-11-09 1", "paidFen 2026-11-09 100", "paidFen 2026-11-10 30", "paidFen 2026-11-10 5"]),
        ["published twice, counted on the first day"] = (
            [Published("2026-11-12", "b"), Published("2026-11-11", "a")], ["decisionsPublished 2026-11-11 1"]),
        ["published, and must be"] = (
            [Decided(), Published("2026-11-25", "a"), OnCase("case.closed", "2026-11-26")],
            ["casesClosed 2026-11-26 1", "casesDecided 2026-11-20 1", "decisionsPublished 2026-11-25 1", "disclosureDone 2026-11-20 1",
                "finesFen 2026-11-20 300000"]),
        ["file reviewed, excellent"] = ([Scored(90)],
            ["filesExcellent 2026-11-13 1", "filesPassed 2026-11-13 1", "filesReviewed 2026-11-13 1"]),
        ["file reviewed, passed"] = ([Scored(60)], ["filesPassed 2026-11-13 1", "filesReviewed 2026-11-13 1"]),
        ["file reviewed, failed"] = ([Scored(59)], ["filesReviewed 2026-11-13 1"]),
        ["file reviewed, vetoed"] = ([Scored(95, "x")], ["filesReviewed 2026-11-13 1"]),
        ["random inspection"] = ([Started(), Completed()], ["inspectionsRandom 2026-11-02 1"]),
        ["daily inspection"] = ([Started(category: "Daily"), Completed()], ["inspectionsRoutine 2026-11-02 1"]),
        ["special inspection"] = ([Started(category: "Special"), Completed()], ["inspectionsRoutine 2026-11-02 1"]),
        ["triggered inspection"] = ([Started(category: "Triggered"), Completed()], ["inspectionsAdHoc 2026-11-02 1"]),
        ["started inspection"] = ([Started()], []),
        ["inspection that ended after midnight in Shanghai"] = ([Started(), Completed(at: "2026-11-02T16:00:00Z")],
            ["inspectionsRandom 2026-11-03 1"]),
        ["fixed on the spot"] = ([Started(), Completed(result: "FixedOnSpot")],
            ["inspectionsRandom 2026-11-02 1", "inspectionsWithProblem 2026-11-02 1"]),
        ["became a case"] = ([Started(), Completed(result: "ToCase", caseId: "C1")],
            ["inspectionsRandom 2026-11-02 1", "inspectionsWithProblem 2026-11-02 1"]),
        ["enterprise not found"] = ([Started(), Completed(result: "NotFound")], ["inspectionsRandom 2026-11-02 1"]),
        ["rectification ordered"] = (
            [Started(), Completed(result: "Rectify", due: "2026-11-16")],
            ["inspectionsRandom 2026-11-02 1", "inspectionsWithProblem 2026-11-02 1", "rectificationOpen 2026-11-16 1",
                "rectificationsOrdered 2026-11-02 1"]),
        ["rectification failed, then passed"] = (
            [Started(), Completed(result: "Rectify", due: "2026-11-16"), Rechecked("2026-11-17", "Failed"),
                Rechecked("2026-11-20", "Passed")],
            ["inspectionsRandom 2026-11-02 1", "inspectionsWithProblem 2026-11-02 1", "rectificationsOrdered 2026-11-02 1",
                "rectificationsPassed 2026-11-20 1"]),
        ["licence"] = (
            [Licence("licence.accepted", "2026-11-02"), Licence("licence.decided", "2026-11-10")],
            ["licencesAccepted 2026-11-02 1", "licencesDecided 2026-11-10 1"]),
        ["licence applied for"] = ([Licence("licence.accepted", "2026-11-02")],
            ["licenceOpen 2026-11-02 1", "licencesAccepted 2026-11-02 1"]),
        ["review corrected"] = (
            [Docket("review.received", "2026-11-03"), Docket("review.concluded", "2026-12-03", "撤销")],
            ["reviewsConcluded 2026-12-03 1", "reviewsCorrected 2026-12-03 1", "reviewsReceived 2026-11-03 1"]),
        ["review upheld"] = ([Docket("review.concluded", "2026-12-03", "维持")], ["reviewsConcluded 2026-12-03 1"]),
        ["lawsuit lost"] = (
            [Docket("lawsuit.served", "2026-11-03"), Docket("lawsuit.judged", "2026-12-03", "revoked")],
            ["lawsuitsConcluded 2026-12-03 1", "lawsuitsLost 2026-12-03 1", "lawsuitsServed 2026-11-03 1"]),
        ["patrol"] = (
            [Event("patrol.reported",
                new { patrolId = "P", teamId = "T01", day = "2026-11-04", persons = 4, vehiclesChecked = 20, violations = 3 })],
            ["patrolPersons 2026-11-04 4", "patrolVehicles 2026-11-04 20", "patrolViolations 2026-11-04 3"]),
        ["accountability"] = ([Event("accountability.decided", new { id = "A", day = "2026-11-04", kind = "处分", teamId = "T01" })],
            ["accountabilities 2026-11-04 1"]),
        ["a qualification exam that is passed counts on its day, other exams do not"] = (
            [Exam("2026-05-16", "Qualification", true), Exam("2026-05-16", "Annual", true), Exam("2026-11-05", "Qualification", false)],
            ["examsPassed 2026-05-16 1"]),
        ["a course counts once, on its day"] = (
            [Event("course.held", new { courseId = "K1", day = "2026-03-04", kind = "Public", hours = 8, teamIds = Words("T01"),
                attendees = 9 })],
            ["coursesHeld 2026-03-04 1"]),
        ["trainings add up"] = (
            [Training("2026-11-04", 8), Training("2026-11-05", 1.5)], ["trainingHours 2026-11-04 8", "trainingHours 2026-11-05 2"]),
        ["order returned, then closed"] = (
            [.. Orders.OrderStory.Issued().Accepted("2026-11-24 09:00").Reported("2026-11-25 09:00").Returned("2026-11-26 09:00")
                .Reported("2026-11-27 09:00").Confirmed("2026-11-27 10:00").Closed("2026-11-27 11:00").Events],
            ["ordersClosed 2026-11-27 1", "ordersIssued 2026-11-23 1", "ordersReturned 2026-11-26 1"]),
        ["order on the wall"] = (
            [.. Orders.OrderStory.Issued(listed: true).Events], ["ordersIssued 2026-11-23 1", "ordersListed 2026-11-23 1"]),
        ["duty verified"] = (
            [.. Duties.DutyStory.Assigned(due: "2026-03-25").Reported("2026-03-20 09:00", 100, done: true)
                .Verified("2026-03-24 09:00").Events],
            ["dutiesCompleted 2026-03-24 1"]),
        ["document published"] = ([.. Books.BookStory.Published().Events], ["documentsPublished 2026-03-02 1"]),
        ["opinion"] = (
            [Event("opinion.given", new { opinionId = "L", day = "2026-06-11", subjectType = "Contract", byKind = "Counsel",
                outcome = "Lawful" })],
            ["opinionsGiven 2026-06-11 1"]),
        ["mediation"] = (
            [Event("mediation.requested", new { mediationId = "M", day = "2026-06-11" }),
                Event("mediation.concluded", new { mediationId = "M", day = "2026-06-30", outcome = "Agreed" })],
            ["mediationsConcluded 2026-06-30 1"]),
        ["publicity held twice counts once"] = (
            [.. Books.BookStory.Planned("P1", "2026-12-04").Held("P1", "2026-12-03").Held("P1", "2026-12-04").Events],
            ["publicityHeld 2026-12-03 1"]),
        ["complaint closed"] = (
            [.. Books.BookStory.Received("2026-09-28").Answered("2026-09-29").Closed("2026-09-30").Events],
            ["complaintsClosed 2026-09-30 1", "complaintsReceived 2026-09-28 1"]),
        ["meeting"] = (
            [Event("meeting.held", new { meetingId = "M", day = "2026-11-02", kind = "PartyGroupOnLaw", topic = "t" })],
            ["meetingsHeld 2026-11-02 1"]),
        ["case told"] = (
            [Event("lawCase.published", new { lawCaseId = "L", title = "t", day = "2026-11-02", media = "WeChat" })],
            ["lawCasesPublished 2026-11-02 1"]),
        ["plan"] = ([Plan()], ["plansPublished 2026-11-02 1"]),
        ["task of a plan"] = ([Issued()], ["plannedTaskOpen 2026-12-31 1", "taskOpen 2026-12-31 1"]),
    };

    public static TheoryData<string> Names => [.. Stories.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_subject_counts_once_on_its_attribution_date(string story)
    {
        var (events, counts) = Stories[story];

        Assert.Equal(counts, Counts(Fold(events)));
        Assert.Equal(counts,
            Counts(Fold([.. events.Reverse(),
                .. events.Select(@event => @event with { Id = $"{@event.Id}-x" }).Where(@event => @event.Fact.Key is not null)])));
    }

    [Fact]
    public void Every_counter_of_the_contract_is_counted_by_some_story()
    {
        var counted = Stories.Values.SelectMany(story => story.Counts).Select(count => count.Split(' ')[0]).ToHashSet();
        string[] sums = ["penalties", "finesAndConfiscationsFen"];
        string[] ofParents = ["tasksFinished", "plansFinished"];

        Assert.Equal([],
            Grains.Domain.Tallies.Counters.Shown.Select(Grains.Domain.Tallies.Counters.Name)
                .Where(name => !counted.Contains(name))
                .Except(sums)
                .Except(ofParents));
    }

    [Fact]
    public void A_task_is_finished_by_its_first_inspection_and_its_plan_by_its_last_task()
    {
        Child[] done = [Done("2026-11-09"), Done(null), Done("2026-11-05")];
        Child[] half = [Done("2026-11-09"), Done(null)];
        Child[] all = [Done("2026-11-09"), Done("2026-11-12")];
        var terms = new PlanTerms(Day("2026-12-20"), new(Day("2026-11-02"), Noon, Noon), false);

        static Child Done(string? on) => new("inspection", $"I{on}", on is null ? null : Day(on));

        Assert.Equal(["plannedTaskDone 2026-12-20 1", "tasksFinished 2026-11-05 1"],
            Counts(Subject.Fold(new("task", "K1"), [Issued()], done, terms)));
        Assert.Equal(["plansPublished 2026-11-02 1"], Counts(Subject.Fold(new("plan", "P1"), [Plan()], half, null)));
        Assert.Equal(["plansFinished 2026-11-12 1", "plansPublished 2026-11-02 1"],
            Counts(Subject.Fold(new("plan", "P1"), [Plan()], all, null)));
        Assert.Empty(Counts(Subject.Fold(new("task", "K1"), [], done, terms)));
        Assert.Empty(Counts(Subject.Fold(new("plan", "P1"), [], all, null)));
    }

    [Theory]
    [InlineData("filed")]
    [InlineData("investigating", "case.legalReviewed")]
    [InlineData("suspended", "case.legalReviewed", "case.suspended")]
    [InlineData("investigating", "case.legalReviewed", "case.suspended", "case.resumed")]
    [InlineData("investigationClosed", "case.investigationClosed")]
    [InlineData("noticed", "case.investigationClosed", "case.noticeServed")]
    [InlineData("decided", "case.noticeServed", "case.decided")]
    [InlineData("served", "case.decided", "case.served")]
    [InlineData("executing", "case.decided", "case.served", "case.demandServed")]
    [InlineData("closed", "case.decided", "case.demandServed", "case.closed")]
    [InlineData("noPenalty", "case.investigationClosed", "case.noPenalty")]
    [InlineData("withdrawn", "case.withdrawn")]
    [InlineData("transferred", "case.transferred")]
    public void A_case_stands_in_the_stage_its_facts_have_brought_it_to(string stage, params string[] types)
    {
        var events = types.Select((type, at) => type switch
        {
            "case.decided" => Decided(seq: at + 2),
            "case.noticeServed" => Event(type, new { caseId = "C1", docNo = "N", servedOn = "2026-11-10", hearingRight = false }, at + 2),
            "case.served" => Event(type, new { caseId = "C1", servedOn = "2026-11-23", method = "Direct" }, at + 2),
            "case.noPenalty" => Event(type, new { caseId = "C1", decidedOn = "2026-11-10", reason = "r" }, at + 2),
            _ => OnCase(type, "2026-11-10", seq: at + 2),
        }).Prepend(Filed(seq: 1)).ToArray();

        var subject = Fold(events);
        Assert.Equal(stage, subject.Stage);
        Assert.Equal(stage is not ("closed" or "noPenalty" or "withdrawn" or "transferred"), subject.Open);
        Assert.Equal(stage, Fold([.. events.Reverse()]).Stage);
    }

    private static SourceEvent Paid(string receipt, long amount, string on, string kind) =>
        Event("case.paid", new { caseId = "C1", amount, paidOn = on, kind, receiptNo = receipt });

    private static SourceEvent Published(string day, string channel) =>
        Event("decision.published", new { subjectType = "case", subjectId = "C1", day, url = "u", channel });

    private static SourceEvent Scored(int score, params string[] veto) =>
        Event("fileReview.scored", new { caseId = "C1", day = "2026-11-13", score, grade = "g", vetoItems = veto });

    private static SourceEvent Rechecked(string day, string outcome) =>
        Event("rectification.rechecked", new { actNo = "I1", day, outcome });

    private static SourceEvent Licence(string type, string day) => Event(type, new { applicationNo = "L1", itemCode = "S02", day });

    private static SourceEvent Docket(string type, string day, string? outcome = null) =>
        Event(type, new { docketNo = "D1", subjectId = "C1", day, outcome });

    private static SourceEvent Training(string day, double hours) => Event("training.completed", new { officerId = "O1", day, hours });

    private static SourceEvent Exam(string day, string kind, bool passed) =>
        Event("exam.taken", new { officerId = "O1", day, kind, passed });

    private static SourceEvent Plan() =>
        Event("plan.published",
            new { planId = "P1", year = 2026, category = "Random", itemCodes = Words("S14"), teamIds = Words("T01"), start = "2026-11-01",
                end = "2026-12-31", targetCount = 3 });

    private static SourceEvent Issued() =>
        Event("task.issued",
            new { taskId = "K1", planId = "P1", category = "Random", itemCodes = Words("S14"), objectUscc = Words(CreditCode),
                teamId = "T01", due = "2026-12-31" });
}
