using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// Tries a law on a sample of every kind of subject, from the day it begins and at the end of the days that facts may name, so that what
/// cannot judge is found before it is in force.
/// </summary>
internal static partial class LawTrial
{
    private const int LongestStory = 400;
    private static readonly DateOnly LastStart = new DateOnly(RuleMembers.LastYear, 12, 31).AddDays(-LongestStory);

    /// <summary>What happens in each sample: kind, type, day of the story, data; "@5" stands for the sixth day.</summary>
    private static readonly (string Kind, string Type, int On, string Data)[] Stories =
    [
        ("case", "case.filed", 0,
            """
                {"caseId":"S","caseNo":"N","teamId":"T01","decidingAuthority":"District","procedure":"Ordinary",
                "primaryItemCode":"S14","party":{"kind":"LegalPerson","displayName":"N","codeType":"other","code":"C"},"filedOn":"@0",
                "offenceOn":"@0","vehicle":"浙B00000","officers":["A1"],"legalReviewRequired":true,"discussionRequired":true}
                """),
        ("case", "case.evidencePreserved", 1, """{"caseId":"S","day":"@1","docNo":"D1"}"""),
        ("case", "case.measureTaken", 1, """{"caseId":"S","kind":"k","day":"@1","until":"@60","testingDays":10}"""),
        ("case", "case.measureExtended", 20, """{"caseId":"S","kind":"k","day":"@20","until":"@90"}"""),
        ("case", "case.suspended", 2, """{"caseId":"S","day":"@2"}"""),
        ("case", "case.resumed", 9, """{"caseId":"S","day":"@9"}"""),
        ("case", "case.extended", 30, """{"caseId":"S","approvedOn":"@30","newDue":"@110"}"""),
        ("case", "case.crimeSuspected", 31, """{"caseId":"S","day":"@31","approvedAt":"@31T09:00:00+08:00"}"""),
        ("case", "case.investigationClosed", 32, """{"caseId":"S","day":"@32","legalReviewRequired":true,"discussionRequired":true}"""),
        ("case", "case.noticeServed", 33, """{"caseId":"S","docNo":"D2","servedOn":"@33","hearingRight":true}"""),
        ("case", "case.hearingRequested", 34, """{"caseId":"S","day":"@34"}"""),
        ("case", "case.hearingHeld", 60, """{"caseId":"S","day":"@60","noticeDay":"@50"}"""),
        ("case", "case.decided", 80,
            """{"caseId":"S","docNo":"D3","decidedOn":"@80","kinds":["Fine"],"fine":300000,"confiscated":0,"disclosureRequired":true}"""),
        ("case", "case.served", 85, """{"caseId":"S","servedOn":"@85","method":"Public","noticeStartedOn":"@81"}"""),
        ("case", "case.instalmentGranted", 86, """{"caseId":"S","until":"@100"}"""),
        ("case", "case.demandServed", 130, """{"caseId":"S","day":"@130"}"""),
        ("case", "decision.published", 84, """{"subjectType":"case","subjectId":"S","day":"@84"}"""),
        ("case", "case.closed", 300, """{"caseId":"S","day":"@300","reason":"r"}"""),
        ("case", "fileReview.scored", 320, """{"caseId":"S","day":"@320","score":95}"""),
        ("onSpot", "case.onSpotDecided", 0,
            """
                {"caseId":"S","docNo":"D","teamId":"T01","party":{"kind":"LegalPerson","displayName":"N","codeType":"other",
                "code":"C"},"decidedOn":"@0","kinds":["Fine"],"fine":400000,"officers":["A1"],"primaryItemCode":"S14",
                "collectedOnSpot":true,"disclosureRequired":true}
                """),
        ("inspection", "inspection.started", 0,
            """
                {"actNo":"S","category":"Routine","form":"OnSite","teamId":"T01","itemCodes":["S14"],"party":{"kind":"LegalPerson",
                "displayName":"N","codeType":"other","code":"C"},"officers":["A1"],"startedAt":"@0T09:00:00+08:00"}
                """),
        ("inspection", "inspection.completed", 1,
            """{"actNo":"S","endedAt":"@1T11:00:00+08:00","result":"Rectify","recordAttached":false,"rectifyDue":"@20"}"""),
        ("inspection", "inspection.rated", 2, """{"actNo":"S","stars":5}"""),
        ("plan", "plan.published", 0,
            """
                {"planId":"S","year":2026,"category":"Random","itemCodes":["S14"],"teamIds":["T01"],"start":"@0","end":"@90",
                "targetCount":3}
                """),
        ("task", "task.issued", 0,
            """{"taskId":"S","planId":"P","category":"Random","itemCodes":["S14"],"objectUscc":[],"teamId":"T01","due":"@90"}"""),
        ("licence", "licence.accepted", 0, """{"applicationNo":"S","day":"@0","itemCode":"S02","promisedWd":5}"""),
        ("licence", "licence.extended", 5, """{"applicationNo":"S","day":"@5","excludedWd":3}"""),
        ("licence", "licence.decided", 30, """{"applicationNo":"S","day":"@30","outcome":"granted","disclosureRequired":true}"""),
        ("review", "review.received", 0, """{"docketNo":"S","subjectId":"C","day":"@0"}"""),
        ("review", "review.concluded", 60, """{"docketNo":"S","day":"@60","outcome":"撤销"}"""),
        ("lawsuit", "lawsuit.served", 0, """{"docketNo":"S","subjectId":"C","day":"@0"}"""),
        ("lawsuit", "lawsuit.heard", 50, """{"docketNo":"S","day":"@50","headAppeared":true}"""),
        ("lawsuit", "lawsuit.judged", 60, """{"docketNo":"S","day":"@60","outcome":"撤销"}"""),
        ("supervision", "supervision.noticeIssued", 0, """{"noticeNo":"S","kind":"k","due":"@20","target":"t"}"""),
        ("order", "order.drafted", 0,
            """
                {"orderId":"S","origin":"Warning","severity":"Breach","teamId":"T01","title":"t","rule":"W02",
                "targets":[{"subjectType":"case","subjectId":"C"}]}
                """),
        ("order", "order.issued", 1, """{"orderId":"S","day":"@1","due":"@8","demand":"d","by":"b","byRole":"R3"}"""),
        ("order", "order.accepted", 3, """{"orderId":"S","at":"@3T09:00:00+08:00","by":"h"}"""),
        ("order", "order.suspended", 4, """{"orderId":"S","day":"@4","by":"l","reason":"r"}"""),
        ("order", "order.resumed", 6, """{"orderId":"S","day":"@6","by":"l","reason":"r"}"""),
        ("order", "order.reported", 40,
            """
                {"orderId":"S","at":"@40T09:00:00+08:00","cause":"Duty","correction":"c","prevention":"p",
                "evidence":[{"kind":"subject","ref":"C"}],"by":"h"}
                """),
        ("order", "order.closed", 60, """{"orderId":"S","at":"@60T09:00:00+08:00","by":"l","byRole":"R1","override":"o"}"""),
        ("duty", "duty.assigned", 0,
            """
                {"dutyId":"S","agendaId":"A","no":"1","text":"t","chapter":"c","leadTeam":"T01","due":"@200","leaderRole":"R1","post":"p"}
                """),
        ("duty", "duty.selfChecked", 95, """{"dutyId":"S","quarter":"2026Q1","day":"@95","verdict":"OnTrack","by":"b","text":"t"}"""),
        ("duty", "duty.progressReported", 100,
            """{"dutyId":"S","day":"@100","percent":100,"text":"t","by":"b","done":true}"""),
        ("duty", "duty.verified", 120, """{"dutyId":"S","day":"@120","verdict":"Done","by":"b","byRole":"R3"}"""),
        ("agenda", "agenda.published", 0,
            """{"agendaId":"S","year":2026,"title":"t","docNo":"d","issuedOn":"@80"}"""),
        ("officer", "officer.upserted", 0,
            """{"officerId":"S","teamId":"T01","post":true,"certNo":"A1","certValidFrom":"@0","certValidTo":"@300"}"""),
        ("officer", "training.completed", 1, """{"officerId":"S","day":"@1","hours":80}"""),
        ("item", "item.upserted", 0, """{"itemCode":"S","name":"n","category":"c","level":"l","randomListed":true}"""),
        ("evidence", "evidence.captured", 0, """{"evidenceId":"S","teamId":"T01","day":"@0"}"""),
        ("clue", "case.clueReceived", 0, """{"clueId":"S","teamId":"T01","origin":"o","day":"@0","offenceOn":"@0"}"""),
        ("enterprise", "object.upserted", 0, """{"uscc":"S","name":"n","itemCodes":["S14"],"creditClass":"A"}"""),
    ];

    /// <summary>Why a law cannot be in force, as a sentence; null when it judges every sample.</summary>
    /// <param name="from">The day it begins to judge.</param>
    public static string? Problem(Law law, DateOnly from)
    {
        foreach (var start in new[] { from < LastStart ? from : LastStart, LastStart })
        {
            foreach (var story in Stories.GroupBy(told => told.Kind))
            {
                try
                {
                    Try(law, story.Key, [.. story.Select(told => Event(told.Type, told.Data, start, told.On))], start);
                }
                catch (Exception problem)
                {
                    return $"By this law a sample {story.Key} of {start:yyyy-MM-dd} cannot be judged: {problem.Message}";
                }
            }
        }

        return null;
    }

    private static void Try(Law law, string kind, SourceEvent[] events, DateOnly start)
    {
        // Firms, vehicles and the bureau are judged by what was done there, with them and in it.
        var (firm, vehicle) = (kind == "enterprise" ? 3 : 0, kind == "case" ? 4 : 0);
        var (begun, held) = ($"{start.Year}", kind == "agenda" ? 1 : 0);
        Judge(WithActs(Subject.Fold((events[0].Kind, "S"), events), start, firm), law);
        Judge(WithActs(Subject.Fold(("vehicle", "S"), []), start, vehicle), law);
        Judge(WithActs(Subject.Fold(("year", begun), []), start, held), law);
        Judge(WithActs(Subject.Fold(("staff", "S"), []), start, kind == "officer" ? 1 : 0, StaffRoles.Certified), law);
        Judge(WithActs(Subject.Fold(("repeat", "S"), []), start, kind == "order" ? 3 : 0), law);
        Judge(WithActs(Subject.Fold(("cleanups", "S"), []), start, kind == "cleanup" ? 1 : 0), law);

        foreach (var (_, watch) in Silence.Judge(law,
            law.Rules.At(start).Parameters.WatchedSources.ToDictionary(source => source, _ => Shanghai.Midnight(start))))
        {
            _ = watch.Taken(0);
        }
    }

    private static void Judge(Subject subject, Law law)
    {
        var judged = subject.Judge(law);
        _ = judged.Watches();
        _ = judged.Counts.Count() + judged.Clocks.Count() + judged.Guards.Count();
    }

    /// <summary>The subject with an act on each of so many days.</summary>
    private static Subject WithActs(Subject subject, DateOnly start, int days, StaffRoles roles = StaffRoles.None) =>
        Enumerable.Range(0, days).Aggregate(subject, (state, day) => state.WithChild(
            new(start.AddDays(day), "T01", "S14", Roles: roles), 1));

    private static SourceEvent Event(string type, string data, DateOnly start, int on)
    {
        var at = Shanghai.Midnight(start.AddDays(on)).AddHours(9);
        return new()
        {
            Source = "/local/trial",
            Id = type,
            Type = type,
            Kind = Facts.Find(type)!.Kind is { Length: > 0 } kind ? kind : "case",
            Subject = "S",
            Time = at,
            Recorded = at,
            Received = at,
            Data = Encoding.UTF8.GetBytes(Days().Replace(data,
                day => start.AddDays(int.Parse(day.ValueSpan[1..], CultureInfo.InvariantCulture))
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            Hash = 0,
        };
    }

    [GeneratedRegex("@[0-9]+")]
    private static partial Regex Days();
}
