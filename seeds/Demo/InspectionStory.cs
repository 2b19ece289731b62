using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>Random plans with their task, routine and ad-hoc inspections, rectifications, ratings.</summary>
internal sealed class InspectionStory(StoryWorld world, StoryLog log, int year)
{
    private static readonly string[] PlanTeams = ["T01", "T02", "T04", "T05", "T06", "T03", "T08"];

    // Frequency caps and graded supervision (DOMAIN.md INS-03).
    private const int GradedFrom = 2025;

    // So many firms are there with every item that a lawful visit is found long before.
    private const int Attempts = 60;

    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "inspections");
    private int number;
    private DemoParty? overvisited;

    /// <param name="cases">The cases of the year; some came from an inspection and are given its number.</param>
    public void Tell(IReadOnlyList<DemoCase> cases)
    {
        var scale = world.Of(year);
        for (var index = 0; index < scale.Plans; index++)
        {
            var start = new DateOnly(year, 3, 5).AddDays(index * (290 / scale.Plans));
            var lastEnd = new DateOnly(year, 12, 20);
            TellPlan(index, start, start.AddDays(100) < lastEnd ? start.AddDays(100) : lastEnd,
                scale.Random / scale.Plans + (index < scale.Random % scale.Plans ? 1 : 0));
        }

        TellDifficult();
        var fromInspection = new Queue<DemoCase>(cases.Where(@case => @case is { OnSpot: false, Origin: "inspection" }
            && calendar.OnOrBefore(@case.Filed.AddDays(-1)).Year == year));
        TellUnplanned(scale.Routine, fromInspection, adHoc: false);
        TellUnplanned(scale.AdHoc, fromInspection, adHoc: true);
    }

    /// <param name="isLate">All visits come in the last days of the plan.</param>
    private void TellPlan(int index, DateOnly start, DateOnly end, int target, bool isLate = false)
    {
        var team = world.Seeds.Teams.First(entry => entry.Id == PlanTeams[index % PlanTeams.Length]);
        var listed = team.Items.Where(code => world.Seeds.Items.Any(item => item.Code == code && item.RandomListed)).ToList();
        string[] items = listed.Count > 1
            ? [listed[(year + index) % listed.Count], listed[(year + index + 1) % listed.Count]]
            : [listed[0]];
        var planId = $"PLAN-{year}-{index + 1:D2}";
        var taskId = $"TASK-{year}-{index + 1:D2}";
        var days = end.DayNumber - start.DayNumber;
        // The first visits come after some preparation, the last ones well before the end.
        var visits = Enumerable.Range(0, target)
            .Select(n =>
                Drawn(team.Id, items, n,
                    isLate ? calendar.OnOrBefore(end.AddDays(-1))
                        : calendar.OnOrAfter(start.AddDays(18 + (days - 30) * n / target))) with { TaskId = taskId })
            .ToList();

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
            json.Texts("objectUscc", [.. visits.Select(visit => visit.Party.Code).Distinct()]);
            json.WriteString("teamId", team.Id);
            json.Day("due", end);
        });
        task.Tell();
        visits.ForEach(Inspect);
    }

    private Visit Drawn(string team, string[] items, int n, DateOnly day)
    {
        // The items take turns, unless all firms of one have been visited lately.
        var visit = Enumerable.Range(n, items.Length)
            .Select(turn => Free(team, items[turn % items.Length], "Random", day))
            .FirstOrDefault(found => found is not null);
        return Keep(visit
            ?? new(team, items[n % items.Length], "Random", day,
                random.Pick(world.Parties.FirmsOf(items[n % items.Length]))) { VisitId = "own" });
    }

    private void TellUnplanned(int count, Queue<DemoCase> fromInspection, bool adHoc)
    {
        for (var told = 0; told < count; told++)
        {
            var category = adHoc ? "Triggered" : random.Percent(75) ? "Daily" : "Special";
            // Each team has a visit of each category first, so that each yearly task gets done.
            SeedTeam? first = null;
            if (!adHoc && told < 2 * world.Enforcing.Count)
            {
                first = world.Enforcing[told % world.Enforcing.Count];
                category = told < world.Enforcing.Count ? "Daily" : "Special";
            }
            else if (random.Percent(adHoc ? 15 : 7) && ToCase(category, fromInspection) is { } toCase)
            {
                Inspect(toCase);
                continue;
            }

            var visit = Unplanned(category, first);
            var partner = first is null && told + 1 < count && visit.VisitId is not null && random.Percent(60) ? Partner(visit) : null;
            if (partner is null)
            {
                Inspect(visit);
                continue;
            }

            // Two teams, or one team for two items, in one visit (综合查一次).
            visit = visit with { VisitId = $"VISIT-{year}-{number + 1:D5}" };
            Inspect(visit);
            Inspect(partner with { VisitId = visit.VisitId });
            told++;
        }
    }

    /// <summary>The next case that came from an inspection of a firm that may be visited on the day before.</summary>
    private Visit? ToCase(string category, Queue<DemoCase> fromInspection)
    {
        for (var left = Math.Min(fromInspection.Count, 5); left > 0; left--)
        {
            var @case = fromInspection.Dequeue();
            var visit = Classed(new(@case.Mix.Team, @case.Mix.Item, category, calendar.OnOrBefore(@case.Filed.AddDays(-1)),
                @case.Party) { Case = @case });
            if (visit.Party.IsPerson || world.Visits.IsFree(visit.Party, visit.Past))
            {
                return Keep(visit);
            }

            fromInspection.Enqueue(@case);
        }

        return null;
    }

    private Visit Unplanned(string category, SeedTeam? first)
    {
        var workdays = calendar.Workdays(year);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var team = first ?? random.Pick(world.Enforcing);
            var day = first is null ? random.Pick(workdays) : workdays[random.Between(30, 200)];
            if (Free(team.Id, random.Pick(team.Items), category, day) is { } visit)
            {
                return Keep(visit);
            }
        }

        throw new InvalidDataException(
            $"demo.json: there are too few firms for the inspections of {year}; raise the counts of the trades.");
    }

    /// <summary>
    /// A visit of one of the firms that may be visited, those seldom visited or of lower credit first; null when there is none.
    /// </summary>
    private Visit? Free(string team, string item, string category, DateOnly day)
    {
        var pool = world.Parties.FirmsOf(item);
        var from = random.Between(0, pool.Count - 1);
        var counted = new PastVisit(team, item, day, Combined: false, Counted: category != "Triggered");
        var firm = Enumerable.Range(0, pool.Count)
            .Select(step => pool[(from + step) % pool.Count])
            .Where(firm => world.Visits.IsFree(firm, counted))
            .MinBy(firm => 2 * world.Visits.InYear(firm, year) + (firm.IsTrusted && year >= GradedFrom ? 3 : 0));
        return firm is null ? null : Classed(new(team, item, category, day, firm));
    }

    /// <summary>A visit that would bring the firm near its cap is hardly made but as a combined one; more and more are off site.</summary>
    private Visit Classed(Visit visit)
    {
        if (visit.Category == "Triggered")
        {
            return visit;
        }

        if (visit.Category != "Random" && visit.Case is null && year >= 2023 && random.Percent(Math.Min(30, 10 + 4 * (year - 2023))))
        {
            return visit with { OffSite = true };
        }

        var isNearCap = world.Visits.CountedInYear(visit.Party, year) + 1 >= visit.Party.VisitCap - 1;
        var combined = year < 2023 ? 15 : year < GradedFrom ? 45 : !isNearCap ? 45 : year == GradedFrom ? 85 : 97;
        return random.Percent(combined) ? visit with { VisitId = "own" } : visit;
    }

    /// <summary>Another item under which the same firm is supervised, of the same team or another one.</summary>
    private Visit? Partner(Visit visit)
    {
        var others = world.Enforcing
            .SelectMany(team => team.Items.Select(item => visit with { Team = team.Id, Item = item }))
            .Where(other => other.Item != visit.Item && world.Parties.TradeOf(other.Item) == world.Parties.TradeOf(visit.Item)
                && world.Visits.IsFree(visit.Party, other.Past))
            .ToList();
        return others.Count == 0 ? null : Keep(random.Pick(others));
    }

    private Visit Keep(Visit visit)
    {
        world.Visits.Add(visit.Party, visit.Past);
        return visit;
    }

    /// <summary>What goes wrong in the months planned for it; each mends itself or is disposed of about a month later.</summary>
    private void TellDifficult()
    {
        foreach (var month in world.DifficultMonths(year))
        {
            foreach (var (n, flaw) in Enum.GetValues<Flaw>().Skip(1).Index())
            {
                var day = calendar.OnOrAfter(month.AddDays(3 + 6 * n));
                var visit = Overvisited(month, flaw, day) ?? Difficult(month.Month + 2 * n, day);
                Inspect(Keep(visit with { Flaw = flaw, OffSite = false }));
            }

            if (month.Month is 2 or 4 or 6 or 8 or 10)
            {
                TellPlan(world.Of(year).Plans + month.Month / 2 - 1, month.AddDays(9), month.AddMonths(1).AddDays(24), 3, isLate: true);
            }
        }
    }

    private Visit Difficult(int turn, DateOnly day)
    {
        var team = world.Enforcing[turn % world.Enforcing.Count];
        return Enumerable.Range(0, Attempts)
            .Select(_ => Free(team.Id, random.Pick(team.Items), "Daily", day))
            .First(visit => visit is not null)!;
    }

    /// <summary>In the second and in the last quarter one trusted firm has a counted visit each month: one more than the cap.</summary>
    private Visit? Overvisited(DateOnly month, Flaw flaw, DateOnly day)
    {
        if (flaw != Flaw.NoRecord || (month.Month - 1) / 3 is not (1 or 3))
        {
            return null;
        }

        string[] items = ["S02", "S13", "S12"];
        var first = new PastVisit("T02", items[0], day, Combined: false, Counted: true);
        overvisited = (month.Month - 1) % 3 == 0
            ? world.Parties.FirmsOf(items[0])
                .First(firm => firm.IsTrusted && world.Visits.InYear(firm, year) == 0 && world.Visits.IsFree(firm, first))
            : overvisited;
        return overvisited is null ? null : new Visit("T02", items[(month.Month - 1) % 3], "Daily", day, overvisited);
    }

    private void Inspect(Visit visit)
    {
        var actNo = $"ACT-{year}-{++number:D5}";
        var act = log.Subject(actNo, visit.Team, visit.Item);
        var started = new DateTimeOffset(visit.Day.ToDateTime(new TimeOnly(random.Between(9, 15), random.Between(0, 59),
            random.Between(0, 59))), StoryLog.Shanghai);
        var ended = started.AddMinutes(random.Between(25, 110));
        var result = visit switch
        {
            { Case: not null } => "ToCase",
            { Flaw: Flaw.LateRectification } => "Rectify",
            { Flaw: not Flaw.None } => "NoProblem",
            _ => random.Weighted(Results, entry => entry.Weight).Result,
        };
        var rectifyDue = visit.Day.AddDays(visit.Flaw == Flaw.None ? random.Between(12, 30) : 15);
        if (visit.Case is not null)
        {
            visit.Case.ActNo = actNo;
        }

        act.At(started, Sources.Inspections, "inspection.started", json => Start(json, visit, actNo, started));
        act.At(ended, Sources.Inspections, "inspection.completed", json => Complete(json, visit, actNo, ended, result, rectifyDue));
        if (visit.Flaw == Flaw.LateRectification)
        {
            Recheck(act, actNo, calendar.OnOrAfter(rectifyDue.AddDays(22)), "Passed");
        }
        else if (result == "Rectify")
        {
            AddRecheck(act, visit, actNo, rectifyDue);
        }

        if (visit.Flaw == Flaw.NoRecord)
        {
            var day = calendar.OnOrAfter(visit.Day.AddDays(24));
            AttachedRecord.Add(act, "inspection", actNo, "Text", day);
            AttachedRecord.Add(act, "inspection", actNo, "Video", day);
        }

        if (visit.Flaw is Flaw.SingleOfficer or Flaw.NoCode)
        {
            WarningNote.Resolve(act, calendar.OnOrAfter(visit.Day.AddDays(30)), visit.Flaw == Flaw.NoCode ? "W10" : "W08", "inspection",
                "已批评教育并重新培训");
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
        if ((visit.TaskId ?? YearlyPlanStory.TaskOf(year, visit.Category, visit.Team)) is { } taskId)
        {
            json.WriteString("taskId", taskId);
        }

        json.WriteString("category", visit.Category);
        json.WriteString("form", visit.OffSite ? "OffSite" : "OnSite");
        json.WriteString("teamId", visit.Team);
        json.Texts("itemCodes", visit.Item);
        json.Party(visit.Party);
        var officers = world.Officers.Draw(visit.Team, random);
        json.Officers(visit.Flaw == Flaw.SingleOfficer ? [officers[0]] : officers);
        json.Instant("startedAt", started);
        json.WriteBoolean("viaMobile", random.Percent(96));
        if (!visit.OffSite)
        {
            json.Instant("certShownAt", started.AddMinutes(-2));
            // 亮码检查 became compulsory in 2025.
            if (year >= 2025 && visit.Flaw != Flaw.NoCode)
            {
                json.WriteString("actionCode", $"DEMO{actNo}");
                json.Instant("codeShownAt", started.AddMinutes(-1));
            }
        }

        if (visit.Category == "Triggered")
        {
            json.WriteString("trigger", random.Pick(["complaint", "complaint", "referral", "data"]));
        }
        else if (visit.VisitId is not null)
        {
            json.WriteString("combinedVisitId", visit.VisitId == "own" ? $"VISIT-{actNo}" : visit.VisitId);
        }
    }

    private void Complete(Utf8JsonWriter json, Visit visit, string actNo, DateTimeOffset ended, string result, DateOnly rectifyDue)
    {
        var problem = result is "FixedOnSpot" or "Rectify" or "ToCase";
        json.WriteString("actNo", actNo);
        json.Instant("endedAt", ended);
        json.WriteString("result", result);
        json.WriteBoolean("recordAttached", visit.Flaw != Flaw.NoRecord);
        json.WriteBoolean("avAttached", visit.Flaw != Flaw.NoRecord);
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

        var again = calendar.Add(day, random.Between(2, 5));
        if (again <= due && random.Percent(25))
        {
            Recheck(act, actNo, day, "Failed");
            day = again;
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

    private static readonly (string Result, int Weight)[] Results = [("NoProblem", 69), ("FixedOnSpot", 13), ("Rectify", 16),
        ("NotFound", 2)];

    /// <summary>What is planned to be wrong with a visit.</summary>
    private enum Flaw
    {
        None,
        SingleOfficer,
        NoRecord,
        NoCode,
        LateRectification,
    }

    private sealed record Visit(string Team, string Item, string Category, DateOnly Day, DemoParty Party)
    {
        public string? TaskId { get; init; }
        public DemoCase? Case { get; init; }

        /// <summary>
        /// Combined visit: its id, or "own" when other agencies take part but no other act of the story; null: not combined.
        /// </summary>
        public string? VisitId { get; init; }
        public bool OffSite { get; init; }
        public Flaw Flaw { get; init; }

        public PastVisit Past => new(Team, Item, Day, VisitId is not null, Counted: Category != "Triggered" && VisitId is null && !OffSite);
    }
}
