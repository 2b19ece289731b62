using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Inspections;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.Licences;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Warnings;
using static Dashboard.Grains.Domain.FactReaders;

namespace Dashboard.Grains.Domain;

/// <summary>Reads one kind of fact from its data.</summary>
internal delegate Fact ReadFact(ref Fields fields);

/// <summary>One row of the event catalogue.</summary>
/// <param name="Type">Event name: <c>case.filed</c>.</param>
/// <param name="Kind">Kind of subject it is about; empty where the data says (<c>subjectType</c>).</param>
/// <param name="IdField">Field of the data that names the subject.</param>
/// <param name="Opens">Upstream normally sends it first for its subject.</param>
internal sealed record FactType(string Type, string Kind, string IdField, bool Opens, ReadFact Read)
{
    /// <summary>The field that names the subject where that one is left out: an event that no list had planned; null: none.</summary>
    public string? IdElse { get; init; }

    /// <summary>The field without which the subject is not known.</summary>
    public string NeededId => IdElse ?? IdField;

    /// <summary>No name and no words of it are taken.</summary>
    public bool IsImpersonal { get; } = Impersonal.IsOf(Type);
}

/// <summary>The event catalogue (DOMAIN.md §14.3): which facts there are, what they are about, and what each requires.</summary>
internal static class FactCatalogue
{
    public static IReadOnlyList<FactType> Rows { get; } =
    [
        Opening("team.upserted", "team", "teamId",
            static (ref Fields f) =>
                new TeamUpserted(f.Text("teamId", 40), f.Text("name"), f.TextOrNull("nameEn"), f.Text("status", 40), f.Count("order"),
                    f.TextOrNull("parentId", 40))
        {
            Posts = f.CountOrNull("posts", 10_000),
            Enforces = f.FlagOrNull("enforcing") ?? true,
        }),
        Opening("officer.upserted", "officer", "officerId", static (ref Fields f) => Officer(ref f)),
        Opening("item.upserted", "item", "itemCode",
            static (ref Fields f) =>
                new ItemUpserted(ItemCode.Normalise(f.Text("itemCode", 40)), f.Text("name"), f.TextOrNull("nameEn"), f.Text("category", 40),
                    f.Text("level", 40), f.FlagOrNull("randomListed") ?? false) { FineRange = f.FineRange("fines") }),
        Later("item.claimed", "item", "itemCode", static (ref Fields f) => new ItemClaimed(f.Day("day"))),
        Later("item.unclaimed", "item", "itemCode", static (ref Fields f) => new ItemUnclaimed(f.Day("day"))),
        Later("checklist.published", "item", "itemCode",
            static (ref Fields f) =>
                new ChecklistPublished(f.Text("checklistCode", 60), f.Text("version", 40), f.Day("effectiveFrom"),
                    f.ListLength("points", 1))),
        Opening("object.upserted", "enterprise", "uscc",
            static (ref Fields f) =>
                new ObjectUpserted(f.CreditCode("uscc"), f.Text("name"), Codes(f.Texts("itemCodes", 0)), f.TextOrNull("creditClass", 10),
                    f.CountOrNull("capOverride", 1_000)) { FormerUscc = f.CreditCodeOrNull("formerUscc") }),
        Opening("plan.published", "plan", "planId", Plan),
        Opening("task.issued", "task", "taskId", Task),
        Opening("inspection.started", "inspection", "actNo",
            static (ref Fields f) =>
                new InspectionStarted(f.Word<InspectionCategory>("category"), f.Text("form", 40), f.Text("teamId", 40),
                    Codes(f.Texts("itemCodes", 1)), f.Party("party"), f.Officers("officers"), f.Instant("startedAt"),
                    f.TextOrNull("taskId", 60))
        {
            CombinedVisitId = f.TextOrNull("combinedVisitId", 100),
            Plate = Plate(ref f),
            ViaMobile = f.FlagOrNull("viaMobile") ?? false,
            Shown = (f.InstantOrNull("certShownAt") is not null | f.InstantOrNull("codeShownAt") is not null)
                || f.TextOrNull("actionCode", 200) is not null,
        }),
        Later("inspection.completed", "inspection", "actNo", Completed),
        Later("rectification.rechecked", "inspection", "actNo",
            static (ref Fields f) => new RectificationRechecked(f.Day("day"), f.Word<RecheckOutcome>("outcome"))),
        Later("inspection.rated", "inspection", "actNo", static (ref Fields f) => new InspectionRated(f.Count("stars", 5))),
        Opening("patrol.reported", "patrol", "patrolId",
            static (ref Fields f) =>
                new PatrolReported(f.Text("teamId", 40), f.Day("day"), f.Count("persons"), f.Count("vehiclesChecked"),
                    f.Count("violations"))),
        Opening("case.clueReceived", "clue", "clueId",
            static (ref Fields f) => new ClueReceived(f.Text("teamId", 40), f.Text("origin", 40), f.Day("day"), f.DayOrNull("offenceOn"))),
        Opening("case.filed", "case", "caseId",
            static (ref Fields f) =>
                new CaseFiled(f.Text("caseNo", 100), f.Text("teamId", 40), AuthorityOf(f.Text("decidingAuthority", 40)),
                    ReadProcedure(ref f), ItemCode.Normalise(f.Text("primaryItemCode", 40)), f.Party("party"), f.Day("filedOn"),
                    f.Officers("officers"))
        {
            ClueId = f.TextOrNull("clueId", 100),
            OffenceOn = f.DayOrNull("offenceOn"),
            Vehicle = Vehicles.IdOf(f.TextOrNull("vehicle", 100)),
            Plate = Plate(ref f),
            ReviewRequired = f.FlagOrNull("legalReviewRequired"),
            DiscussionRequired = f.FlagOrNull("discussionRequired"),
        }),
        Later("case.extended", "case", "caseId",
            static (ref Fields f) =>
                new CaseExtended(f.Day("approvedOn"), f.Day("newDue"), f.TextOrNull("approver") ?? f.TextOrNull("approverRole") ?? "")),
        Later("case.suspended", "case", "caseId", static (ref Fields f) => new CaseSuspended(f.Day("day"))),
        Later("case.resumed", "case", "caseId", static (ref Fields f) => new CaseResumed(f.Day("day"))),
        Later("case.evidencePreserved", "case", "caseId",
            static (ref Fields f) => new EvidencePreserved(f.Day("day"), f.Text("docNo", 100))),
        Later("case.evidenceHandled", "case", "caseId", static (ref Fields f) => new EvidenceHandled(f.Day("day"), f.Text("docNo", 100))),
        Later("case.measureTaken", "case", "caseId",
            static (ref Fields f) =>
                new MeasureTaken(f.Text("kind", 40), f.Day("day"), f.Day("until"), f.CountOrNull("testingDays", 10_000) ?? 0)),
        Later("case.measureExtended", "case", "caseId",
            static (ref Fields f) => new MeasureExtended(f.Text("kind", 40), f.Day("day"), f.Day("until"))),
        Later("case.measureLifted", "case", "caseId", static (ref Fields f) => new MeasureLifted(f.Text("kind", 40), f.Day("day"))),
        Later("case.investigationClosed", "case", "caseId",
            static (ref Fields f) =>
                new InvestigationClosed(f.Day("day"), f.FlagOrNull("legalReviewRequired"), f.FlagOrNull("discussionRequired"))),
        Later("case.crimeSuspected", "case", "caseId",
            static (ref Fields f) => new CrimeSuspected(f.Day("day"), f.InstantOrNull("approvedAt"))),
        Later("case.legalReviewed", "case", "caseId",
            static (ref Fields f) =>
                new LegalReviewed(f.Day("day"), f.Word<ReviewOutcome>("outcome"), f.Text("reviewerId", 60),
                    f.TextOrNull("requiredReason", 1_000) is not null)),
        Later("case.discussed", "case", "caseId", static (ref Fields f) => new CaseDiscussed(f.Day("day"))),
        Later("case.noticeServed", "case", "caseId",
            static (ref Fields f) =>
                new NoticeServed(f.Text("docNo", 100), f.Day("servedOn"), f.Flag("hearingRight"), f.DayOrNull("waivedOn"))),
        Later("case.statementMade", "case", "caseId", static (ref Fields f) => new StatementMade(f.Day("day"), f.Flag("accepted"))),
        Later("case.hearingRequested", "case", "caseId", static (ref Fields f) => new HearingRequested(f.Day("day"))),
        Later("case.hearingHeld", "case", "caseId", static (ref Fields f) => new HearingHeld(f.Day("day"), f.DayOrNull("noticeDay"))),
        Later("case.decided", "case", "caseId", Decided),
        Later("case.noPenalty", "case", "caseId",
            static (ref Fields f) => new CaseNoPenalty(f.Day("decidedOn"), f.Text("reason"), f.FlagOrNull("disclosureRequired") ?? false)),
        Opening("case.onSpotDecided", "case", "caseId", OnSpot),
        Later("case.served", "case", "caseId",
            static (ref Fields f) => new CaseServed(f.Day("servedOn"), f.Text("method", 40), f.DayOrNull("noticeStartedOn"))),
        Later("case.paid", "case", "caseId",
            static (ref Fields f) => new CasePaid(f.Money("amount"), f.Day("paidOn"), f.Text("kind", 40), f.TextOrNull("receiptNo", 100))),
        Later("case.instalmentGranted", "case", "caseId", static (ref Fields f) => new InstalmentGranted(f.Day("until"))),
        Later("case.demandServed", "case", "caseId", static (ref Fields f) => new DemandServed(f.Day("day"))),
        Later("case.courtApplied", "case", "caseId", static (ref Fields f) => new CourtApplied(f.Day("day"))),
        Later("case.courtAccepted", "case", "caseId", static (ref Fields f) => new CourtAccepted(f.Day("day"))),
        Later("case.enforced", "case", "caseId", Enforced),
        Later("case.withdrawn", "case", "caseId", static (ref Fields f) => new CaseWithdrawn(f.Day("day"), f.Text("reason"))),
        Later("case.transferred", "case", "caseId", static (ref Fields f) => new CaseTransferred(f.Day("day"), f.Text("target", 100))),
        Later("case.closed", "case", "caseId", static (ref Fields f) => new CaseClosed(f.Day("day"), f.Text("reason"))),
        Later("case.archived", "case", "caseId", static (ref Fields f) => new CaseArchived(f.Day("day"), f.Text("fileNo", 100))),
        Later("case.filedForRecord", "case", "caseId", static (ref Fields f) => new CaseFiledForRecord(f.Day("day"), f.Text("to", 200))),
        Later("decision.published", "", "subjectId",
            static (ref Fields f) => new DecisionPublished(f.Day("day"), f.TextOrNull("channel", 100))),
        Later("decision.withdrawn", "", "subjectId", static (ref Fields f) => new DecisionWithdrawn(f.Day("day"), f.Text("reason"))),
        Later("record.attached", "", "subjectId", static (ref Fields f) => new RecordAttached(f.Text("media", 40), f.Text("sha256", 64))),
        Later("record.merged", "", "subjectId", Merged),
        Opening("licence.applied", "licence", "applicationNo",
            static (ref Fields f) => new LicenceApplied(f.Day("day"), ItemCode.Normalise(f.Text("itemCode", 40)))),
        Opening("licence.accepted", "licence", "applicationNo",
            static (ref Fields f) =>
                new LicenceAccepted(f.Day("day"), ItemCode.Normalise(f.Text("itemCode", 40)), f.CountOrNull("promisedWd", 1_000))),
        Later("licence.extended", "licence", "applicationNo",
            static (ref Fields f) => new LicenceExtended(f.Day("day"), f.CountOrNull("excludedWd", 1_000) ?? 0)),
        Later("licence.decided", "licence", "applicationNo",
            static (ref Fields f) =>
                new LicenceDecided(f.Day("day"), ItemCode.NormaliseOrNull(f.TextOrNull("itemCode", 40)), f.TextOrNull("outcome", 100),
                    f.FlagOrNull("disclosureRequired") ?? false, f.CountOrNull("excludedWd", 1_000) ?? 0)),
        Later("licence.issued", "licence", "applicationNo", static (ref Fields f) => new LicenceIssued(f.Day("day"))),
        Later("licence.revoked", "licence", "applicationNo",
            static (ref Fields f) => new LicenceRevoked(f.Day("day"), f.Text("reason", 1_000))),
        Opening("review.received", "review", "docketNo",
            static (ref Fields f) => new ReviewReceived(About(ref f), f.Day("day"), f.FlagOrNull("simple") ?? false)),
        Later("review.answered", "review", "docketNo", static (ref Fields f) => new ReviewAnswered(f.Day("day"))),
        Later("review.concluded", "review", "docketNo",
            static (ref Fields f) => new ReviewConcluded(f.Day("day"), OutcomeWords.Read(f.Text("outcome", 100)))),
        Opening("lawsuit.served", "lawsuit", "docketNo", static (ref Fields f) => new LawsuitServed(About(ref f), f.Day("day"))),
        Later("lawsuit.answered", "lawsuit", "docketNo", static (ref Fields f) => new LawsuitAnswered(f.Day("day"))),
        Later("lawsuit.summoned", "lawsuit", "docketNo",
            static (ref Fields f) => new LawsuitSummoned(f.Day("day"))
            {
                Instance = f.TextOrNull("instance", 40) ?? "First",
                IsOfCity = f.TextOrNull("defendant", 40) == "City",
                IsHeadNamed = f.FlagOrNull("headNamed") ?? false,
            }),
        Later("lawsuit.heard", "lawsuit", "docketNo",
            static (ref Fields f) => new LawsuitHeard(f.Day("day"), f.FlagOrNull("headAppeared") ?? false)
            {
                Instance = f.TextOrNull("instance", 40) ?? "First",
                IsOfCity = f.TextOrNull("defendant", 40) == "City",
                HeadRank = f.TextOrNull("headRank", 40),
                AbsenceReason = f.TextOrNull("absenceReason", 40),
            }),
        Later("lawsuit.judged", "lawsuit", "docketNo",
            static (ref Fields f) =>
                new LawsuitJudged(f.Day("day"), OutcomeWords.Read(f.Text("outcome", 100)), f.FlagOrNull("final") ?? true)),
        Later("fileReview.scored", "case", "caseId",
            static (ref Fields f) => new FileScored(f.Day("day"), f.Count("score", 100), f.Texts("vetoItems", 0).Length > 0)),
        Opening("supervision.noticeIssued", "supervision", "noticeNo", SupervisionNotice),
        Later("supervision.replied", "supervision", "noticeNo",
            static (ref Fields f) => new SupervisionNoticeReplied(f.DayOrNull("day"), f.TextOrNull("docNo", 100))),
        Later("supervision.concluded", "supervision", "noticeNo",
            static (ref Fields f) =>
                new SupervisionNoticeConcluded(f.Day("day"), f.WordOf("outcome", true, "Accepted", "Further") == "Further")),
        Opening("accountability.decided", "accountability", "id",
            static (ref Fields f) => new AccountabilityDecided(f.Day("day"), f.Text("kind", 40), f.Text("teamId", 40))),
        Later("training.completed", "officer", "officerId", Training),
        Later("exam.taken", "officer", "officerId", Exam),
        Opening("evidence.captured", "evidence", "evidenceId",
            static (ref Fields f) =>
                new EvidenceCaptured(f.Text("teamId", 40), f.Day("day"), ItemCode.NormaliseOrNull(f.TextOrNull("itemCode", 40)))),
        Later("evidence.reviewed", "evidence", "evidenceId",
            static (ref Fields f) =>
                new EvidenceReviewed(f.Day("day"), f.Text("kind", 40).Equals("Technical", StringComparison.OrdinalIgnoreCase))),
        Later("evidence.used", "evidence", "evidenceId", static (ref Fields f) => new EvidenceUsed(f.Day("day"))),
        Later("warning.acknowledged", "", "subjectId",
            static (ref Fields f) => new WarningAcknowledged(RuleNumber(ref f), f.Text("by", 100), f.Text("reason", 500))),
        Later("warning.resolved", "", "subjectId",
            static (ref Fields f) => new WarningResolved(RuleNumber(ref f), f.Text("by", 100), f.Text("reason", 500))),
        Opening("rules.published", "rules", "version", PublishedRules),
        Opening("calendar.published", "calendar", "year", static (ref Fields f) => new CalendarPublished(Year(ref f))),
        .. Declared.DeclaredKinds.All.SelectMany(static kind => kind.Facts),
    ];

    private static FactType Opening(string type, string kind, string idField, ReadFact read) => new(type, kind, idField, true, read);

    private static FactType Later(string type, string kind, string idField, ReadFact read) => new(type, kind, idField, false, read);
}
