using Dashboard.Grains.Domain.Declared;
using static Dashboard.Grains.Domain.Declared.Actors;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.Books;

/// <summary>
/// 行政执法监督员, what they say, and surveys of satisfaction (SUPERVISION.md §12). Like of complaints, neither words nor names are kept.
/// </summary>
internal static class SupervisorKinds
{
    private const int MostAsked = 1_000_000;

    /// <summary>Who was appointed, by a code; appointed again, with the newest term.</summary>
    public static DeclaredKind Supervisor { get; } = new("supervisor", "supervisorId")
    {
        Events =
        [
            new("supervisor.appointed", Text("supervisorId", 100), Word("kind", "Enterprise", "Deputy", "Lawyer", "Citizen", "Media"),
                Day("from"), Day("to"), Field.Team("teamId").Optional) { IsClosed = true },
        ],
        Moves = [new("supervisor.appointed", ["", "appointed"], "appointed", LegalSection)],
        OpenStages = [],
        TitleField = "kind",
    };

    /// <summary>What a supervisor has raised, to be answered.</summary>
    public static DeclaredKind Opinion { get; } = new("supervisorOpinion", "opinionId")
    {
        Events =
        [
            new("supervisor.spoke", Text("opinionId", 100), Text("supervisorId", 100), Day("day"),
                Word("about", "Conduct", "Inaction", "Procedure", "Decision", "Inspection", "Fee", "Other"),
                Field.Team("teamId").Optional) { IsClosed = true },
            new("supervisor.answered", Text("opinionId", 100), Day("day")) { IsClosed = true },
        ],
        Moves =
        [
            new("supervisor.spoke", [""], "received", LegalSection),
            new("supervisor.answered", ["received"], "answered", LegalSection, Actors.Team),
        ],
        OpenStages = ["received"],
        TitleField = "about",
        Clocks = [new("SPV-01", "received")],
    };

    /// <summary>满意度调查: how many were asked, answered, and are satisfied.</summary>
    public static DeclaredKind Survey { get; } = new("survey", "surveyId")
    {
        Events =
        [
            new("survey.held", Text("surveyId", 100), Day("day"), Count("asked", MostAsked), Count("answered", MostAsked),
                Count("satisfied", MostAsked), Field.Team("teamId").Optional) { IsClosed = true },
        ],
        Moves = [new("survey.held", ["", "held"], "held", LegalSection)],
        OpenStages = [],
        TitleField = "surveyId",
    };

    /// <summary>All of them.</summary>
    public static DeclaredKind[] All { get; } = [Supervisor, Opinion, Survey];
}
