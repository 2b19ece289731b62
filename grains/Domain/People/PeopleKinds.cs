using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.People;

/// <summary>What is done so that officers are certified and trained (SUPERVISION.md §8): declared, since nothing of it is a rule.</summary>
internal static class PeopleKinds
{
    private const int MostTeams = 100, MostPeople = 100_000, MostHours = 1_000;

    /// <summary>
    /// A plan of certification (取证计划): an exam for so many, and when its certificates are expected. Footing: 浙江省综合行政执法条例 art. 28.
    /// </summary>
    public static DeclaredKind CertPlan { get; } = new("certPlan", "certPlanId")
    {
        Events =
        [
            new("certification.planned", Text("certPlanId", 100), Count("year", 2100), Word("organiser", "Province", "City", "Ministry"),
                Count("seats", MostPeople), Day("examOn"), Day("trainingOn").Optional, Day("expectedIssueOn").Optional,
                Flag("cancelled").Optional, Prose("reason", 500).Optional),
            new("certification.registered", Text("certPlanId", 100), Person("officerId"), Day("day")),
        ],
        Moves =
        [
            new("certification.planned", ["", "planned", "cancelled"], "cancelled") { When = static deed => deed.Flag("cancelled") },
            new("certification.planned", ["", "planned", "cancelled"], "planned"),
            // Who registers may become known before the plan does.
            new("certification.registered", ["", "planned", "cancelled"], null),
        ],
        OpenStages = ["planned"],
        Towards = static course => course.Latest("certification.planned") is { } said
            ? BureauYear.Of(said.Count("year"), course.Stage == "planned" && said.Count("seats") > 0 ? said.On : null) : null,
        TitleField = "organiser",
    };

    /// <summary>A course (培训班) that was held.</summary>
    public static DeclaredKind Course { get; } = new("course", "courseId")
    {
        Events =
        [
            new("course.held", Text("courseId", 100), Day("day"), Word("kind", "Public", "Business", "Political"),
                Count("hours", MostHours), Codes("teamIds", MostTeams), Count("attendees", MostPeople), Text("topic", 200).Optional,
                Text("docNo", 100).Optional),
        ],
        Moves = [new("course.held", ["", "held"], "held")],
        OpenStages = [],
        Counts = [new(Counter.CoursesHeld, "course.held")],
        TitleField = "topic",
    };

    /// <summary>A contest of skills (业务比武) that was held.</summary>
    public static DeclaredKind Contest { get; } = new("contest", "contestId")
    {
        Events =
        [
            new("contest.held", Text("contestId", 100), Day("day"), Word("level", "District", "City", "Province"),
                Count("entrants", MostPeople), Prose("award", 200).Optional, Codes("teamIds", MostTeams).Optional),
        ],
        Moves = [new("contest.held", ["", "held"], "held")],
        OpenStages = [],
        TitleField = "level",
    };

    /// <summary>All of certification and training.</summary>
    public static DeclaredKind[] All { get; } = [CertPlan, Course, Contest];
}
