using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>
/// The books of the legal section: in 2020 the three internal rules on trial, the clean-up and the three occasions that the report names;
/// from 2026 on normative documents (one not filed yet, one about to run out), opinions, a mediation and complaints at every stage.
/// </summary>
internal sealed class BookStory(StoryWorld world, StoryLog log, int year)
{
    private const string Owner = "T10", NoItem = "unclassified";
    private static readonly string[] Rules = ["法律顾问工作规则（试行）", "公职律师管理办法（试行）", "行政调解工作办法（试行）"];

    private static readonly (string Theme, int Month, int Day)[] Occasions =
        [("国家安全日普法", 4, 15), ("路政宣传月", 5, 20), ("宪法宣传日", 12, 4)];

    private static readonly (string About, string Team, string Source)[] Complaints =
    [
        ("Conduct", "T01", "12345"), ("Inaction", "T04", "12328"), ("Inspection", "T02", "Enterprise"), ("Procedure", "T07", "Letter"),
        ("Fee", "T03", "12345"), ("Conduct", "T05", "Web"),
    ];

    private static readonly string[] Outcomes = ["Keep", "Keep", "Amend", "Repeal"];

    private readonly SeedWorkdays calendar = world.Calendar;

    /// <summary>From this year on the demo lives: something stands at every stage.</summary>
    private bool IsLiving => year >= world.Demo.DifficultFrom.Year;

    public void Tell()
    {
        for (var at = 0; at < Occasions.Length; at++)
        {
            TellOccasion(at);
        }

        TellCleanup();
        if (year == world.Published.Year)
        {
            for (var at = 0; at < Rules.Length; at++)
            {
                TellDocument($"{at + 1}", Rules[at], new(year, 6 + at, 10), isNormative: false, filedAfter: null, validYears: 2);
            }
        }

        TellOpinion("1", "Contract", "Change", adopted: true, 3, 18);
        TellOpinion("2", "Document", "Lawful", adopted: null, 9, 8);
        if (IsLiving)
        {
            TellDocument("1", "道路运输轻微违法不予处罚清单", new(year, 3, 2), isNormative: true, filedAfter: 10, validYears: 5);
            TellDocument("2", "巡游出租汽车服务质量信誉考核办法", new(year, 10, 30), isNormative: true, filedAfter: null, validYears: 5);
            TellDocument("3", "涉路施工监管指引（试行）", new(year, 2, 20), isNormative: false, filedAfter: null, validYears: 1);
            TellMediation();
            for (var month = 1; month <= 12; month++)
            {
                TellComplaint(month);
            }

            TellSupervisor();
        }
    }

    private void TellOccasion(int at)
    {
        var (theme, month, on) = Occasions[at];
        var (id, due) = ($"PUB-{year}-{at + 1}", OfOffice(month, on));
        var occasion = log.Subject(id, Owner, NoItem);
        occasion.At(At(OfOffice(1, 20), 9), Sources.Manual, "publicity.planned", json =>
        {
            json.WriteString("publicityId", id);
            json.WriteNumber("year", year);
            json.WriteString("theme", theme);
            json.Day("due", due);
            json.WriteString("leadTeam", Owner);
        });
        var held = calendar.OnOrBefore(due.AddDays(-1));
        occasion.At(At(held, 10), Sources.Manual, "publicity.held", json =>
        {
            json.WriteString("publicityId", id);
            json.Day("day", held);
            json.WriteString("theme", theme);
            json.WriteString("teamId", Owner);
            json.WriteString("form", at == 1 ? "Online" : "Offline");
            json.WriteNumber("reached", 200 + (at * 150));
        });
        occasion.Tell();
    }

    private void TellCleanup()
    {
        if (year % 2 != 0)
        {
            return;
        }

        var id = $"CLEANUP-{year}";
        var cleanup = log.Subject(id, Owner, NoItem);
        Step(cleanup, OfOffice(5, 11), 9, "cleanup.opened", "cleanupId", id, json =>
        {
            json.WriteString("title", $"{year}年文件清理");
            json.WriteString("teamId", Owner);
        });
        foreach (var (at, outcome) in Outcomes.Index())
        {
            Step(cleanup, calendar.Add(OfOffice(5, 18), at), 10, "cleanup.decided", "cleanupId", id, json =>
            {
                json.WriteString("docId", $"DOC-{year - 2}-{at + 1}");
                json.WriteString("outcome", outcome);
            });
        }

        Step(cleanup, OfOffice(6, 15), 11, "cleanup.published", "cleanupId", id, static _ => { });
        cleanup.Tell();
    }

    private void TellDocument(string number, string title, DateOnly on, bool isNormative, int? filedAfter, int validYears)
    {
        var (id, day) = ($"DOC-{year}-{number}", calendar.OnOrAfter(on));
        var document = log.Subject(id, Owner, NoItem);
        Step(document, calendar.OnOrBefore(day.AddDays(-45)), 9, "document.drafted", "docId", id, json =>
        {
            json.WriteString("title", title);
            json.WriteString("leadTeam", Owner);
            json.WriteBoolean("normative", isNormative);
            json.WriteBoolean("touchesBusiness", isNormative);
        });
        if (isNormative)
        {
            var until = calendar.OnOrBefore(day.AddDays(-14));
            Step(document, until, 9, "document.consulted", "docId", id, json =>
            {
                json.Day("from", until.AddDays(-29));
                json.Day("to", until);
            });
        }

        Step(document, calendar.OnOrBefore(day.AddDays(-12)), 10, "document.reviewed", "docId", id, json =>
        {
            json.WriteString("outcome", "Passed");
            json.WriteString("reviewerId", "O-T10-01");
        });
        Step(document, day, 11, "document.published", "docId", id, json =>
        {
            json.WriteString("docNo", $"甬海交〔{year}〕{30 + (number[0] - '0')}号");
            json.Day("validFrom", day);
            json.Day("validTo", day.AddYears(validYears).AddDays(-1));
            json.WriteBoolean("trial", title.Contains("试行"));
        });
        if (filedAfter is { } days)
        {
            Step(document, calendar.Add(day, days), 9, "document.filed", "docId", id, static json => json.WriteString("to", "区司法局"));
        }
        else if (!isNormative && !IsLiving)
        {
            // The rules of earlier years were repealed on their last day, when lasting ones took their place.
            Step(document, calendar.OnOrBefore(day.AddYears(validYears).AddDays(-1)), 9, "document.repealed", "docId", id, static _ => { });
        }

        document.Tell();
    }

    private void TellOpinion(string number, string about, string outcome, bool? adopted, int month, int on)
    {
        var id = $"OPINION-{year}-{number}";
        var opinion = log.Subject(id, Owner, NoItem);
        Step(opinion, OfOffice(month, on), 14, "opinion.given", "opinionId", id, json =>
        {
            json.WriteString("subjectType", about);
            json.WriteString("teamId", Owner);
            json.WriteString("byKind", "Counsel");
            json.WriteString("outcome", outcome);
            if (adopted is { } followed)
            {
                json.WriteBoolean("adopted", followed);
            }
        });
        opinion.Tell();
    }

    private void TellMediation()
    {
        var id = $"MEDIATION-{year}-1";
        var mediation = log.Subject(id, Owner, NoItem);
        Step(mediation, OfOffice(4, 7), 9, "mediation.requested", "mediationId", id, static json =>
        {
            json.WriteString("about", "Civil");
            json.WriteString("teamId", Owner);
        });
        Step(mediation, OfOffice(4, 9), 9, "mediation.accepted", "mediationId", id, static _ => { });
        Step(mediation, OfOffice(4, 28), 15, "mediation.concluded", "mediationId", id,
            static json => json.WriteString("outcome", "Agreed"));
        mediation.Tell();
    }

    /// <summary>One a month, near its end: of six one is founded and one is late.</summary>
    private void TellComplaint(int month)
    {
        var (about, team, source) = Complaints[month % Complaints.Length];
        var (id, day) = ($"TS-{year}-{month:D2}", OfOffice(month, 22));
        var complaint = log.Subject(id, team, NoItem);
        Step(complaint, day, 9, "complaint.received", "complaintId", id, json =>
        {
            json.WriteString("source", source);
            json.WriteString("about", about);
            json.WriteString("teamId", team);
        });
        Step(complaint, calendar.Add(day, 1), 9, "complaint.accepted", "complaintId", id, static _ => { });
        var answered = calendar.Add(day, month % 6 == 4 ? 6 : 4);
        Step(complaint, answered, 10, "complaint.answered", "complaintId", id,
            json => json.WriteString("founded", month % 6 == 2 ? "Yes" : "No"));
        Step(complaint, calendar.Add(answered, 1), 11, "complaint.closed", "complaintId", id, static _ => { });
        Step(complaint, calendar.Add(answered, 2), 11, "complaint.rated", "complaintId", id,
            json => json.WriteBoolean("satisfied", month % 6 != 4));
        complaint.Tell();
    }

    /// <summary>A lawyer is appointed for two years, raises something in autumn and is answered; a survey in November.</summary>
    private void TellSupervisor()
    {
        var (person, opinion, survey) = ($"JD-{year}-1", $"JDYJ-{year}-1", $"MYD-{year}");
        var appointed = log.Subject(person, Owner, NoItem);
        appointed.At(At(OfOffice(1, 12), 9), Sources.Manual, "supervisor.appointed", json =>
        {
            json.WriteString("supervisorId", person);
            json.WriteString("kind", "Lawyer");
            json.Day("from", OfOffice(1, 12));
            json.Day("to", OfOffice(1, 12).AddYears(2).AddDays(-1));
            json.WriteString("teamId", Owner);
        });
        appointed.Tell();
        var (raised, spoke) = (OfOffice(11, 20), log.Subject(opinion, "T02", NoItem));
        Step(spoke, raised, 10, "supervisor.spoke", "opinionId", opinion, json =>
        {
            json.WriteString("supervisorId", person);
            json.WriteString("about", "Procedure");
            json.WriteString("teamId", "T02");
        });
        Step(spoke, calendar.Add(raised, 9), 15, "supervisor.answered", "opinionId", opinion, static _ => { });
        spoke.Tell();
        var held = log.Subject(survey, Owner, NoItem);
        Step(held, OfOffice(11, 10), 16, "survey.held", "surveyId", survey, static json =>
        {
            json.WriteNumber("asked", 240);
            json.WriteNumber("answered", 187);
            json.WriteNumber("satisfied", 171);
            json.WriteString("teamId", Owner);
        });
        held.Tell();
    }

    private static void Step(SubjectLog subject, DateOnly day, int hour, string name, string idField, string id,
        Action<Utf8JsonWriter> more) => subject.At(At(day, hour), Sources.Manual, name, json =>
        {
            json.WriteString(idField, id);
            json.Day("day", day);
            more(json);
        });

    private DateOnly OfOffice(int month, int day) => calendar.OnOrAfter(new(year, month, day));

    private static DateTimeOffset At(DateOnly on, int hour) => new(on.ToDateTime(new TimeOnly(hour, 0)), StoryLog.Shanghai);
}
