namespace Dashboard.Tests.Seeds;

/// <summary>
/// One pass over everything told until the end of 2021; a figure belongs to 2020 by its attribution date (CONTRACT.md §3).
/// </summary>
public sealed class PublishedYear
{
    private readonly Dictionary<string, long> counts = [];

    public PublishedYear()
    {
        var categories = new Dictionary<string, (string Category, string? Task)>();
        var authorities = new Dictionary<string, string>();
        foreach (var told in StoryReading.Through(new(2021, 12, 31)))
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "case.filed":
                    authorities[data.Text("caseId")] = data.Text("decidingAuthority");
                    break;
                case "case.decided" when data.Day("decidedOn").Year == 2020:
                    Add("casesDecided", 1);
                    Add(authorities[data.Text("caseId")], 1);
                    Add("finesFen", data.GetProperty("fine").GetInt64());
                    Add("confiscatedFen", data.GetProperty("confiscated").GetInt64());
                    break;
                case "case.onSpotDecided" when data.Day("decidedOn").Year == 2020:
                    Add("casesOnSpot", 1);
                    Add(data.Text("decidingAuthority"), 1);
                    Add("finesFen", data.GetProperty("fine").GetInt64());
                    break;
                case "licence.decided" when data.Day("day").Year == 2020:
                    Add("licencesDecided", 1);
                    break;
                case "inspection.started":
                    categories[data.Text("actNo")] = (data.Text("category"),
                        data.TryGetProperty("taskId", out var task) ? task.GetString() : null);
                    break;
                case "inspection.completed" when data.Instant("endedAt").Year == 2020:
                    Complete(categories[data.Text("actNo")]);
                    break;
                case "plan.published" when told.Instant("time").Year == 2020:
                    Add("plansPublished", 1);
                    break;
                case "task.issued" when told.Instant("time").Year == 2020:
                    TaskPlan[data.Text("taskId")] = data.Text("planId");
                    break;
                case "review.concluded" or "lawsuit.judged" when data.Day("day").Year == 2020:
                    var outcome = data.Text("outcome");
                    Add(outcome is "Upheld" or "Dismissed" ? $"{told.Name()} {outcome}" : "other outcome", 1);
                    break;
                default:
                    break;
            }
        }
    }

    internal Dictionary<string, string> TaskPlan { get; } = [];
    internal HashSet<string> TasksFinished { get; } = [];

    internal long Count(string name) => counts.GetValueOrDefault(name);

    private void Complete((string Category, string? Task) inspection)
    {
        Add(inspection.Category, 1);
        if (inspection.Task is { } task)
        {
            Add("namesTask", 1);
            TasksFinished.Add(task);
        }
    }

    private void Add(string name, long amount) => counts[name] = counts.GetValueOrDefault(name) + amount;
}
