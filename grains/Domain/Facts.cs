using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Inspections;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.Licences;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain;

/// <summary>Reads one kind of fact from its data.</summary>
internal delegate Fact ReadFact(ref Fields fields);

/// <summary>One row of the event catalogue.</summary>
/// <param name="Type">Event name: <c>case.filed</c>.</param>
/// <param name="Kind">Kind of subject it is about; empty where the data says (<c>subjectType</c>).</param>
/// <param name="IdField">Field of the data that names the subject.</param>
/// <param name="Opens">Upstream normally sends it first for its subject.</param>
internal sealed record FactType(string Type, string Kind, string IdField, bool Opens, ReadFact Read);

/// <summary>The event catalogue (DOMAIN.md §14.3): which facts there are, what they are about, and what each requires.</summary>
internal static class Facts
{
    private static readonly FrozenDictionary<string, FactType> Catalogue = new FactType[]
    {
        Opening("team.upserted", "team", "teamId",
            static (ref Fields f) =>
                new TeamUpserted(f.Text("teamId", 40), f.Text("name"), f.TextOrNull("nameEn"), f.Text("status", 40), f.Count("order"),
                    f.TextOrNull("parentId", 40))),
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
                new CaseFiled(f.Text("caseNo", 100), f.Text("teamId", 40), f.Word<DecidingAuthority>("decidingAuthority"),
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
        Later("case.withdrawn", "case", "caseId", static (ref Fields f) => new CaseWithdrawn(f.Day("day"), f.Text("reason"))),
        Later("case.transferred", "case", "caseId", static (ref Fields f) => new CaseTransferred(f.Day("day"), f.Text("target", 100))),
        Later("case.closed", "case", "caseId", static (ref Fields f) => new CaseClosed(f.Day("day"), f.Text("reason"))),
        Later("case.archived", "case", "caseId", static (ref Fields f) => new CaseArchived(f.Day("day"), f.Text("fileNo", 100))),
        Later("decision.published", "", "subjectId",
            static (ref Fields f) => new DecisionPublished(f.Day("day"), f.TextOrNull("channel", 100))),
        Later("decision.withdrawn", "", "subjectId", static (ref Fields f) => new DecisionWithdrawn(f.Day("day"), f.Text("reason"))),
        Later("record.attached", "", "subjectId", static (ref Fields f) => new RecordAttached(f.Text("media", 40), f.Text("sha256", 64))),
        Later("record.merged", "", "subjectId", Merged),
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
        Opening("review.received", "review", "docketNo",
            static (ref Fields f) => new ReviewReceived(About(ref f), f.Day("day"), f.FlagOrNull("simple") ?? false)),
        Later("review.answered", "review", "docketNo", static (ref Fields f) => new ReviewAnswered(f.Day("day"))),
        Later("review.concluded", "review", "docketNo",
            static (ref Fields f) => new ReviewConcluded(f.Day("day"), OutcomeWords.Read(f.Text("outcome", 100)))),
        Opening("lawsuit.served", "lawsuit", "docketNo", static (ref Fields f) => new LawsuitServed(About(ref f), f.Day("day"))),
        Later("lawsuit.answered", "lawsuit", "docketNo", static (ref Fields f) => new LawsuitAnswered(f.Day("day"))),
        Later("lawsuit.heard", "lawsuit", "docketNo",
            static (ref Fields f) => new LawsuitHeard(f.Day("day"), f.FlagOrNull("headAppeared") ?? false)),
        Later("lawsuit.judged", "lawsuit", "docketNo",
            static (ref Fields f) =>
                new LawsuitJudged(f.Day("day"), OutcomeWords.Read(f.Text("outcome", 100)), f.FlagOrNull("final") ?? true)),
        Later("fileReview.scored", "case", "caseId",
            static (ref Fields f) => new FileScored(f.Day("day"), f.Count("score", 100), f.Texts("vetoItems", 0).Length > 0)),
        Opening("supervision.noticeIssued", "supervision", "noticeNo",
            static (ref Fields f) => new SupervisionNoticeIssued(f.Text("kind", 40), f.Day("due"), f.Text("target"))),
        Later("supervision.replied", "supervision", "noticeNo", static (ref Fields _) => new SupervisionNoticeReplied()),
        Opening("accountability.decided", "accountability", "id",
            static (ref Fields f) => new AccountabilityDecided(f.Day("day"), f.Text("kind", 40), f.Text("teamId", 40))),
        Later("training.completed", "officer", "officerId", static (ref Fields f) => new TrainingCompleted(f.Day("day"), f.Hours("hours"))),
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
        Opening("rules.published", "rules", "version", Rules),
        Opening("calendar.published", "calendar", "year", static (ref Fields f) => new CalendarPublished(Year(ref f))),
    }.ToFrozenDictionary(row => row.Type);

    private static readonly FrozenDictionary<string, FactType>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Catalogue.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All event names of the catalogue.</summary>
    public static IEnumerable<string> Types => Catalogue.Keys;

    /// <summary>The catalogue row of an event name, or null when the catalogue has none.</summary>
    public static FactType? Find(string type) => Catalogue.GetValueOrDefault(type);

    /// <summary>The catalogue row of an event name, or null when the catalogue has none.</summary>
    public static FactType? Find(ReadOnlySpan<char> type) => BySpan.TryGetValue(type, out var row) ? row : null;

    /// <summary>The subject an event is about; null when the data does not name it.</summary>
    public static SubjectKey? SubjectOf(FactType type, JsonPiece data)
    {
        var id = data[type.IdField].TextOrNull()?.Trim() ?? "";
        if (id.Length is 0 or > 100 || Fields.HasControl(id))
        {
            return null;
        }

        var (kind, prefix) = (type.Kind, "");
        if (kind.Length == 0)
        {
            var subjectType = data["subjectType"] is { Kind: JsonTokenType.String } named ? SharedTexts.Of(named.Utf8) : "";
            if (subjectType.Length is 0 or > 40 || Fields.HasControl(subjectType))
            {
                return null;
            }

            (kind, prefix) = KindNamed(subjectType) is { } known ? (known, "") : ("publication", $"{subjectType}:");
        }

        return IdOf(kind, id) is { Length: > 0 } written ? (kind, prefix + written) : null;
    }

    /// <summary>The id as subjects of a kind are named: codes of items and firms are written in many ways.</summary>
    public static string IdOf(string kind, string id) => kind switch
    {
        "item" => ItemCode.Normalise(id),
        "enterprise" => Uscc.Normalise(id),
        _ => id,
    };

    /// <summary>Reads the fact of a checked event. Data that an earlier release accepted is read the same way for ever.</summary>
    public static Fact Read(SourceEvent @event)
    {
        using var table = JsonTable.Rent();
        return Read(Find(@event.Type)!, @event.Operation, @event.Time, @event.Received, table.ReadStored(@event.Data), out _);
    }

    /// <summary>Reads and checks; <paramref name="problem"/> is a sentence for the sender, or null.</summary>
    public static Fact Read(FactType type, Operation operation, DateTimeOffset time, DateTimeOffset received, JsonPiece data,
        out string? problem)
    {
        var fields = new Fields(data);
        var fact = type.Read(ref fields) with { OccurredAt = time, ReceivedAt = received };
        if (operation == Operation.Delete)
        {
            // A retraction need not repeat what it retracts (DOMAIN.md §14.1 V7), but what it names it means.
            problem = null;
            return new Retraction(fact.Key, fact.Number) { OccurredAt = time, ReceivedAt = received };
        }

        problem = fields.Problem;
        return fact;
    }

    private static FactType Opening(string type, string kind, string idField, ReadFact read) => new(type, kind, idField, true, read);

    private static FactType Later(string type, string kind, string idField, ReadFact read) => new(type, kind, idField, false, read);

    /// <summary>The kind that a <c>subjectType</c> means; null when it is none of ours.</summary>
    internal static string? KindNamed(string subjectType) => subjectType.ToLowerInvariant() switch
    {
        "case" or "penalty" or "decision" or "penaltycase" => "case",
        "licence" or "license" or "permit" => "licence",
        "inspection" or "check" => "inspection",
        "review" => "review",
        "lawsuit" => "lawsuit",
        "plan" => "plan",
        "task" => "task",
        "officer" => "officer",
        "enterprise" or "object" => "enterprise",
        "item" => "item",
        "supervision" => "supervision",
        "patrol" => "patrol",
        "vehicle" => "vehicle",
        "evidence" => "evidence",
        "clue" => "clue",
        _ => null,
    };

    private static PlanPublished Plan(ref Fields f)
    {
        var plan = new PlanPublished(f.Count("year", 2100), f.Word<InspectionCategory>("category"), Codes(f.Texts("itemCodes", 1)),
            f.Texts("teamIds", 1), f.Day("start"), f.Day("end"), f.Count("targetCount")) { Tiered = f.Has("drawRatio") };
        if (plan.End < plan.Start)
        {
            f.Refuse("data.end must not be before data.start.");
        }
        else if (plan.Start.Year != plan.Year || plan.End.Year != plan.Year)
        {
            f.Refuse("data.start and data.end must lie in data.year.");
        }

        return plan;
    }

    private static TaskIssued Task(ref Fields f)
    {
        f.Codes("objectUscc", 10_000);
        var task = new TaskIssued(f.TextOrNull("planId", 60), f.Word<InspectionCategory>("category"), Codes(f.Texts("itemCodes", 1)),
            f.Text("teamId", 40), f.Day("due"));
        if (task.PlanId is null && task.Category != InspectionCategory.Triggered)
        {
            f.Refuse("data.planId is required unless data.category is Triggered.");
        }

        return task;
    }

    private static InspectionCompleted Completed(ref Fields f)
    {
        var completed = new InspectionCompleted(f.Instant("endedAt"), f.Word<InspectionResult>("result"), f.Flag("recordAttached"),
            f.DayOrNull("rectifyDue"), f.TextOrNull("caseId", 100));
        if (completed is { Result: InspectionResult.Rectify, RectifyDue: null })
        {
            f.Refuse("data.rectifyDue is required when data.result is Rectify.");
        }

        if (completed is { Result: InspectionResult.ToCase, CaseId: null })
        {
            f.Refuse("data.caseId is required when data.result is ToCase.");
        }

        return completed;
    }

    private static CaseDecided Decided(ref Fields f)
    {
        var decided = new CaseDecided(f.Text("docNo", 100), f.Day("decidedOn"), Kinds(f.Texts("kinds", 1)), f.Money("fine"),
            f.Money("confiscated"), f.Flag("disclosureRequired"));
        CheckFine(ref f, decided.Kinds, decided.FineFen);
        return decided;
    }

    private static OnSpotDecided OnSpot(ref Fields f)
    {
        var decided = new OnSpotDecided(f.Text("docNo", 100), f.Text("teamId", 40), f.Party("party"), f.Day("decidedOn"),
            Kinds(f.Texts("kinds", 1)), f.Money("fine"), f.Officers("officers"), ItemCode.Normalise(f.Text("primaryItemCode", 40)),
            f.FlagOrNull("disclosureRequired") ?? false)
        {
            CollectedOnSpot = f.FlagOrNull("collectedOnSpot") ?? false,
            RecordedOn = f.DayOrNull("recordedOn"),
            Vehicle = Vehicles.IdOf(f.TextOrNull("vehicle", 100)),
            Plate = Plate(ref f),
        };
        CheckFine(ref f, decided.Kinds, decided.FineFen);
        return decided;
    }

    /// <summary>The plate of the vehicle concerned as it may be shown, under whichever name upstream sends it.</summary>
    private static string? Plate(ref Fields f) =>
        (f.TextOrNull("vehicle", 100) ?? f.TextOrNull("plate", 100) ?? f.TextOrNull("plateNo", 100)) is { } plate
            ? Vehicles.Mask(Folded.Of(plate))
            : null;

    private static void CheckFine(ref Fields f, PenaltyKind[] kinds, long fine)
    {
        if (kinds.Contains(PenaltyKind.Fine) != fine > 0)
        {
            f.Refuse("data.kinds must name Fine exactly when data.fine is above 0.");
        }
    }

    private static Procedure ReadProcedure(ref Fields f) => f.Text("procedure", 40).ToLowerInvariant() switch
    {
        "ordinary" => Procedure.Ordinary,
        "offsite" or "off-site" => Procedure.OffSite,
        "onspot" or "on-spot" or "onthespot" or "on-the-spot" or "simple" or "summary" => Procedure.OnTheSpot,
        _ => Procedure.Other,
    };

    private static OfficerUpserted Officer(ref Fields f)
    {
        var officer = new OfficerUpserted(f.Text("teamId", 40), f.Flag("post"), f.TextOrNull("status", 40) ?? "",
            f.TextOrNull("certNo", 40), f.DayOrNull("certValidFrom"), f.DayOrNull("certValidTo"));
        if (officer.CertValidTo <= officer.CertValidFrom)
        {
            f.Refuse("data.certValidTo must be after data.certValidFrom.");
        }

        return officer;
    }

    /// <summary>Kind and id of the act that a review or a lawsuit is about: a case, unless the data say another kind.</summary>
    private static string About(ref Fields f)
    {
        var id = f.Text("subjectId", 100);
        return $"{KindNamed(f.TextOrNull("subjectType", 40) ?? "case") ?? "case"}/{id}";
    }

    private static RecordMerged Merged(ref Fields f)
    {
        var (kind, into) = (KindNamed(f.Text("subjectType", 40)), f.Text("intoId", 100));
        if (kind is null || !KnownBy.IsWritten(kind))
        {
            f.Refuse("data.subjectType must be a kind of records: case, inspection, licence …; registers are not merged.");
        }

        if (into == f.Text("subjectId", 100))
        {
            f.Refuse("data.intoId must name another record than data.subjectId.");
        }

        return new(into);
    }

    private static byte RuleNumber(ref Fields f)
    {
        var rule = f.Text("rule", 10);
        if (rule.Length > 1 && rule[0] == 'W'
            && byte.TryParse(rule.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= WarningRule.MostNumber)
        {
            return number;
        }

        f.Refuse("data.rule must be the id of a warning rule, for example W01.");
        return 0;
    }

    private static RulesPublished Rules(ref Fields f)
    {
        var utf8 = f.Utf8();
        var data = Document.Parse(utf8);
        if ((utf8.Length > RuleReader.MostBytes
            ? $"data is longer than {RuleReader.MostBytes} bytes."
            : RuleReader.Problem(data)) is { } problem)
        {
            f.Refuse(problem);
        }

        return new(data);
    }

    private static CalendarYear Year(ref Fields f)
    {
        var year = f.Count("year", 2100);
        var off = ImmutableDictionary.CreateBuilder<DateOnly, string>();
        foreach (var text in f.Texts("off", 0))
        {
            off[ParseDay(ref f, "off", text)] = f.Labelled("names", text);
        }

        var makeUp = ImmutableHashSet.CreateBuilder<DateOnly>();
        foreach (var text in f.Texts("makeUp", 0))
        {
            makeUp.Add(ParseDay(ref f, "makeUp", text));
        }

        var notice = new CalendarYear(year, off.ToImmutable(), makeUp.ToImmutable(), f.FlagOrNull("provisional") ?? false,
            f.TextOrNull("sourceUrl", 500) ?? "");
        if (CalendarNotice.Problem(notice) is { } problem)
        {
            f.Refuse(problem);
        }

        return notice;
    }

    private static DateOnly ParseDay(ref Fields f, string name, string text)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            f.Refuse($"data.{name} must be a list of dates as yyyy-MM-dd; \"{text}\" is none.");
        }

        return day;
    }

    private static string[] Codes(string[] codes) => Array.ConvertAll(codes, ItemCode.Normalise);

    private static PenaltyKind[] Kinds(string[] words) =>
        Array.ConvertAll(words,
            word => Enum.TryParse<PenaltyKind>(word, true, out var kind) && !char.IsAsciiDigit(word[0]) ? kind : PenaltyKind.Other);
}

/// <summary>
/// Codes of supervision items. The fixture's items are S01–S34; their 14-digit catalogue codes are their numbers, zero-padded.
/// </summary>
internal static class ItemCode
{
    public const string Unclassified = "unclassified";

    private const int CatalogueLength = 14;

    /// <summary>Half width, upper case, without blanks; a catalogue code as the number it stands for.</summary>
    public static string Normalise(string code)
    {
        code = Folded.Of(code);
        return code.Length == CatalogueLength && code.AsSpan(0, 12).IndexOfAnyExcept('0') < 0
            && int.TryParse(code.AsSpan(12), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 34
            ? $"S{number:00}"
            : code.Equals(Unclassified, StringComparison.OrdinalIgnoreCase) ? Unclassified : code;
    }

    public static string? NormaliseOrNull(string? code) => code is null ? null : Normalise(code);
}
