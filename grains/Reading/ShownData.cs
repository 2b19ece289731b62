using System.Collections.Frozen;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Grains.Reading;

/// <summary>
/// What of an event's data is shown: a list of fields per event type (DOMAIN.md §13, §14.3), to everybody, and a list of those that are
/// personal, each as far as the reader's <see cref="FileMask"/> goes. What is on neither is kept in the ledger and shown nowhere:
/// informants, free text, places, and whatever upstream adds of its own.
/// <para>A mark after a name: <c>#</c> how many entries, <c>@</c> a party, <c>~</c> only where it is one word, <c>&amp;</c> subjects or
/// proofs, <c>=</c> only where it is a number or a code.</para>
/// </summary>
internal static class ShownData
{
    private const int LongestWord = 40;

    private static readonly FrozenDictionary<string, string[]> Fields = new Dictionary<string, string>
    {
        ["team.upserted"] = "teamId name nameEn shortName status order parentId validFrom enforcing certified posts auxiliaries",
        ["officer.upserted"] = "teamId post status certValidFrom certValidTo certType~ legalQualified legalDuty reviewerSince",
        ["item.upserted"] = "itemCode name nameEn category level parentCode basis objectType randomListed order fines#",
        ["item.claimed"] = "itemCode agencyUscc day",
        ["item.unclaimed"] = "itemCode agencyUscc day",
        ["checklist.published"] = "itemCode checklistCode version effectiveFrom points#",
        ["object.upserted"] = "uscc formerUscc itemCodes creditClass riskClass capOverride",
        ["plan.published"] = "planId year category itemCodes teamIds start end targetCount approvals# publishedUrl drawRatio",
        ["task.issued"] = "taskId planId category itemCodes objectUscc# teamId due officers#",
        ["inspection.started"] = "actNo taskId category form~ teamId itemCodes party@ officers# startedAt codeShownAt certShownAt "
            + "combinedVisitId viaMobile trigger~ recorderIds#",
        ["inspection.completed"] = "actNo endedAt result recordAttached avAttached checkedPoints# problems# rectifyDue caseId",
        ["rectification.rechecked"] = "actNo day outcome",
        ["inspection.rated"] = "actNo stars",
        ["patrol.reported"] = "patrolId teamId day persons vehiclesChecked violations ships hours",
        ["case.clueReceived"] = "clueId teamId origin~ day actNo offenceOn complaintId=",
        ["case.filed"] = "caseId caseNo teamId decidingAuthority procedure primaryItemCode party@ filedOn officers# clueId actNo causeCode "
            + "offenceOn decisiveTestPending legalReviewRequired discussionRequired",
        ["case.extended"] = "caseId approvedOn newDue approverRole~ reason~",
        ["case.suspended"] = "caseId day reason~",
        ["case.resumed"] = "caseId day reason~",
        ["case.evidencePreserved"] = "caseId day docNo",
        ["case.evidenceHandled"] = "caseId day docNo",
        ["case.measureTaken"] = "caseId kind~ day until testingDays",
        ["case.measureExtended"] = "caseId kind~ day until",
        ["case.measureLifted"] = "caseId kind~ day",
        ["case.investigationClosed"] = "caseId day proposal~ legalReviewRequired discussionRequired",
        ["case.crimeSuspected"] = "caseId day approvedAt",
        ["case.legalReviewed"] = "caseId day outcome~",
        ["case.discussed"] = "caseId day outcome~",
        ["case.noticeServed"] = "caseId docNo servedOn hearingRight method~ waivedOn",
        ["case.statementMade"] = "caseId day accepted",
        ["case.hearingRequested"] = "caseId day",
        ["case.hearingHeld"] = "caseId day noticeDay",
        ["case.decided"] = "caseId docNo decidedOn kinds fine confiscated decidingAuthority disclosureRequired aggravation "
            + "exemptReason~ disclosureExemptReason~ legalBasis",
        ["case.noPenalty"] = "caseId decidedOn reason~ docNo disclosureRequired",
        ["case.onSpotDecided"] = "caseId docNo teamId decidingAuthority party@ decidedOn kinds fine officers# primaryItemCode "
            + "collectedOnSpot recordedOn disclosureRequired",
        ["case.served"] = "caseId servedOn method~ noticeStartedOn",
        ["case.paid"] = "caseId amount paidOn kind receiptNo",
        ["case.instalmentGranted"] = "caseId until parts#",
        ["case.demandServed"] = "caseId day",
        ["case.courtApplied"] = "caseId day courtNo",
        ["case.courtAccepted"] = "caseId day courtNo",
        ["case.enforced"] = "caseId day kind outcome",
        ["case.withdrawn"] = "caseId day reason~",
        ["case.transferred"] = "caseId day target~ approvedOn receiptNo reason~",
        ["case.closed"] = "caseId day reason~ paidTotal",
        ["case.archived"] = "caseId day fileNo",
        ["case.filedForRecord"] = "caseId day to~",
        ["decision.published"] = "subjectType subjectId day url channel~",
        ["decision.withdrawn"] = "subjectType subjectId day url channel~ reason~ until",
        ["record.attached"] = "subjectType subjectId media startedAt seconds sha256 coverage stage",
        ["record.merged"] = "subjectType subjectId intoId",
        ["licence.applied"] = "applicationNo itemCode day",
        ["licence.accepted"] = "applicationNo itemCode day promisedWd",
        ["licence.extended"] = "applicationNo itemCode day",
        ["licence.decided"] = "applicationNo itemCode day outcome~ excludedWd",
        ["licence.issued"] = "applicationNo itemCode day",
        ["licence.revoked"] = "applicationNo day reason~",
        ["review.received"] = "docketNo subjectId subjectType day simple",
        ["review.answered"] = "docketNo day",
        ["review.concluded"] = "docketNo day outcome",
        ["lawsuit.served"] = "docketNo subjectId subjectType day instance",
        ["lawsuit.answered"] = "docketNo day",
        ["lawsuit.summoned"] = "docketNo day instance defendant~ headNamed",
        ["lawsuit.heard"] = "docketNo day headAppeared instance defendant~ headRank~ absenceReason~",
        ["lawsuit.judged"] = "docketNo day outcome final instance",
        ["fileReview.scored"] = "caseId day score grade vetoItems",
        ["supervision.noticeIssued"] = "noticeNo kind due direction receivedOn demand",
        ["supervision.replied"] = "noticeNo day docNo",
        ["supervision.concluded"] = "noticeNo day outcome",
        ["accountability.decided"] = "id= day= kind~ teamId=",
        ["training.completed"] = "day hours kind courseId",
        ["exam.taken"] = "day kind certPlanId",
        ["evidence.captured"] = "evidenceId teamId day itemCode",
        ["evidence.reviewed"] = "evidenceId day kind~",
        ["evidence.used"] = "evidenceId day caseId",
        ["warning.acknowledged"] = "subjectType subjectId rule",
        ["warning.resolved"] = "subjectType subjectId rule",
        ["rules.published"] = "version effectiveFrom name nameEn",
        ["calendar.published"] = "year off makeUp sourceUrl provisional",
    }.Concat(DeclaredKinds.All.SelectMany(static kind => kind.Events).Select(static said =>
        KeyValuePair.Create(said.Type, string.Join(' ', said.Fields.Select(static field => field.Shown).OfType<string>()
            .Select(name => said.IsClosed && !name.EndsWith('~') ? name + '=' : name)))))
        .ToFrozenDictionary(row => row.Key, row => row.Value.Split(' '));

    /// <summary>Personal fields, of an event or of the party in it, by the names upstream systems give them.</summary>
    private static readonly FrozenDictionary<string, Personal> People = new Dictionary<string, Personal>
    {
        ["driverName"] = Personal.Somebody,
        ["legalRepresentative"] = Personal.Somebody,
        ["contactName"] = Personal.Somebody,
        ["phone"] = Personal.Phone,
        ["mobile"] = Personal.Phone,
        ["contactPhone"] = Personal.Phone,
        ["address"] = Personal.Address,
        ["homeAddress"] = Personal.Address,
        ["addressRegistered"] = Personal.Address,
        ["addressOperating"] = Personal.Address,
        ["vehicle"] = Personal.Plate,
        ["plate"] = Personal.Plate,
        ["plateNo"] = Personal.Plate,
        ["plateNumber"] = Personal.Plate,
        ["certNo"] = Personal.Officer,
    }.ToFrozenDictionary();

    /// <summary>Event types that have a list.</summary>
    public static IEnumerable<string> Types => Fields.Keys;

    /// <summary>The fields of an event that its reader may see, in the order of its data.</summary>
    public static Document Of(SourceEvent @event, FileMask mask)
    {
        using var json = JsonDocument.Parse(@event.Data);
        return Of(@event.Type, json.RootElement, DaysOf(@event), mask, unlisted: null);
    }

    /// <summary>The same of data that made no event.</summary>
    /// <param name="unlisted">What stands in place of each field that may not be seen; null: nothing.</param>
    public static Document Of(string type, JsonElement data, EventDays days, FileMask mask, string? unlisted)
    {
        var (listed, isImpersonal) = (Fields.GetValueOrDefault(type, []), Impersonal.IsOf(type));
        var shown = new Document();
        foreach (var member in data.EnumerateObject())
        {
            var field = Array.Find(listed, field => field.AsSpan().TrimEnd("#@~&=").SequenceEqual(member.Name));
            var personal = isImpersonal ? null : PersonalIn(member, days, mask);
            if ((personal ?? (field is null ? null : Value(field[^1], member, days, mask))) is { } value)
            {
                shown.With(member.Name, value);
            }
            else if (unlisted is not null)
            {
                shown.With(IdentityNumber.Mask(Impersonal.Shown(type, member.Name), NumberContext.OfText), unlisted);
            }
        }

        return shown;
    }

    /// <summary>What of an event is personal alone, as far as a mask goes.</summary>
    public static Document PersonalOf(SourceEvent @event, FileMask mask)
    {
        if (Impersonal.IsOf(@event.Type))
        {
            return new();
        }

        using var json = JsonDocument.Parse(@event.Data);
        var (days, shown) = (DaysOf(@event), new Document());
        foreach (var member in json.RootElement.EnumerateObject())
        {
            object? personal = member switch
            {
                { Name: "party", Value.ValueKind: JsonValueKind.Object } => Party(member.Value, days, mask),
                { Name: "officers", Value.ValueKind: JsonValueKind.Array } => Officers(member.Value, days),
                _ => PersonalIn(member, days, mask),
            };
            if (personal is not null)
            {
                shown.With(member.Name, personal);
            }
        }

        return shown;
    }

    private static EventDays DaysOf(SourceEvent @event) => new(Shanghai.Day(@event.Received), Shanghai.Day(@event.Time));

    /// <summary>A personal field as far as a mask goes; null where it is none, or nothing of it may be seen.</summary>
    private static string? PersonalIn(JsonProperty member, EventDays days, FileMask mask) =>
        People.TryGetValue(member.Name, out var what) && member.Value.ValueKind == JsonValueKind.String
            ? PersonalText.Of(what, Text(member.Name, member.Value.GetString()!, days), mask.DegreeOf(what))
            : null;

    private static object? Value(char mark, JsonProperty member, EventDays days, FileMask mask) => (mark, member.Value.ValueKind) switch
    {
        ('#', JsonValueKind.Array) when member.Name == "officers" && mask.DegreeOf(Personal.Officer) == Degree.Whole =>
            Officers(member.Value, days),
        ('#', JsonValueKind.Array) => (long)member.Value.GetArrayLength(),
        ('#', _) => null,
        ('@', JsonValueKind.Object) => Party(member.Value, days, mask),
        ('@', _) => null,
        ('&', JsonValueKind.Array) => References(member.Value, days),
        ('&', _) => null,
        ('~', JsonValueKind.String) when !IsWord(member.Value.GetString()) => null,
        ('=', JsonValueKind.String) when !Impersonal.IsCode(member.Value.GetString()) => null,
        ('~' or '=', JsonValueKind.Array) => null,
        (_, JsonValueKind.String) => Text(member.Name, member.Value.GetString()!, days),
        (_, JsonValueKind.Number) => Number(member.Value),
        (_, JsonValueKind.True) => true,
        (_, JsonValueKind.False) => false,
        (_, JsonValueKind.Array) => member.Value.EnumerateArray()
            .Where(static entry => entry.ValueKind == JsonValueKind.String)
            .Select(entry => (object)Text(member.Name, entry.GetString()!, days))
            .ToArray(),
        _ => null,
    };

    /// <summary>A word of a code list, in whatever language: no sentence, no name with a title, no number.</summary>
    private static bool IsWord(string? text) => text is { Length: > 0 and <= LongestWord } && text.All(char.IsAsciiLetter);

    /// <summary>Ledgers of earlier releases hold what is refused today.</summary>
    private static string Text(string name, string text, EventDays days) => IdentityNumber.Mask(text,
        new(NumberWords.Of(name), days.Received, days.Happened));

    private static object Number(JsonElement number) =>
        number.TryGetInt64(out var whole) ? whole
            : number.TryGetDouble(out var fraction) && double.IsFinite(fraction) ? fraction
            : number.GetRawText();

    private static Document Party(JsonElement party, EventDays days, FileMask mask)
    {
        var kind = TextOf(party, "kind") is { } named && Enum.TryParse<PartyKind>(named, true, out var known) ? known : PartyKind.Other;
        // Whose kind nobody knows may be a person.
        var what = kind is PartyKind.Individual or PartyKind.LegalPerson or PartyKind.OtherOrg ? Personal.Organisation
            : party.TryGetProperty("isMinor", out var minor) && minor.ValueKind == JsonValueKind.True ? Personal.Minor
            : Personal.Somebody;
        var label = new Party(kind, "", null, false, false).Label(disclosed: false);
        var name = TextOf(party, "displayName") is { } full
            ? PersonalText.Of(what, Text("displayName", full, days), mask.DegreeOf(what)) : null;
        var shown = new Document().With("kind", kind.ToString()).With("displayName", name ?? label);
        foreach (var member in party.EnumerateObject())
        {
            if (PersonalIn(member, days, mask) is { } text)
            {
                shown.With(member.Name, text);
            }
        }

        return shown;
    }

    /// <summary>Subjects and proofs that an event names.</summary>
    private static object[] References(JsonElement references, EventDays days) =>
    [
        .. references.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.Object).Select(one =>
            ((string[])["subjectType", "subjectId", "kind", "ref", "sha256"]).Aggregate(new Document(), (shown, name) =>
                TextOf(one, name) is { } text ? shown.With(name, Text(name, text, days)) : shown)),
    ];

    private static object[] Officers(JsonElement officers, EventDays days) =>
    [
        .. officers.EnumerateArray().Where(static officer => officer.ValueKind == JsonValueKind.Object).Select(officer =>
            ((string[])["name", "certNo"]).Aggregate(new Document(), (shown, name) =>
                TextOf(officer, name) is { } text ? shown.With(name, Text(name, text, days)) : shown)),
    ];

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>When an event was received and when it happened: numbers are told from citizens' numbers by that.</summary>
internal readonly record struct EventDays(DateOnly Received, DateOnly Happened);
