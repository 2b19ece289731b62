using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>
/// The year of the bureau under the rule of law: the agenda with its breakdown into duties (责任分解表) and their self-checks, leading
/// groups, studies, reports on their own duty (述法), and cases told to the public. In each year one duty is late and one self-check too.
/// </summary>
internal sealed class YearStory(StoryWorld world, StoryLog log, int year)
{
    private const string Owner = "T10", NoItem = "unclassified";
    private const int Late = 7, Behind = 4;

    private static readonly string[] Chapters =
        ["一、组织领导", "二、依法决策", "三、制度建设", "四、规范执法", "五、队伍建设", "六、普法宣传", "七、化解争议", "八、监督保障"];

    /// <summary>Chapter, task, who leads, the month at whose end it is due, and what the ledger counts of it.</summary>
    private static readonly (int Chapter, string Text, string Team, int Month, string? Fact, string? Kind, int Least)[] Duties =
    [
        (0, "局党组专题研究法治工作", "T10", 9, "meeting.held", "PartyGroupOnLaw", 1),
        (0, "领导班子集体学法", "T10", 12, "meeting.held", "HeadsStudy", 2),
        (0, "落实主要负责人年度述法", "T10", 12, null, null, 0),
        (1, "重大行政决策合法性审查", "T10", 12, null, null, 0),
        (1, "行政规范性文件清理", "T10", 6, null, null, 0),
        (1, "法律顾问参与重大合同审查", "T10", 12, null, null, 0),
        (2, "修订执法全过程记录实施细则", "T04", 6, null, null, 0),
        (2, "编制柔性执法事项清单", "T02", 9, null, null, 0),
        (2, "更新行政检查事项清单", "T04", 5, null, null, 0),
        (3, "货运源头治超联合执法机制", "T04", 10, null, null, 0),
        (3, "出租汽车执法程序规范", "T01", 8, null, null, 0),
        (3, "港口危货执法文书示范文本", "T03", 9, null, null, 0),
        (3, "工程质量监督执法指引", "T05", 11, null, null, 0),
        (4, "执法人员法律知识轮训", "T06", 10, null, null, 0),
        (4, "执法资格考试组织", "T10", 11, null, null, 0),
        (4, "执法案卷自查互评", "T07", 11, null, null, 0),
        (5, "以案释法", "T10", 12, "lawCase.published", null, 4),
        (5, "路政宣传月活动", "T04", 5, null, null, 0),
        (5, "宪法宣传周活动", "T08", 12, null, null, 0),
        (6, "旁听庭审", "T10", 11, "meeting.held", "CourtVisit", 1),
        (6, "涉企执法争议化解", "T09", 12, null, null, 0),
        (7, "执法记录仪配备更新", "T04", 7, null, null, 0),
        (7, "执法监督平台数据质量提升", "T10", 10, null, null, 0),
        (7, "投诉举报办理回访", "T09", 12, null, null, 0),
    ];

    private static readonly (string Title, string Medium, string Page)[] Cases =
    [
        ("货车超限运输案", "WeChat", ""), ("网约车无证经营案", "WeChat", ""), ("危货运输未随车携带单据案", "WeChat", ""),
        ("涉路施工未经许可案", "WeChat", "7"),
    ];

    private readonly SeedWorkdays calendar = world.Calendar;

    public void Tell()
    {
        var agenda = $"AGENDA-{year}";
        Once(agenda, OfOffice(3, 2), 9, "agenda.published", json =>
        {
            json.WriteString("agendaId", agenda);
            json.WriteNumber("year", year);
            json.WriteString("title", $"{year}年法治交通建设工作要点");
            json.WriteString("docNo", $"甬海交〔{year}〕12号");
            json.Day("issuedOn", OfOffice(3, 2));
            json.Texts("sources", "市交通运输局", "区委全面依法治区委员会");
        });
        Group("G1", "法治交通建设领导小组", 11);
        Group("G2", "普法依法治理领导小组", 9);
        Meeting("M1", 3, 16, "PartyGroupOnLaw", "研究法治政府建设年度工作", 9);
        Meeting("M2", 4, 14, "HeadsStudy", "学习行政处罚法", 12);
        Meeting("M3", 6, 9, "EveningStudy", "周二夜学：道路运输条例", 60);
        Meeting("M4", 7, 21, "CourtVisit", "旁听行政案件庭审", 15);
        Meeting("M5", 9, 15, "HeadsStudy", "学习优化营商环境条例", 12);
        Meeting("M6", 11, 17, "CaseStudy", "行政复议案例研讨", 30);
        var statement = $"STATEMENT-{year}";
        Once(statement, OfOffice(12, 22), 14, "statement.delivered", json =>
        {
            json.WriteString("statementId", statement);
            json.WriteNumber("year", year);
            json.Day("day", OfOffice(12, 22));
            json.WriteString("byRole", "局长");
            json.WriteString("form", "Oral");
        });
        for (var at = 0; at < Cases.Length; at++)
        {
            LawCase(at);
        }

        for (var at = 0; at < Duties.Length; at++)
        {
            Duty(at, agenda);
        }
    }

    private void Group(string id, string name, int members) => Once($"GROUP-{year}-{id}", OfOffice(2, 24), 10, "group.set", json =>
    {
        json.WriteString("groupId", $"GROUP-{year}-{id}");
        json.WriteString("name", name);
        json.Day("day", OfOffice(2, 24));
        json.WriteNumber("members", members);
        json.WriteString("chairRole", "局长");
    });

    private void Meeting(string id, int month, int on, string kind, string topic, int attendees)
    {
        var (meeting, day) = ($"MEETING-{year}-{id}", OfOffice(month, on));
        Once(meeting, day, 15, "meeting.held", json =>
        {
            json.WriteString("meetingId", meeting);
            json.Day("day", day);
            json.WriteString("kind", kind);
            json.WriteString("topic", topic);
            json.WriteNumber("attendees", attendees);
        });
    }

    /// <summary>Of four one is in a newspaper too, which is told of the same case.</summary>
    private void LawCase(int at)
    {
        var (title, medium, page) = Cases[at];
        var (id, day) = ($"LAWCASE-{year}-{at + 1}", OfOffice(2 + (at * 3), 20));
        var told = log.Subject(id, Owner, NoItem);
        Medium(day, medium, "");
        if (page.Length > 0)
        {
            Medium(calendar.Add(day, 3), "Newspaper", page);
        }

        told.Tell();

        void Medium(DateOnly on, string by, string its) => told.At(At(on, 10), Sources.Manual, "lawCase.published", json =>
        {
            json.WriteString("lawCaseId", id);
            json.WriteString("teamId", Owner);
            json.WriteString("title", title);
            json.Day("day", on);
            json.WriteString("media", by);
            if (its.Length > 0)
            {
                json.WriteString("publication", "交通旅游导报");
                json.WriteString("page", its);
            }
        });
    }

    private void Duty(int at, string agenda)
    {
        var (chapter, text, team, month, fact, kind, least) = Duties[at];
        var (id, due) = ($"DUTY-{year}-{at + 1:D2}", new DateOnly(year, month, 1).AddMonths(1).AddDays(-1));
        var duty = log.Subject(id, team, NoItem);
        Step(OfOffice(3, 5), 9, "assigned", json =>
        {
            json.WriteString("agendaId", agenda);
            json.WriteString("no", $"{Chapters[chapter][..1]}({at + 1})");
            json.WriteString("text", text);
            json.WriteString("chapter", Chapters[chapter]);
            json.WriteString("leadTeam", team);
            json.Day("due", due);
            json.WriteString("leaderRole", chapter < 3 ? "局长" : "分管领导");
            json.WriteString("post", team == Owner ? "法制员" : "中队长");
            json.WriteNumber("weight", (at % 5) + 1);
            if (fact is not null)
            {
                json.WriteStartObject("measure");
                json.WriteString("kind", "Facts");
                json.WriteString("factType", fact);
                json.WriteNumber("least", least);
                if (kind is not null)
                {
                    json.WriteStartObject("where");
                    json.WriteString("kind", kind);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        });
        // When the ledger has counted enough: by the meetings and cases that are told.
        var counted = kind switch
        {
            "PartyGroupOnLaw" => OfOffice(3, 16),
            "HeadsStudy" => OfOffice(9, 15),
            "CourtVisit" => OfOffice(7, 21),
            _ => OfOffice(11, 20),
        };
        // What ends with its quarter is verified before the quarter is over; what is late after it.
        var last = fact is null ? month : counted.Month;
        for (var quarter = 1; quarter * 3 < last || (quarter * 3 == month && at == Late); quarter++)
        {
            SelfCheck(quarter, late: at == Behind * 3 && quarter == 3);
        }

        // A duty that the ledger counts is reported by nobody, and verified like the others once it is there.
        var done = at == Late ? calendar.Add(due, 60) : calendar.OnOrBefore(due.AddDays(-12));
        if (fact is null)
        {
            Progress(calendar.Add(OfOffice(3, 5), 25), 30, isDone: false);
            Progress(done, 100, isDone: true);
        }

        Step(calendar.Add(fact is null ? done : counted, 5), 16, "verified", json =>
        {
            json.WriteString("verdict", "Done");
            json.WriteString("byRole", "R3");
        });
        duty.Tell();

        void SelfCheck(int quarter, bool late)
        {
            var end = new DateOnly(year, quarter * 3, 1).AddMonths(1).AddDays(-1);
            Step(calendar.Add(end, late ? 6 : 3), 10, "selfChecked", json =>
            {
                json.WriteString("quarter", $"{year}Q{quarter}");
                json.WriteString("verdict", at == Late ? "Behind" : "OnTrack");
                json.WriteString("text", at == Late ? "征求意见尚未完成。" : "按计划推进。");
            });
        }

        void Progress(DateOnly on, int percent, bool isDone) => Step(on, 15, "progressReported", json =>
        {
            json.WriteNumber("percent", percent);
            json.WriteString("text", isDone ? "已完成，佐证材料已归档。" : "已制定方案。");
            json.WriteBoolean("done", isDone);
        });

        void Step(DateOnly on, int hour, string act, Action<Utf8JsonWriter> write) =>
            duty.At(At(on, hour), Sources.Manual, $"duty.{act}", json =>
            {
                json.WriteString("dutyId", id);
                if (act != "assigned")
                {
                    json.Day("day", on);
                    json.WriteString("by", $"OFF-{(act == "verified" ? Owner : team)}-01");
                }

                write(json);
            });
    }

    private void Once(string id, DateOnly on, int hour, string name, Action<Utf8JsonWriter> data)
    {
        var told = log.Subject(id, Owner, NoItem);
        told.At(At(on, hour), Sources.Manual, name, json =>
        {
            data(json);
            json.WriteString("teamId", Owner);
        });
        told.Tell();
    }

    private DateOnly OfOffice(int month, int day) => calendar.OnOrAfter(new(year, month, day));

    private static DateTimeOffset At(DateOnly on, int hour) => new(on.ToDateTime(new TimeOnly(hour, 0)), StoryLog.Shanghai);
}
