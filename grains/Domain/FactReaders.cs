using System.Collections.Immutable;
using System.Globalization;
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

/// <summary>
/// Reads the facts of the <see cref="FactCatalogue"/> that take more than a line, and checks what their fields say together.
/// </summary>
internal static class FactReaders
{
    public static PlanPublished Plan(ref Fields f)
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

    public static TaskIssued Task(ref Fields f)
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

    public static InspectionCompleted Completed(ref Fields f)
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

    public static CaseDecided Decided(ref Fields f)
    {
        var decided = new CaseDecided(f.Text("docNo", 100), f.Day("decidedOn"), Kinds(f.Texts("kinds", 1)), f.Money("fine"),
            f.Money("confiscated"), f.Flag("disclosureRequired")) { Authority = AuthorityOrNull(ref f) };
        CheckFine(ref f, decided.Kinds, decided.FineFen);
        return decided;
    }

    public static OnSpotDecided OnSpot(ref Fields f)
    {
        var decided = new OnSpotDecided(f.Text("docNo", 100), f.Text("teamId", 40), f.Party("party"), f.Day("decidedOn"),
            Kinds(f.Texts("kinds", 1)), f.Money("fine"), f.Officers("officers"), ItemCode.Normalise(f.Text("primaryItemCode", 40)),
            f.FlagOrNull("disclosureRequired") ?? false)
        {
            CollectedOnSpot = f.FlagOrNull("collectedOnSpot") ?? false,
            RecordedOn = f.DayOrNull("recordedOn"),
            Authority = AuthorityOrNull(ref f),
            Vehicle = Vehicles.IdOf(f.TextOrNull("vehicle", 100)),
            Plate = Plate(ref f),
        };
        CheckFine(ref f, decided.Kinds, decided.FineFen);
        return decided;
    }

    /// <summary>In whose name, where the event says so.</summary>
    public static DecidingAuthority? AuthorityOrNull(ref Fields f) =>
        f.TextOrNull("decidingAuthority", 40) is { } text ? AuthorityOf(text) : null;

    /// <summary>
    /// The authority that a word or a name means: <c>District</c>, 区局, 宁波市海曙区交通运输局. The smallest place that is named is whose
    /// bureau it is.
    /// </summary>
    public static DecidingAuthority AuthorityOf(string text) =>
        Enum.TryParse<DecidingAuthority>(text, ignoreCase: true, out var word) && !char.IsAsciiDigit(text[0]) ? word
        : text.AsSpan().IndexOfAny("镇乡街") >= 0 ? DecidingAuthority.Town
        : text.AsSpan().IndexOfAny("区县") >= 0 ? DecidingAuthority.District
        : text.Contains('市', StringComparison.Ordinal) ? DecidingAuthority.City
        : DecidingAuthority.Other;

    /// <summary>The plate of the vehicle concerned as it may be shown, under whichever name upstream sends it.</summary>
    public static string? Plate(ref Fields f) =>
        (f.TextOrNull("vehicle", 100) ?? f.TextOrNull("plate", 100) ?? f.TextOrNull("plateNo", 100)) is { } plate
            ? Vehicles.Mask(Folded.Of(plate))
            : null;

    public static void CheckFine(ref Fields f, PenaltyKind[] kinds, long fine)
    {
        if (kinds.Contains(PenaltyKind.Fine) != fine > 0)
        {
            f.Refuse("data.kinds must name Fine exactly when data.fine is above 0.");
        }
    }

    public static Procedure ReadProcedure(ref Fields f) => f.Text("procedure", 40).ToLowerInvariant() switch
    {
        "ordinary" => Procedure.Ordinary,
        "offsite" or "off-site" => Procedure.OffSite,
        "onspot" or "on-spot" or "onthespot" or "on-the-spot" or "simple" or "summary" => Procedure.OnTheSpot,
        _ => Procedure.Other,
    };

    public static OfficerUpserted Officer(ref Fields f)
    {
        var officer = new OfficerUpserted(f.Text("teamId", 40), f.Flag("post"), f.TextOrNull("status", 40) ?? "",
            f.TextOrNull("certNo", 40), f.DayOrNull("certValidFrom"), f.DayOrNull("certValidTo"))
        {
            RetiresOn = f.DayOrNull("retiresOn"),
            EarliestRetiresOn = f.DayOrNull("earliestRetiresOn"),
            QualifiedOn = f.DayOrNull("qualifiedOn"),
            LegalQualified = f.FlagOrNull("legalQualified") ?? false,
            LegalDuty = f.WordOf("legalDuty", false, "None", "Part", "FullTime"),
            ReviewerSince = f.DayOrNull("reviewerSince"),
        };
        f.FlagOrNull("leader");
        if (officer.EarliestRetiresOn > officer.RetiresOn)
        {
            f.Refuse("data.earliestRetiresOn must not be after data.retiresOn.");
        }

        if (officer.CertValidTo <= officer.CertValidFrom)
        {
            f.Refuse("data.certValidTo must be after data.certValidFrom.");
        }

        return officer;
    }

    /// <summary>A training; the course it belongs to is checked and read by nothing.</summary>
    public static TrainingCompleted Training(ref Fields f)
    {
        f.TextOrNull("courseId", 100);
        return new(f.Day("day"), f.Hours("hours"), f.WordOf("kind", false, "Public", "Business", "Political"));
    }

    /// <summary>An exam; its points are checked and read by nothing.</summary>
    public static ExamTaken Exam(ref Fields f)
    {
        f.CountOrNull("score", 100);
        return new(f.Day("day"), f.WordOf("kind", true, "Qualification", "Annual", "Business") ?? "", f.Flag("passed"),
            f.TextOrNull("certPlanId", 100));
    }

    /// <summary>Kind and id of the act that a review or a lawsuit is about: a case, unless the data say another kind.</summary>
    public static string About(ref Fields f)
    {
        var id = f.Text("subjectId", 100);
        return $"{Facts.KindNamed(f.TextOrNull("subjectType", 40) ?? "case") ?? "case"}/{id}";
    }

    public static RecordMerged Merged(ref Fields f)
    {
        var (kind, into) = (Facts.KindNamed(f.Text("subjectType", 40)), f.Text("intoId", 100));
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

    public static SupervisionNoticeIssued SupervisionNotice(ref Fields f) =>
        new(f.Text("kind", 40), f.Day("due"), f.Text("target"))
        {
            IsOutgoing = f.WordOf("direction", false, "In", "Out") == "Out",
            ReceivedOn = f.DayOrNull("receivedOn"),
            Demand = f.WordOf("demand", false, "Explain", "SelfCorrect", "Correct", "Revoke", "Perform"),
        };

    public static byte RuleNumber(ref Fields f)
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

    public static RulesPublished PublishedRules(ref Fields f)
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

    public static CalendarYear Year(ref Fields f)
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

    public static DateOnly ParseDay(ref Fields f, string name, string text)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            f.Refuse($"data.{name} must be a list of dates as yyyy-MM-dd; \"{text}\" is none.");
        }

        return day;
    }

    /// <summary>An enforcement by the agency itself, completed or ended.</summary>
    public static CaseEnforced Enforced(ref Fields f) => new(f.Day("day"), f.Word<EnforcementKind>("kind"),
        f.WordOf("outcome", true, "Completed", "Ended") is not "Ended");

    public static string[] Codes(string[] codes) => Array.ConvertAll(codes, ItemCode.Normalise);

    public static PenaltyKind[] Kinds(string[] words) =>
        Array.ConvertAll(words,
            word => Enum.TryParse<PenaltyKind>(word, true, out var kind) && !char.IsAsciiDigit(word[0]) ? kind : PenaltyKind.Other);
}
