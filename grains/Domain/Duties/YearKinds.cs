using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Grains.Domain.Declared.Actors;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.Duties;

/// <summary>
/// The year of a bureau under the rule of law (SUPERVISION.md §3): the agenda (法治工作要点), broken down into duties (责任分解表), and what
/// the heads do themselves: leading groups, meetings and studies, reports on their own duty (述法), cases told to the public (以案释法).
/// </summary>
internal static class YearKinds
{
    private const int MostEvidence = 50, MostTeams = 20, MostTexts = 20, LastYear = 2100;
    private static readonly string[] Open = ["assigned", "reported", "returned", "doneReported"];
    private static readonly Field By = Person("by"), Owner = Field.Team("teamId").Optional, Reason = Prose("reason", 500),
        Role = Word("byRole", "R1", "R2", "R3", "R3H", "R4", "R5", "R6", "R7", "R8"), Duty = Text("dutyId", 100);

    /// <summary>法治工作要点 of a year.</summary>
    public static DeclaredKind Agenda { get; } = new("agenda", "agendaId")
    {
        Events =
        [
            new("agenda.published", Text("agendaId", 100), Count("year", LastYear), Text("title", 200), Text("docNo", 100), Day("issuedOn"),
                Codes("sources", MostTexts).Optional, Text("url", 500).Optional, Owner),
        ],
        Moves = [new("agenda.published", ["", "published"], "published", LegalSection)],
        OpenStages = [],
        Towards = static course => BureauYear.Of(course.Latest("agenda.published")?.Count("year")),
        Begin = static (kind, law) => new AgendaCourse(kind, law),
    };

    /// <summary>One line of the 责任分解表: a task with who leads it, who helps, by when, and how it is measured.</summary>
    public static DeclaredKind DutyOf { get; } = new("duty", "dutyId")
    {
        Events =
        [
            new("duty.assigned", Duty, Text("agendaId", 100), Text("no", 20), Text("text", 500), Text("chapter", 100),
                Field.Team("leadTeam"), Day("due"), Text("leaderRole", 40), Text("post", 60), Codes("coTeams", MostTeams).Optional,
                Measure("measure").Optional, Count("weight", 5).Optional),
            new("duty.progressReported", Duty, Day("day"), Count("percent", 100), Prose("text", 1000), By,
                Evidence("evidence", MostEvidence).Optional, Flag("done").Optional),
            new("duty.selfChecked", Duty, Text("quarter", 6), Day("day"), Word("verdict", "OnTrack", "Behind", "Blocked"), By,
                Prose("text", 1000)),
            new("duty.verified", Duty, Day("day"), Word("verdict", "Done", "NotDone"), By, Role, Reason.Optional),
            new("duty.changed", Duty, Day("day"), Reason, By, Day("newDue").Optional, Field.Team("newLead").Optional),
            new("duty.cancelled", Duty, Day("day"), Reason, By),
            new("duty.measured", Duty, Instant("at"), Count("count", 1_000_000), Flag("done").Optional) { IsOfLedger = true },
        ],
        Moves =
        [
            new("duty.assigned", [""], "assigned", LegalSection),
            new("duty.progressReported", ["assigned", "reported", "returned"], "doneReported", Actors.Team)
            {
                When = static deed => deed.Flag("done"),
            },
            new("duty.progressReported", ["assigned", "reported", "returned"], "reported", Actors.Team) { IsOfCoTeams = true },
            new("duty.measured", ["assigned", "reported", "returned"], "doneReported") { When = static deed => deed.Flag("done") },
            new("duty.measured", Open, null),
            new("duty.selfChecked", Open, null, Actors.Team),
            new("duty.verified", ["doneReported"], "verified", LegalSection) { When = static deed => deed.Text("verdict") == "Done" },
            new("duty.verified", ["doneReported"], "returned", LegalSection) { When = static deed => deed.Text("verdict") == "NotDone" },
            new("duty.changed", Open, null, Head),
            new("duty.cancelled", Open, "cancelled", Head),
        ],
        OpenStages = Open,
        TitleField = "text",
        Clocks =
        [
            new("DUT-03", "assigned", "reported", "returned") { Due = static course => ((DutyCourse)course).Due, Warning = "W37" },
            new("DUT-04", "doneReported"),
        ],
        Begin = static (kind, law) => new DutyCourse(kind, law),
    };

    /// <summary>领导小组.</summary>
    public static DeclaredKind Group { get; } = Held("group", "groupId", "group.set", null, "name",
        Text("name", 200), Day("day"), Count("members", 1000), Text("docNo", 100).Optional, Text("chairRole", 60).Optional);

    /// <summary>党组专题研究法治、班子学法、夜学、败诉案例研讨、旁听庭审.</summary>
    public static DeclaredKind Meeting { get; } = Held("meeting", "meetingId", "meeting.held", Counter.MeetingsHeld, "topic",
        Day("day"), Word("kind", "PartyGroupOnLaw", "HeadsStudy", "EveningStudy", "CaseStudy", "CourtVisit"), Text("topic", 200),
        Count("attendees", 10_000).Optional, Codes("laws", MostTexts).Optional, Text("docketNo", 100).Optional)
        with
        {
            Towards = static course => course.Latest("meeting.held") is not { } held ? null
                : BureauYear.Of(held.On.Year, held.Text("kind") == "PartyGroupOnLaw" ? held.On : null),
        };

    /// <summary>年度述法.</summary>
    public static DeclaredKind Statement { get; } = Held("statement", "statementId", "statement.delivered", null, "byRole",
        Count("year", LastYear), Day("day"), Text("byRole", 40), Word("form", "Oral", "Written"))
        with
        {
            Towards = static course => course.Latest("statement.delivered") is { } said ? BureauYear.Of(said.Count("year"), said.On) : null,
        };

    /// <summary>以案释法: one case told to the public, however many media carried it.</summary>
    public static DeclaredKind LawCase { get; } = Held("lawCase", "lawCaseId", "lawCase.published", Counter.LawCasesPublished, "title",
        Text("title", 200), Day("day"), Word("media", "WeChat", "Newspaper", "TV", "Web"), Text("caseId", 100).Optional,
        Text("publication", 100).Optional, Text("page", 20).Optional, Text("url", 500).Optional);

    /// <summary>All of the year.</summary>
    public static DeclaredKind[] All { get; } = [Agenda, DutyOf, Group, Meeting, Statement, LawCase];

    /// <summary>A kind that is told once, done, and told again only to put it right or to add to it.</summary>
    private static DeclaredKind Held(string kind, string idField, string type, Counter? counter, string title, params Field[] fields) =>
        new(kind, idField)
        {
            Events = [new(type, [Text(idField, 100), .. fields, Owner])],
            Moves = [new(type, ["", "held"], "held", LegalSection)],
            OpenStages = [],
            TitleField = title,
            Counts = counter is { } counted ? [new(counted, type)] : [],
        };
}
