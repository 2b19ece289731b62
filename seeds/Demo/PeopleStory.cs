namespace Dashboard.Seeds.Demo;

/// <summary>
/// How the bureau trains and certifies: the elders retire and who follows them has no certificate (the deficiency that the report of 2020
/// names first), a course of each team every quarter, and from 2026 on exams at last.
/// </summary>
internal sealed class PeopleStory(StoryWorld world, StoryLog log, int year)
{
    private const int FirstExam = 2026, Candidates = 4, Later = 6, SeatsLater = 14;
    private static readonly string[] Kinds = ["Public", "Business", "Business", "Political"], Topics = ["理念", "程序", "证据", "裁量"];

    private readonly SeedWorkdays calendar = world.Calendar;

    public void Tell()
    {
        foreach (var (recorded, json) in world.Officers.Followed(year))
        {
            log.Add(recorded, json);
        }

        foreach (var team in world.Seeds.Teams.Where(static team => team.Posts > 0))
        {
            for (var quarter = 0; quarter < Kinds.Length; quarter++)
            {
                TellCourse(team, quarter);
            }
        }

        if (year == FirstExam)
        {
            TellExams();
        }
    }

    private void TellCourse(SeedTeam team, int quarter)
    {
        var id = $"COURSE-{year}-{team.Id}-{quarter + 1}";
        // The day on which officers complete it.
        var day = calendar.OnOrAfter(new DateOnly(year, 2 + quarter * 3, 1 + (team.Order * 3 + year) % 25));
        var course = log.Subject(id, team.Id, ItemOf(team));
        course.On(day, Sources.Manual, "course.held", json =>
        {
            json.WriteString("courseId", id);
            json.Day("day", day);
            json.WriteString("kind", Kinds[quarter]);
            json.WriteNumber("hours", 16);
            json.Texts("teamIds", team.Id);
            json.WriteNumber("attendees", team.Posts);
            json.WriteString("topic", Topics[quarter]);
        });
        course.Tell();
    }

    /// <summary>One exam sat, whose certificates are to come, and a greater one planned for the next year.</summary>
    private void TellExams()
    {
        var waiting = world.Officers.All.Where(static officer => officer is { Post: true, CertNo: null }).ToList();
        var exam = new DateOnly(year, 11, 14);
        TellPlan($"QZ-{year}-1", year, new(year, 3, 16), exam, new(year + 1, 1, 20), Candidates, waiting[..Candidates], new(year, 9, 7));
        TellPlan($"QZ-{year + 1}-1", year + 1, new(year, 11, 16), new(year + 1, 5, 15), new(year + 1, 7, 15), SeatsLater,
            waiting[Candidates..(Candidates + Later)], new(year, 11, 20));
        for (var n = 0; n < Candidates; n++)
        {
            var (officer, passed) = (waiting[n], n > 0);
            var sat = log.Subject(officer.Id, officer.Team, ItemOf(world.Seeds.Teams.First(team => team.Id == officer.Team)));
            sat.On(exam, Sources.Manual, "exam.taken", json =>
            {
                json.WriteString("officerId", officer.Id);
                json.Day("day", exam);
                json.WriteString("kind", "Qualification");
                json.WriteBoolean("passed", passed);
                json.WriteString("certPlanId", $"QZ-{year}-1");
            });
            // The number that a renewed certificate would have: of these none has one.
            sat.Tell(6 + 5 * (year - world.Demo.FirstDay.Year));
        }
    }

    private void TellPlan(string id, int of, DateOnly planned, DateOnly exam, DateOnly issue, int seats,
        IReadOnlyList<DemoOfficer> candidates, DateOnly registered)
    {
        var section = world.Seeds.Teams.First(static team => team is { Enforcing: false, Posts: > 0 });
        var plan = log.Subject(id, section.Id, ItemOf(section));
        plan.On(planned, Sources.Manual, "certification.planned", json =>
        {
            json.WriteString("certPlanId", id);
            json.WriteNumber("year", of);
            json.WriteString("organiser", "Province");
            json.WriteNumber("seats", seats);
            json.Day("examOn", exam);
            json.Day("expectedIssueOn", issue);
        });
        foreach (var officer in candidates)
        {
            plan.On(registered, Sources.Manual, "certification.registered", json =>
            {
                json.WriteString("certPlanId", id);
                json.WriteString("officerId", officer.Id);
                json.Day("day", registered);
            });
        }

        plan.Tell();
    }

    private static string ItemOf(SeedTeam team) => team.Items.Count > 0 ? team.Items[0] : "unclassified";
}
