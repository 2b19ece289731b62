using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>Random plans with their task, routine and ad-hoc inspections, rectifications, ratings.</summary>
internal sealed class InspectionStory(StoryWorld world, StoryLog log, int year)
{
    private static readonly string[] PlanTeams = ["T01", "T02", "T04", "T05", "T06", "T03", "T08"];

    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "inspections");
    private int number;

    /// <param name="cases">The cases of the year; some came from an inspection and are given its number.</param>
    public void Tell(IReadOnlyList<DemoCase> cases)
    {
        var scale = world.Of(year);
        for (var plan = 0; plan < scale.Plans; plan++)
        {
            TellPlan(scale, plan);
        }

        var fromInspection = new Queue<DemoCase>(cases.Where(@case => @case is { OnSpot: false, Origin: "inspection" } && calendar.OnOrBefore(@case.Filed.AddDays(-1)).Year == year));
        TellUnplanned(scale.Routine, fromInspection, adHoc: false);
        TellUnplanned(scale.AdHoc, fromInspection, adHoc: true);
    }

    private void TellPlan(DemoYear scale, int index)
    {
        var team = world.Seeds.Teams.First(entry => entry.Id == PlanTeams[index % PlanTeams.Length]);
        var listed = team.Items.Where(code => world.Seeds.Items.Any(item => item.Code == code && item.RandomListed)).ToList();
        string[] items = listed.Count > 1 ? [listed[(year + index) % listed.Count], listed[(year + index + 1) % listed.Count]] : [listed[0]];
        var start = new DateOnly(year, 3, 5).AddDays(index * (290 / scale.Plans));
        var lastEnd = new DateOnly(year, 12, 20);
        var end = start.AddDays(100) < lastEnd ? start.AddDays(100) : lastEnd;
        var target = scale.Random / scale.Plans + (index < scale.Random % scale.Plans ? 1 : 0);
        var planId = $"PLAN-{year}-{index + 1:D2}";
        var taskId = $"TASK-{year}-{index + 1:D2}";
        var objects = Draw(items, target);

        var plan = log.Subject(planId, team.Id, items[0]);
        var published = calendar.OnOrBefore(start.AddDays(-8));
        plan.On(published, Sources.Supervision, "plan.published", json =>
        {
            json.WriteString("planId", planId);
            json.WriteNumber("year", year);
            json.WriteString("category", "Random");
            json.Texts("itemCodes", items);
            json.Texts("teamIds", team.Id);
            json.Day("start", start);
            json.Day("end", end);
            json.WriteNumber("targetCount", target);
            json.WriteNumber("drawRatio", 5);
        });
        plan.Tell();

        var task = log.Subject(taskId, team.Id, items[0]);
        task.On(calendar.OnOrAfter(start), Sources.Supervision, "task.issued", json =>
        {
            json.WriteString("taskId", taskId);
            json.WriteString("planId", planId);
            json.WriteString("category", "Random");
            json.Texts("itemCodes", items);
            json.Texts("objectUscc", [.. objects.Select(firm => firm.Code)]);
            json.WriteString("teamId", team.Id);
            json.Day("due", end);
        });
        task.Tell();

        var days = end.DayNumber - start.DayNumber;
        for (var n = 0; n < target; n++)
        {
            // The first visits come after some preparation, the last ones well before the end.
            var day = calendar.OnOrAfter(start.AddDays(18 + (days - 30) * n / target));
            Inspect(new(team.Id, items[n % items.Length], "Random", day, objects[n]) { TaskId = taskId });
        }
    }

    private List<DemoParty> Draw(string[] items, int count)
    {
        var pool = items.SelectMany(world.Parties.FirmsOf).Distinct().ToList();
        var from = random.Between(0, pool.Count - 1);
        return [.. Enumerable.Range(0, count).Select(n => pool[(from + n * 7) % pool.Count])];
    }

    private void TellUnplanned(int count, Queue<DemoCase> fromInspection, bool adHoc)
    {
        var workdays = calendar.Workdays(year);
        var teams = world.Seeds.Teams.Where(team => team.Enforcing).ToList();
        for (var n = 0; n < count; n++)
        {
            var category = adHoc ? "Triggered" : random.Percent(75) ? "Daily" : "Special";
            if (random.Percent(adHoc ? 15 : 7) && fromInspection.TryDequeue(out var @case))
            {
                var before = calendar.OnOrBefore(@case.Filed.AddDays(-1));
                Inspect(new(@case.Mix.Team, @case.Mix.Item, category, before, @case.Party) { Case = @case });
                continue;
            }

            var team = random.Pick(teams);
            var item = random.Pick(team.Items);
            Inspect(new(team.Id, item, category, random.Pick(workdays), random.Pick(world.Parties.FirmsOf(item))));
        }
    }

    private void Inspect(Visit visit)
    {
        var actNo = $"ACT-{year}-{++number:D5}";
        var act = log.Subject(actNo, visit.Team, visit.Item);
        var started = new DateTimeOffset(visit.Day.ToDateTime(new TimeOnly(random.Between(9, 15), random.Between(0, 59), random.Between(0, 59))), StoryLog.Shanghai);
        var ended = started.AddMinutes(random.Between(25, 110));
        var result = visit.Case is not null ? "ToCase" : random.Weighted(Results, entry => entry.Weight).Result;
        var rectifyDue = visit.Day.AddDays(random.Between(12, 30));
        if (visit.Case is not null)
        {
            visit.Case.ActNo = actNo;
        }

        act.At(started, Sources.Inspections, "inspection.started", json => Start(json, visit, actNo, started));
        act.At(ended, Sources.Inspections, "inspection.completed", json => Complete(json, visit, actNo, ended, result, rectifyDue));
        if (result == "Rectify")
        {
            AddRecheck(act, visit, actNo, rectifyDue);
        }

        if (visit.Category == "Random")
        {
            var published = calendar.Add(visit.Day, random.Between(1, 6));
            act.On(published, Sources.Supervision, "decision.published", json => Publication.Write(json, "inspection", actNo, published));
        }

        if (random.Percent(20))
        {
            var stars = 5 - random.Skewed(0, 3, 3);
            act.On(visit.Day.AddDays(1), Sources.Inspections, "inspection.rated", json =>
            {
                json.WriteString("actNo", actNo);
                json.WriteNumber("stars", stars);
            });
        }

        act.Tell();
    }

    private void Start(Utf8JsonWriter json, Visit visit, string actNo, DateTimeOffset started)
    {
        json.WriteString("actNo", actNo);
        if (visit.TaskId is not null)
        {
            json.WriteString("taskId", visit.TaskId);
        }

        json.WriteString("category", visit.Category);
        json.WriteString("form", "OnSite");
        json.WriteString("teamId", visit.Team);
        json.Texts("itemCodes", visit.Item);
        json.Party(visit.Party);
        json.Officers(world.Officers.Draw(visit.Team, random));
        json.Instant("startedAt", started);
        json.WriteBoolean("viaMobile", random.Percent(96));
        json.Instant("certShownAt", started.AddMinutes(-2));
        // 亮码检查 became compulsory in 2025.
        if (year >= 2025)
        {
            json.WriteString("actionCode", $"DEMO{actNo}");
            json.Instant("codeShownAt", started.AddMinutes(-1));
        }

        if (visit.Category == "Triggered")
        {
            json.WriteString("trigger", random.Pick(["complaint", "complaint", "referral", "data"]));
        }
        else if (random.Percent(year >= 2023 ? 45 : 15))
        {
            json.WriteString("combinedVisitId", $"VISIT-{actNo}");
        }
    }

    private void Complete(Utf8JsonWriter json, Visit visit, string actNo, DateTimeOffset ended, string result, DateOnly rectifyDue)
    {
        var problem = result is "FixedOnSpot" or "Rectify" or "ToCase";
        json.WriteString("actNo", actNo);
        json.Instant("endedAt", ended);
        json.WriteString("result", result);
        json.WriteBoolean("recordAttached", true);
        json.WriteBoolean("avAttached", true);
        json.WriteStartArray("checkedPoints");
        for (var point = 1; point <= 3; point++)
        {
            json.WriteStartObject();
            json.WriteString("id", $"{visit.Item}-{point:D2}");
            json.WriteBoolean("ok", !problem || point > 1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (problem)
        {
            json.WriteStartArray("problems");
            json.WriteStartObject();
            json.WriteString("code", $"{visit.Item}-01");
            json.WriteString("desc", random.Pick(["台账记录不完整", "安全教育培训不到位", "设施设备维护不及时", "证件未随车携带", "标志标识不清"]));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (result == "Rectify")
        {
            json.Day("rectifyDue", rectifyDue);
        }

        if (visit.Case is not null)
        {
            json.WriteString("caseId", visit.Case.Id);
        }
    }

    private void AddRecheck(SubjectLog act, Visit visit, string actNo, DateOnly due)
    {
        var day = calendar.OnOrBefore(visit.Day.AddDays(random.Between(8, due.DayNumber - visit.Day.DayNumber)));
        if (day <= visit.Day)
        {
            day = calendar.Add(visit.Day, 1);
        }

        if (random.Percent(10))
        {
            Recheck(act, actNo, day, "Failed");
            day = calendar.Add(day, random.Between(2, 5));
        }

        Recheck(act, actNo, day, "Passed");
    }

    private static void Recheck(SubjectLog act, string actNo, DateOnly day, string outcome) =>
        act.On(day, Sources.Inspections, "rectification.rechecked", json =>
        {
            json.WriteString("actNo", actNo);
            json.Day("day", day);
            json.WriteString("outcome", outcome);
        });

    private static readonly (string Result, int Weight)[] Results = [("NoProblem", 69), ("FixedOnSpot", 13), ("Rectify", 16), ("NotFound", 2)];

    private sealed record Visit(string Team, string Item, string Category, DateOnly Day, DemoParty Party)
    {
        public string? TaskId { get; init; }
        public DemoCase? Case { get; init; }
    }
}
