using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Inspections;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>The event catalogue (DOMAIN.md §14.3): what each event requires.</summary>
public sealed class FactTests
{
    /// <summary>Each event with its required fields only.</summary>
    private static readonly Dictionary<string, object> Examples = new()
    {
        ["team.upserted"] = new { teamId = "T01", name = "一中队", status = "Active", order = 1 },
        ["officer.upserted"] = new { officerId = "O1", teamId = "T01", post = true },
        ["item.upserted"] = new { itemCode = "S14", name = "n", category = "c", level = "l" },
        ["item.claimed"] = new { itemCode = "S14", day = "2026-11-02" },
        ["item.unclaimed"] = new { itemCode = "S14", day = "2026-11-02" },
        ["checklist.published"] = new { itemCode = "S14", checklistCode = "K", version = "1", effectiveFrom = "2026-11-02",
            points = new[] { new { id = "1" } } },
        ["object.upserted"] = new { uscc = CreditCode, name = "n" },
        ["plan.published"] = new { planId = "P", year = 2026, category = "Random", itemCodes = new[] { "S14" }, teamIds = new[] { "T01" },
            start = "2026-01-01", end = "2026-12-31", targetCount = 3 },
        ["task.issued"] = new { taskId = "K", planId = "P", category = "Random", itemCodes = new[] { "S14" },
            objectUscc = new[] { CreditCode }, teamId = "T01", due = "2026-12-31" },
        ["inspection.started"] = new { actNo = "I", category = "Random", form = "OnSite", teamId = "T01", itemCodes = new[] { "S14" },
            party = Company, officers = Officers, startedAt = "2026-11-02T09:00:00+08:00" },
        ["inspection.completed"] = new { actNo = "I", endedAt = "2026-11-02T09:00:00+08:00", result = "NoProblem", recordAttached = true },
        ["rectification.rechecked"] = new { actNo = "I", day = "2026-11-02", outcome = "Passed" },
        ["inspection.rated"] = new { actNo = "I", stars = 5 },
        ["patrol.reported"] = new { patrolId = "P", teamId = "T01", day = "2026-11-02", persons = 1, vehiclesChecked = 2, violations = 3 },
        ["case.clueReceived"] = new { clueId = "U", teamId = "T01", origin = "complaint", day = "2026-11-02" },
        ["case.filed"] = new { caseId = "C", caseNo = "N", teamId = "T01", decidingAuthority = "District", procedure = "Ordinary",
            primaryItemCode = "S14", party = Company, filedOn = "2026-11-02", officers = Officers },
        ["case.extended"] = new { caseId = "C", approvedOn = "2026-11-02", newDue = "2026-12-02" },
        ["case.suspended"] = new { caseId = "C", day = "2026-11-02" },
        ["case.resumed"] = new { caseId = "C", day = "2026-11-02" },
        ["case.evidencePreserved"] = new { caseId = "C", day = "2026-11-02", docNo = "D" },
        ["case.evidenceHandled"] = new { caseId = "C", day = "2026-11-02", docNo = "D" },
        ["case.measureTaken"] = new { caseId = "C", kind = "k", day = "2026-11-02", until = "2026-12-02" },
        ["case.measureExtended"] = new { caseId = "C", kind = "k", day = "2026-11-02", until = "2026-12-02" },
        ["case.measureLifted"] = new { caseId = "C", kind = "k", day = "2026-11-02" },
        ["case.investigationClosed"] = new { caseId = "C", day = "2026-11-02" },
        ["case.legalReviewed"] = new { caseId = "C", day = "2026-11-02", outcome = "Passed", reviewerId = "R" },
        ["case.discussed"] = new { caseId = "C", day = "2026-11-02" },
        ["case.noticeServed"] = new { caseId = "C", docNo = "D", servedOn = "2026-11-02", hearingRight = true },
        ["case.statementMade"] = new { caseId = "C", day = "2026-11-02", accepted = true },
        ["case.hearingRequested"] = new { caseId = "C", day = "2026-11-02" },
        ["case.hearingHeld"] = new { caseId = "C", day = "2026-11-02" },
        ["case.decided"] = new { caseId = "C", docNo = "D", decidedOn = "2026-11-02", kinds = new[] { "Warning" }, fine = 0,
            confiscated = 0, disclosureRequired = true },
        ["case.noPenalty"] = new { caseId = "C", decidedOn = "2026-11-02", reason = "r" },
        ["case.onSpotDecided"] = new { caseId = "C", docNo = "D", teamId = "T01", party = Company, decidedOn = "2026-11-02",
            kinds = new[] { "Warning" }, fine = 0, officers = Officers, primaryItemCode = "S14" },
        ["case.served"] = new { caseId = "C", servedOn = "2026-11-02", method = "Direct" },
        ["case.paid"] = new { caseId = "C", amount = 1, paidOn = "2026-11-02", kind = "Fine" },
        ["case.instalmentGranted"] = new { caseId = "C", until = "2026-11-02" },
        ["case.demandServed"] = new { caseId = "C", day = "2026-11-02" },
        ["case.enforced"] = new { caseId = "C", day = "2026-11-02", kind = "Substitute", outcome = "Completed" },
        ["case.courtApplied"] = new { caseId = "C", day = "2026-11-02" },
        ["case.courtAccepted"] = new { caseId = "C", day = "2026-11-02" },
        ["case.withdrawn"] = new { caseId = "C", day = "2026-11-02", reason = "r" },
        ["case.transferred"] = new { caseId = "C", day = "2026-11-02", target = "Police" },
        ["case.closed"] = new { caseId = "C", day = "2026-11-02", reason = "r" },
        ["case.archived"] = new { caseId = "C", day = "2026-11-02", fileNo = "F" },
        ["decision.published"] = new { subjectType = "case", subjectId = "C", day = "2026-11-02" },
        ["decision.withdrawn"] = new { subjectType = "case", subjectId = "C", day = "2026-11-02", reason = "r" },
        ["record.attached"] = new { subjectType = "case", subjectId = "C", media = "Video", sha256 = "00" },
        ["record.merged"] = new { subjectType = "case", subjectId = "C", intoId = "D" },
        ["licence.applied"] = new { applicationNo = "L", day = "2026-11-02", itemCode = "S02" },
        ["licence.revoked"] = new { applicationNo = "L", day = "2026-11-02", reason = "r" },
        ["licence.accepted"] = new { applicationNo = "L", day = "2026-11-02", itemCode = "S02" },
        ["licence.extended"] = new { applicationNo = "L", day = "2026-11-02" },
        ["licence.decided"] = new { applicationNo = "L", day = "2026-11-02" },
        ["licence.issued"] = new { applicationNo = "L", day = "2026-11-02" },
        ["review.received"] = new { docketNo = "D", subjectId = "C", day = "2026-11-02" },
        ["review.answered"] = new { docketNo = "D", day = "2026-11-02" },
        ["review.concluded"] = new { docketNo = "D", day = "2026-11-02", outcome = "维持" },
        ["lawsuit.served"] = new { docketNo = "D", subjectId = "C", day = "2026-11-02" },
        ["lawsuit.answered"] = new { docketNo = "D", day = "2026-11-02" },
        ["lawsuit.summoned"] = new { docketNo = "D", day = "2026-11-02" },
        ["lawsuit.heard"] = new { docketNo = "D", day = "2026-11-02" },
        ["lawsuit.judged"] = new { docketNo = "D", day = "2026-11-02", outcome = "维持" },
        ["fileReview.scored"] = new { caseId = "C", day = "2026-11-02", score = 80 },
        ["supervision.noticeIssued"] = new { noticeNo = "N", kind = "通知书", due = "2026-11-02", target = "t" },
        ["supervision.replied"] = new { noticeNo = "N" },
        ["supervision.concluded"] = new { noticeNo = "N", day = "2026-11-02", outcome = "Accepted" },
        ["order.drafted"] = new { orderId = "B", origin = "Wall", severity = "Red", teamId = "T01", title = "t",
            targets = new[] { new { subjectType = "case", subjectId = "C" } } },
        ["order.issued"] = new { orderId = "B", day = "2026-11-02", due = "2026-11-09", demand = "d", by = "u", byRole = "R3" },
        ["order.dismissed"] = new { orderId = "B", day = "2026-11-02", by = "u", reason = "r" },
        ["order.accepted"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u" },
        ["order.disputed"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u", reason = "r" },
        ["order.upheld"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u" },
        ["order.reassigned"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u", teamId = "T02" },
        ["order.extended"] = new { orderId = "B", approvedOn = "2026-11-02", newDue = "2026-11-10", reason = "r", by = "u" },
        ["order.reported"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", cause = "Duty", correction = "c", prevention = "p",
            evidence = new[] { new { kind = "subject", @ref = "case/C" } }, by = "u" },
        ["order.returned"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u", byRole = "R3", reason = "r" },
        ["order.closed"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", by = "u", byRole = "R3" },
        ["order.lookedBack"] = new { orderId = "B", day = "2026-11-02", outcome = "Held", by = "u" },
        ["order.escalated"] = new { orderId = "B", day = "2026-11-02", by = "u", reason = "r", level = 2 },
        ["order.suspended"] = new { orderId = "B", day = "2026-11-02", by = "u", reason = "r" },
        ["order.resumed"] = new { orderId = "B", day = "2026-11-02", by = "u", reason = "r" },
        ["order.cancelled"] = new { orderId = "B", day = "2026-11-02", by = "u", reason = "r" },
        ["order.confirmed"] = new { orderId = "B", at = "2026-11-02T09:00:00+08:00", what = "Warning", subject = "case/C" },
        ["accountability.decided"] = new { id = "A", day = "2026-11-02", kind = "处分", teamId = "T01" },
        ["training.completed"] = new { officerId = "O1", day = "2026-11-02", hours = 4 },
        ["exam.taken"] = new { officerId = "O1", day = "2026-11-02", kind = "Qualification", passed = true },
        ["certification.planned"] = new { certPlanId = "P", year = 2027, organiser = "Province", seats = 14, examOn = "2027-05-15" },
        ["certification.registered"] = new { certPlanId = "P", officerId = "O1", day = "2026-11-02" },
        ["course.held"] = new { courseId = "K", day = "2026-11-02", kind = "Public", hours = 16, teamIds = new[] { "T01" },
            attendees = 12 },
        ["agenda.published"] = new { agendaId = "A", year = 2026, title = "t", docNo = "n", issuedOn = "2026-03-02" },
        ["duty.assigned"] = new
        {
            dutyId = "D", agendaId = "A", no = "1", text = "t", chapter = "c", leadTeam = "T01", due = "2026-12-31", leaderRole = "r",
            post = "p",
        },
        ["duty.progressReported"] = new { dutyId = "D", day = "2026-11-02", percent = 30, text = "t", by = "u" },
        ["duty.selfChecked"] = new { dutyId = "D", quarter = "2026Q3", day = "2026-11-02", verdict = "OnTrack", by = "u", text = "t" },
        ["duty.verified"] = new { dutyId = "D", day = "2026-11-02", verdict = "Done", by = "u", byRole = "R3" },
        ["duty.changed"] = new { dutyId = "D", day = "2026-11-02", reason = "r", by = "u" },
        ["duty.cancelled"] = new { dutyId = "D", day = "2026-11-02", reason = "r", by = "u" },
        ["duty.measured"] = new { dutyId = "D", at = "2026-11-02T09:00:00+08:00", count = 3 },
        ["group.set"] = new { groupId = "G", name = "n", day = "2026-11-02", members = 9 },
        ["meeting.held"] = new { meetingId = "M", day = "2026-11-02", kind = "HeadsStudy", topic = "t" },
        ["statement.delivered"] = new { statementId = "S", year = 2026, day = "2026-11-02", byRole = "局长", form = "Oral" },
        ["lawCase.published"] = new { lawCaseId = "L", title = "t", day = "2026-11-02", media = "WeChat" },
        ["contest.held"] = new { contestId = "K", day = "2026-11-02", level = "City", entrants = 6 },
        ["case.filedForRecord"] = new { caseId = "C", day = "2026-11-02", to = "区司法局" },
        ["document.drafted"] = new
        {
            docId = "D", title = "t", leadTeam = "T10", day = "2026-01-05", normative = true, touchesBusiness = false,
        },
        ["document.consulted"] = new { docId = "D", from = "2026-01-06", to = "2026-02-05" },
        ["document.submitted"] = new { docId = "D", day = "2026-02-02" },
        ["document.reviewed"] = new { docId = "D", day = "2026-02-10", outcome = "Passed", reviewerId = "O1" },
        ["document.published"] = new { docId = "D", docNo = "n", day = "2026-03-02", validFrom = "2026-04-01" },
        ["document.filed"] = new { docId = "D", day = "2026-03-10", to = "区司法局" },
        ["document.amended"] = new { docId = "D", day = "2026-05-10" },
        ["document.repealed"] = new { docId = "D", day = "2026-06-10" },
        ["cleanup.opened"] = new { cleanupId = "C", day = "2026-05-10" },
        ["cleanup.decided"] = new { cleanupId = "C", day = "2026-05-11", docId = "D", outcome = "Keep" },
        ["cleanup.published"] = new { cleanupId = "C", day = "2026-06-11" },
        ["opinion.given"] = new { opinionId = "L", day = "2026-06-11", subjectType = "Contract", byKind = "Counsel", outcome = "Change" },
        ["mediation.requested"] = new { mediationId = "M", day = "2026-06-11" },
        ["mediation.accepted"] = new { mediationId = "M", day = "2026-06-12" },
        ["mediation.concluded"] = new { mediationId = "M", day = "2026-06-30", outcome = "Agreed" },
        ["publicity.planned"] = new { publicityId = "P", year = 2026, theme = "t", due = "2026-12-04", leadTeam = "T10" },
        ["publicity.held"] = new { eventId = "E", day = "2026-12-04", theme = "t", form = "Offline" },
        ["supervisor.appointed"] = new { supervisorId = "S", kind = "Lawyer", from = "2026-01-01", to = "2027-12-31" },
        ["supervisor.spoke"] = new { opinionId = "S", supervisorId = "S", day = "2026-11-25", about = "Conduct" },
        ["supervisor.answered"] = new { opinionId = "S", day = "2026-12-09" },
        ["survey.held"] = new { surveyId = "S", day = "2026-11-25", asked = 100, answered = 60, satisfied = 55 },
        ["complaint.received"] = new { complaintId = "C", day = "2026-09-28", source = "12345", about = "Conduct" },
        ["complaint.accepted"] = new { complaintId = "C", day = "2026-09-28" },
        ["complaint.transferred"] = new { complaintId = "C", day = "2026-09-28", to = "T02" },
        ["complaint.answered"] = new { complaintId = "C", day = "2026-09-29", founded = "No" },
        ["complaint.closed"] = new { complaintId = "C", day = "2026-09-30" },
        ["complaint.rated"] = new { complaintId = "C", satisfied = true },
        ["complaint.reopened"] = new { complaintId = "C", day = "2026-10-09", reason = "r" },
        ["report.drafted"] = new
        {
            reportId = "R", year = 2026, kind = "Law", asOf = "2026-12-31", rules = "2026.5", digest = "00",
        },
        ["report.edited"] = new { reportId = "R", section = "一", text = "t", by = "u" },
        ["report.figureStated"] = new { reportId = "R", figureId = "x", value = "3", reason = "r" },
        ["report.checked"] = new { reportId = "R", day = "2027-01-11", by = "u" },
        ["report.approved"] = new { reportId = "R", day = "2027-01-12", by = "u", meetingId = "M" },
        ["report.submitted"] = new { reportId = "R", day = "2027-01-13", to = new[] { "区委" } },
        ["report.published"] = new { reportId = "R", day = "2027-01-14", url = "https://example.invalid/2026" },
        ["report.corrected"] = new { reportId = "R", day = "2027-02-14", figureId = "x", old = "3", @new = "2", reason = "r" },
        ["case.crimeSuspected"] = new { caseId = "C", day = "2026-11-02" },
        ["evidence.captured"] = new { evidenceId = "E", teamId = "T01", day = "2026-11-02" },
        ["evidence.reviewed"] = new { evidenceId = "E", day = "2026-11-02", kind = "Legal" },
        ["evidence.used"] = new { evidenceId = "E", day = "2026-11-02" },
        ["warning.acknowledged"] = new { rule = "W01", subjectType = "case", subjectId = "C", by = "b", reason = "r" },
        ["warning.resolved"] = new { rule = "W06", subjectType = "case", subjectId = "C", by = "b", reason = "r" },
        ["rules.published"] = new { version = "2", effectiveFrom = "2027-01-01" },
        ["calendar.published"] = new { year = 2026 },
    };

    public static TheoryData<string> Types => [.. Facts.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_with_its_required_fields_only_is_accepted(string type) => Assert.Null(Problem(type, Example(type)));

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_without_a_required_field_is_refused_by_a_sentence_that_names_it(string type)
    {
        foreach (var field in Example(type).Select(member => member.Key).ToList())
        {
            foreach (var lacking in new[] { false, true })
            {
                var data = Example(type);
                data.Remove(field);
                if (lacking)
                {
                    data[field] = null;
                }

                var problem = Problem(type, data);

                Assert.True(problem is not null && problem.Contains($"data.{field}", StringComparison.Ordinal) && problem.EndsWith('.'),
                    $"{type} without {field}: {problem ?? "accepted"}");
            }
        }
    }

    [Theory]
    [InlineData("inspection.completed", "result", "Rectify", "data.rectifyDue")]
    [InlineData("inspection.completed", "result", "ToCase", "data.caseId")]
    [InlineData("case.decided", "fine", 5, "data.kinds")]
    [InlineData("case.decided", "fine", -5, "data.fine")]
    [InlineData("case.decided", "fine", 5.5, "data.fine")]
    [InlineData("case.decided", "decidedOn", "2026-02-30", "data.decidedOn")]
    [InlineData("case.decided", "disclosureRequired", "yes", "data.disclosureRequired")]
    [InlineData("plan.published", "end", "2025-12-31", "data.end")]
    [InlineData("plan.published", "year", 2025, "data.year")]
    [InlineData("fileReview.scored", "score", 101, "data.score")]
    [InlineData("warning.acknowledged", "rule", "M01", "data.rule")]
    [InlineData("warning.resolved", "rule", "W99", "data.rule")]
    [InlineData("rules.published", "effectiveFrom", "2027", "data.effectiveFrom")]
    [InlineData("rules.published", "limits", "PEN-03", "data.limits")]
    [InlineData("inspection.started", "startedAt", "2026-11-02T09:00:00", "data.startedAt")]
    public void A_field_that_cannot_be_is_refused_by_a_sentence_that_names_it(string type, string field, object value, string named)
    {
        var data = Example(type);
        data[field] = JsonSerializer.SerializeToNode(value);

        Assert.Contains(named, Problem(type, data));
    }

    /// <summary>Optional fields that are read, by their events.</summary>
    private static readonly Dictionary<string, string[]> Optional = new()
    {
        ["team.upserted"] = ["nameEn", "parentId", "posts", "enforcing"],
        ["officer.upserted"] = ["status", "certNo", "certValidFrom", "certValidTo", "retiresOn", "earliestRetiresOn", "qualifiedOn",
            "legalQualified", "legalDuty", "reviewerSince", "leader"],
        ["training.completed"] = ["kind", "courseId"],
        ["exam.taken"] = ["certPlanId", "score"],
        ["certification.planned"] = ["trainingOn", "expectedIssueOn", "cancelled", "reason"],
        ["course.held"] = ["topic", "docNo"],
        ["contest.held"] = ["award", "teamIds"],
        ["item.upserted"] = ["nameEn", "randomListed", "fines"],
        ["object.upserted"] = ["itemCodes", "creditClass", "capOverride"],
        ["inspection.started"] = ["taskId", "combinedVisitId", "viaMobile", "certShownAt", "codeShownAt", "actionCode", "vehicle", "plate",
            "plateNo"],
        ["inspection.completed"] = ["rectifyDue", "caseId"],
        ["case.filed"] = ["clueId", "offenceOn", "vehicle", "plate", "plateNo", "legalReviewRequired", "discussionRequired"],
        ["case.decided"] = ["decidingAuthority"],
        ["case.onSpotDecided"] = ["decidingAuthority", "disclosureRequired", "collectedOnSpot", "recordedOn", "vehicle", "plate"],
        ["case.served"] = ["noticeStartedOn"],
        ["case.paid"] = ["receiptNo"],
        ["licence.accepted"] = ["promisedWd"],
        ["lawsuit.judged"] = ["final"],
        ["calendar.published"] = ["off", "makeUp", "provisional", "sourceUrl"],
        ["supervision.noticeIssued"] = ["direction", "receivedOn", "demand"],
        ["supervision.replied"] = ["day", "docNo"],
        ["order.drafted"] = ["rule", "since", "due", "noticeNo", "coTeams"],
        ["order.issued"] = ["listed", "basis"],
        ["order.reported"] = ["interim"],
        ["order.closed"] = ["evidence", "override", "byTeam"],
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_field_of_another_JSON_type_is_refused_by_a_sentence_that_names_it(string type)
    {
        foreach (var field in Example(type).Select(member => member.Key).Concat(Optional.GetValueOrDefault(type, [])).ToList())
        {
            foreach (var wrong in new[] { "{\"max\":[1]}", "[[{}]]", "[{\"max\":\"100\",\"certNo\":7}]" })
            {
                var data = Example(type);
                data[field] = JsonNode.Parse(wrong);
                // A list of objects is what checklist points are; nothing more is read of them.
                if ((type, field) is ("checklist.published", "points") && wrong[0] == '[')
                {
                    continue;
                }

                Assert.Contains($"data.{field}", Problem(type, data) ?? $"{type} {field} {wrong} is accepted");
            }
        }
    }

    [Fact]
    public void A_number_beyond_all_use_is_refused_where_a_whole_number_is_read()
    {
        using var table = JsonTable.Rent();
        var read = table.ReadForeign(Encoding.UTF8.GetBytes(
            """{"caseId":"C","amount":1e999,"paidOn":"2026-11-02","kind":"Fine","remark":1e999}"""));

        Facts.Read(Facts.Find("case.paid")!, Operation.Insert, Noon, Noon, read, out var problem);

        Assert.Contains("data.amount", problem);
    }

    [Fact]
    public void A_task_needs_no_plan_when_it_was_triggered()
    {
        var data = Example("task.issued");
        data.Remove("planId");
        data["category"] = "Triggered";

        Assert.Null(Problem("task.issued", data));
    }

    [Fact]
    public void An_unknown_word_is_read_as_other()
    {
        var data = Example("inspection.started");
        data["category"] = "Surprise";

        Assert.Null(Problem("inspection.started", data));
    }

    [Theory]
    [InlineData("case.paid", "amount", 1_000_000_000_001, "0 to 1000000000000")]
    [InlineData("case.decided", "confiscated", 1_000_000_000_001, "0 to 1000000000000")]
    [InlineData("inspection.completed", "endedAt", "2999-01-01T00:00:00+08:00", "between 1990 and 2100")]
    [InlineData("inspection.completed", "endedAt", "1989-12-31T23:59:59+08:00", "between 1990 and 2100")]
    [InlineData("inspection.started", "startedAt", "2101-01-01T00:00:00+08:00", "between 1990 and 2100")]
    [InlineData("case.filed", "caseNo", "a\u0007b", "control characters")]
    [InlineData("inspection.started", "category", "a word of more than forty characters, which is no word", "40 characters")]
    public void A_value_beyond_its_bounds_is_refused_by_a_sentence_that_names_them(string type, string field, object value, string sentence)
    {
        var data = Example(type);
        data[field] = JsonSerializer.SerializeToNode(value);

        Assert.Contains(sentence, Problem(type, data));
    }

    [Theory]
    [InlineData("inspection.started", "itemCodes", 40, 1_000)]
    [InlineData("plan.published", "teamIds", 40, 1_000)]
    [InlineData("case.decided", "kinds", 40, 1_000)]
    [InlineData("inspection.started", "officers", 40, 1_000)]
    [InlineData("fileReview.scored", "vetoItems", 40, 1_000)]
    [InlineData("object.upserted", "itemCodes", 40, 1_000)]
    [InlineData("calendar.published", "makeUp", 40, 1_000)]
    [InlineData("task.issued", "objectUscc", 0, 10_000)]
    public void A_list_and_each_text_in_it_are_bounded(string type, string field, int longest, int most)
    {
        var (tooLong, tooMany) = (Example(type), Example(type));
        tooLong[field] = new JsonArray(new string('x', longest + 1));
        tooMany[field] = new JsonArray([.. Enumerable.Range(0,
            most + 1).Select(number => JsonValue.Create($"2026-01-{(number % 28) + 1:00}"))]);

        Assert.Contains($"at most {most} entries", Problem(type, tooMany));
        if (longest > 0)
        {
            Assert.Contains($"at most {longest} characters", Problem(type, tooLong));
        }
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4e0")]
    [InlineData("40E-1")]
    [InlineData("0.4e+1")]
    public void A_whole_number_is_known_by_its_value(string written)
    {
        var fact = Assert.IsType<PatrolReported>(Stored("patrol.reported",
            $$"""{"patrolId":"P","teamId":"T01","day":"2026-11-02","persons":{{written}},"vehiclesChecked":2,"violations":3}"""));

        Assert.Equal(4, fact.Persons);
    }

    [Fact]
    public void What_an_earlier_release_let_in_beyond_the_bounds_is_read_as_the_nearest_value_within_them()
    {
        var paid = Assert.IsType<CasePaid>(Stored("case.paid",
            """{"caseId":"C","amount":9000000000000000,"paidOn":"2026-11-02","kind":"Fine"}"""));
        var ended = Assert.IsType<InspectionCompleted>(Stored("inspection.completed",
            """{"actNo":"I","endedAt":"2999-01-01T00:00:00+08:00","result":"NoProblem","recordAttached":true}"""));
        var started = Assert.IsType<InspectionStarted>(Stored("inspection.started",
            Example("inspection.started").ToJsonString().Replace("S14", new string('x', 100_000), StringComparison.Ordinal)));

        Assert.Equal(1_000_000_000_000, paid.AmountFen);
        Assert.Equal(2100, ended.EndedAt.Year);
        Assert.Equal([new string('X', 40)], started.Items);
    }

    [Fact]
    public void Of_a_member_that_an_earlier_release_let_in_twice_the_last_counts()
    {
        var paid = Assert.IsType<CasePaid>(Stored("case.paid",
            """{"caseId":"C","amount":1,"paidOn":"2026-11-02","kind":"Fine","amount":2}"""));

        Assert.Equal(2, paid.AmountFen);
    }

    private static Fact Stored(string type, string data) =>
        Facts.Read(Event(type, Example(type)) with { Data = Encoding.UTF8.GetBytes(data) });

    private static JsonObject Example(string type) => JsonSerializer.SerializeToNode(Examples[type])!.AsObject();

    /// <summary>As the edge does: first the subject, then the fact.</summary>
    internal static string? Problem(string type, IEnumerable<KeyValuePair<string, object>> data) =>
        Problem(type, JsonSerializer.SerializeToNode(data.ToDictionary())!.AsObject());

    private static string? Problem(string type, JsonObject data)
    {
        using var table = JsonTable.Rent();
        var read = table.ReadForeign(Encoding.UTF8.GetBytes(data.ToJsonString()));
        var row = Facts.Find(type)!;
        if (Facts.SubjectOf(row, read) is null)
        {
            return row.Kind.Length > 0 ? $"data.{row.NeededId} is required." : "data.subjectType and data.subjectId are required.";
        }

        Facts.Read(row, Operation.Insert, Noon, Noon, read, out var problem);
        return problem;
    }
}
