namespace Dashboard.Seeds.Demo;

/// <summary>The published yearly plans of daily and special inspections: without a plan no check, from 2025 on.</summary>
internal sealed class YearlyPlanStory(StoryWorld world, StoryLog log, int year)
{
    private const int FirstYear = 2025;

    // The legal section draws the plans up for all teams.
    private const string Owner = "T10";

    /// <summary>The task under which a team makes its inspections of the category; null before there were yearly plans.</summary>
    public static string? TaskOf(int year, string category, string team) =>
        year >= FirstYear && category is "Daily" or "Special" ? $"TASK-{year}-{category[0]}-{team}" : null;

    /// <summary>Published in December of the year before, its tasks issued on the first working day of the year.</summary>
    public void Tell()
    {
        if (year < FirstYear)
        {
            return;
        }

        TellPlan("Daily", world.Of(year).Routine * 3 / 4);
        TellPlan("Special", world.Of(year).Routine / 4);
    }

    private void TellPlan(string category, int target)
    {
        var planId = $"PLAN-{year}-{category[0]}";
        var end = new DateOnly(year, 12, 31);
        string[] items = [.. world.Enforcing.SelectMany(team => team.Items).Distinct().Order(StringComparer.Ordinal)];
        var plan = log.Subject(planId, Owner, "unclassified");
        plan.On(world.Calendar.OnOrBefore(new DateOnly(year - 1, 12, 18)), Sources.Supervision, "plan.published", json =>
        {
            json.WriteString("planId", planId);
            json.WriteNumber("year", year);
            json.WriteString("category", category);
            json.Texts("itemCodes", items);
            json.Texts("teamIds", [.. world.Enforcing.Select(team => team.Id)]);
            json.Day("start", new(year, 1, 1));
            json.Day("end", end);
            json.WriteNumber("targetCount", target);
            json.Texts("approvals", "LegalReview", "CollectiveDiscussion");
        });
        plan.Tell();
        var first = world.Calendar.OnOrAfter(new DateOnly(year, 1, 1));
        foreach (var team in world.Enforcing)
        {
            var taskId = TaskOf(year, category, team.Id)!;
            var task = log.Subject(taskId, team.Id, team.Items[0]);
            task.At(new(first.ToDateTime(new TimeOnly(8, 15)), StoryLog.Shanghai), Sources.Supervision, "task.issued", json =>
            {
                json.WriteString("taskId", taskId);
                json.WriteString("planId", planId);
                json.WriteString("category", category);
                json.Texts("itemCodes", [.. team.Items]);
                json.WriteStartArray("objectUscc");
                json.WriteEndArray();
                json.WriteString("teamId", team.Id);
                json.Day("due", end);
            });
            task.Tell();
        }
    }
}
