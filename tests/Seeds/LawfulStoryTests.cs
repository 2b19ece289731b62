using System.Text.Json;
using Dashboard.Seeds.Demo;

namespace Dashboard.Tests.Seeds;

/// <summary>
/// What the rules judge (DOMAIN.md §6.2, §9), recounted from the JSON alone: the story is lawful but for what each difficult month plans.
/// </summary>
public sealed class LawfulStoryTests(WholeStory story) : IClassFixture<WholeStory>
{
    private static readonly SeedWorkdays Calendar = new(new SeedFiles(StoryReading.Seeds).Calendar);
    private static readonly DateOnly DifficultFrom = new(2026, 1, 1);

    [Fact]
    public void Every_ordinary_decision_has_a_text_record_and_where_a_measure_or_a_hearing_was_a_recording_too()
    {
        var media = new Dictionary<string, HashSet<string>>();
        var needsRecording = new HashSet<string>();
        var decided = 0;
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "record.attached" when data.Text("subjectType") == "case":
                    media.TryAdd(data.Text("subjectId"), []);
                    media[data.Text("subjectId")].Add(data.Text("media"));
                    break;
                case "case.measureTaken" or "case.hearingHeld":
                    needsRecording.Add(data.Text("caseId"));
                    break;
                case "case.decided" or "case.noPenalty":
                    decided++;
                    var has = media[data.Text("caseId")];
                    Assert.Contains("Text", has);
                    Assert.True(!needsRecording.Contains(data.Text("caseId")) || has.Contains("Video") || has.Contains("Audio"),
                        data.Text("caseId"));
                    break;
                default:
                    break;
            }
        }

        Assert.True(decided > 4000 && needsRecording.Count > 200);
    }

    [Fact]
    public void Grave_decisions_are_discussed_and_the_reviewer_is_none_of_the_officers()
    {
        var officers = new Dictionary<string, List<string>>();
        var certificates = StoryReading.Officers().Select(bytes => JsonDocument.Parse(bytes).RootElement.Data())
            .Where(officer => officer.TryGetProperty("certNo", out _))
            .ToDictionary(officer => officer.Text("officerId"), officer => officer.Text("certNo"));
        var discussed = new HashSet<string>();
        var grave = 0;
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "case.filed":
                    officers[data.Text("caseId")] = CertNos(data);
                    break;
                case "case.legalReviewed":
                    Assert.DoesNotContain(certificates[data.Text("reviewerId")], officers[data.Text("caseId")]);
                    break;
                case "case.discussed":
                    discussed.Add(data.Text("caseId"));
                    break;
                case "case.decided" when data.GetProperty("kinds")
                    .EnumerateArray()
                    .Any(kind => kind.GetString() is "RevokePermit" or "OrderStop" or "OrderClose" or "Downgrade"):
                    grave++;
                    Assert.Contains(data.Text("caseId"), discussed);
                    break;
                default:
                    break;
            }
        }

        Assert.True(grave > 0);
    }

    [Fact]
    public void Acts_have_two_officers_whose_certificates_are_valid_but_for_one_inspection_a_month()
    {
        var validTo = new Dictionary<string, DateOnly>();
        var alone = new List<DateOnly>();
        foreach (var officer in StoryReading.Read(StoryReading.Officers()))
        {
            Certify(officer.Data());
        }

        foreach (var told in story.Read())
        {
            var data = told.Data();
            if (told.Name() == "officer.upserted")
            {
                Certify(data);
            }
            else if (told.Name() is "case.filed" or "case.onSpotDecided" or "inspection.started")
            {
                var day = DateOnly.FromDateTime(told.Instant("time").DateTime);
                var certNos = CertNos(data);
                Assert.All(certNos, certNo => Assert.True(validTo[certNo] >= day, certNo));
                if (certNos.Distinct().Count() < 2)
                {
                    Assert.Equal("inspection.started", told.Name());
                    alone.Add(day);
                }
            }
        }

        OncePerDifficultMonth(alone, through: new(2026, 11, 1));
        // Some certificate is always about to end.
        Assert.Contains(validTo.Values, end => end > StoryReading.Today && end < StoryReading.Today.AddDays(90));

        void Certify(JsonElement officer)
        {
            if (officer.TryGetProperty("certNo", out var certNo))
            {
                Assert.Equal("2019-07-01", officer.Text("certValidFrom"));
                validTo[certNo.GetString()!] = officer.Day("certValidTo");
            }
        }
    }

    [Fact]
    public void From_2025_on_daily_and_special_inspections_name_a_task_of_a_plan_published_before()
    {
        var plans = new Dictionary<string, (string Category, DateOnly Published, DateOnly Start, DateOnly End)>();
        var tasks = new Dictionary<string, (string Plan, string Team)>();
        var done = new HashSet<string>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            var day = DateOnly.FromDateTime(told.Instant("time").DateTime);
            switch (told.Name())
            {
                case "plan.published":
                    plans.Add(data.Text("planId"), (data.Text("category"), day, data.Day("start"), data.Day("end")));
                    break;
                case "task.issued":
                    tasks.Add(data.Text("taskId"), (data.Text("planId"), data.Text("teamId")));
                    break;
                case "inspection.started" when data.Text("category") != "Triggered"
                    && (day.Year >= 2025 || data.Text("category") == "Random"):
                    var task = tasks[data.Text("taskId")];
                    var plan = plans[task.Plan];
                    Assert.Equal(data.Text("category"), plan.Category);
                    Assert.Equal(data.Text("teamId"), task.Team);
                    Assert.True(plan.Published < day && plan.Start <= day && day <= plan.End, data.Text("actNo"));
                    done.Add(data.Text("taskId"));
                    break;
                default:
                    break;
            }
        }

        // Nobody's plan of a closed year was left undone.
        Assert.Empty(tasks.Where(task => plans[task.Value.Plan].End < new DateOnly(2026, 1, 1)).Select(task => task.Key).Except(done));
        Assert.All([2025, 2026],
            year => Assert.Equal(["Daily", "Special"],
                plans.Values.Where(plan => plan.Start == new DateOnly(year, 1, 1)).Select(plan => plan.Category).Order()));
    }

    [Fact]
    public void Firms_are_not_checked_again_too_soon_nor_by_many_and_seldom_above_the_cap()
    {
        var visits = story.Read()
            .Where(told => told.Name() == "inspection.started" && told.Data().GetProperty("party").Text("kind") != "NaturalPerson")
            .Select(told => told.Data())
            .Select(data => (
                Firm: data.GetProperty("party").Text("code"),
                Item: data.GetProperty("itemCodes")[0].GetString(),
                Team: data.Text("teamId"),
                Day: DateOnly.FromDateTime(data.Instant("startedAt").DateTime).DayNumber,
                data.Instant("startedAt").Year,
                Combined: data.TryGetProperty("combinedVisitId", out _),
                OnSite: data.Text("form") == "OnSite",
                Planned: data.Text("category") != "Triggered"))
            .ToLookup(visit => visit.Firm);

        // Before 2022 the rules do not judge (综合行政执法条例).
        foreach (var pair in visits.Select(firm => firm.Where(visit => visit.Year >= 2022).ToList())
            .SelectMany(firm => firm.SelectMany((visit, index) => firm.Skip(index + 1).Select(other => (First: visit, Then: other)))))
        {
            var days = Math.Abs(pair.Then.Day - pair.First.Day);
            Assert.True(days > 90 || pair.First.Item != pair.Then.Item, $"{pair.First} and {pair.Then}");
            Assert.True(days > 30 || pair.First.Team == pair.Then.Team || pair.First.Combined || pair.Then.Combined,
                $"{pair.First} and {pair.Then}");
        }

        var counted = visits.SelectMany(firm =>
            firm.Where(visit => visit.OnSite && visit.Planned && !visit.Combined).CountBy(visit => visit.Year)).ToList();
        Assert.All(counted.GroupBy(firm => firm.Key),
            year => Assert.InRange(year.Count(firm => firm.Value > 2), 0, year.Key == 2026 ? 3 : 0));
        Assert.Contains(counted, firm => firm is { Key: 2026, Value: > 2 });
    }

    [Fact]
    public void Some_visits_unite_two_acts_of_one_firm_on_one_day()
    {
        var visits = story.Read().Where(told => told.Name() == "inspection.started").Select(told => told.Data())
            .Where(data => data.TryGetProperty("combinedVisitId", out _))
            .Select(data =>
                (Id: data.Text("combinedVisitId"), Firm: data.GetProperty("party").Text("code"), Team: data.Text("teamId"),
                    Day: data.Text("startedAt")[..10]))
            .GroupBy(act => act.Id).Where(acts => acts.Count() > 1).ToList();

        Assert.All(visits, acts => Assert.Single(acts.Select(act => (act.Firm, act.Day)).Distinct()));
        Assert.Contains(visits, acts => acts.Select(act => act.Team).Distinct().Count() == 2);
        Assert.InRange(visits.Count, 30, 300);
    }

    [Fact]
    public void Inspections_on_site_have_record_certificate_and_code_but_for_one_of_each_kind_a_month()
    {
        var withoutCode = new List<DateOnly>();
        var withoutRecord = new Dictionary<string, DateOnly>();
        var attached = new HashSet<string>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            var day = DateOnly.FromDateTime(told.Instant("time").DateTime);
            switch (told.Name())
            {
                case "inspection.started" when data.Text("form") == "OnSite":
                    Assert.True(data.TryGetProperty("certShownAt", out _));
                    if (day.Year >= 2025 && !(data.TryGetProperty("codeShownAt", out _) && data.TryGetProperty("actionCode", out _)))
                    {
                        withoutCode.Add(day);
                    }

                    break;
                case "inspection.completed" when !data.GetProperty("recordAttached").GetBoolean():
                    withoutRecord.Add(data.Text("actNo"), day);
                    break;
                case "record.attached" when data.Text("subjectType") == "inspection":
                    attached.Add(data.Text("subjectId"));
                    break;
                default:
                    break;
            }
        }

        OncePerDifficultMonth(withoutCode, through: new(2026, 11, 1));
        OncePerDifficultMonth(withoutRecord.Values, through: new(2026, 11, 1));
        Assert.Equal(1, withoutRecord.Keys.Count(act => !attached.Contains(act)));
    }

    [Fact]
    public void Rectifications_are_rechecked_in_time_but_for_one_a_month()
    {
        var due = new Dictionary<string, DateOnly>();
        var late = new List<DateOnly>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            if (told.Name() == "inspection.completed" && data.Text("result") == "Rectify")
            {
                due.Add(data.Text("actNo"), data.Day("rectifyDue"));
            }
            else if (told.Name() == "rectification.rechecked" && data.Text("outcome") == "Passed"
                && due.Remove(data.Text("actNo"), out var limit) && data.Day("day") > limit)
            {
                late.Add(limit.AddDays(-15));
            }
        }

        late.AddRange(due.Values.Where(limit => limit < StoryReading.Today).Select(limit => limit.AddDays(-15)));
        OncePerDifficultMonth(late, through: new(2026, 10, 1));
    }

    [Fact]
    public void Measures_end_in_time_and_cash_is_handed_in_within_two_working_days()
    {
        var until = new Dictionary<string, DateOnly>();
        var preserved = new Dictionary<string, DateOnly>();
        var cash = new Dictionary<string, DateOnly>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "case.measureTaken":
                    Assert.True(data.Day("until") <= data.Day("day").AddDays(30));
                    until.Add(data.Text("caseId"), data.Day("until"));
                    break;
                case "case.measureExtended":
                    Assert.True(data.Day("day") <= until[data.Text("caseId")]
                        && data.Day("until") <= until[data.Text("caseId")].AddDays(30));
                    until[data.Text("caseId")] = data.Day("until");
                    break;
                case "case.measureLifted":
                    Assert.True(until.Remove(data.Text("caseId"), out var end) && data.Day("day") <= end, data.Text("caseId"));
                    break;
                case "case.evidencePreserved":
                    preserved.Add(data.Text("caseId"), Calendar.Add(data.Day("day"), 7));
                    break;
                case "case.evidenceHandled":
                    Assert.True(preserved.Remove(data.Text("caseId"), out var limit) && data.Day("day") <= limit, data.Text("caseId"));
                    break;
                case "case.onSpotDecided" when data.GetProperty("collectedOnSpot").GetBoolean():
                    cash.Add(data.Text("caseId"), Calendar.Add(data.Day("decidedOn"), 2));
                    break;
                case "case.paid" when cash.Remove(data.Text("caseId"), out var handIn):
                    Assert.True(data.Day("paidOn") <= handIn, data.Text("caseId"));
                    break;
                default:
                    break;
            }
        }

        Assert.All(until.Values.Concat(preserved.Values).Concat(cash.Values), limit => Assert.True(limit >= StoryReading.Today));
    }

    [Fact]
    public void Applications_answers_and_replies_are_in_time_but_for_the_planned_ones()
    {
        var due = new Dictionary<string, DateOnly>();
        var late = new Dictionary<string, List<DateOnly>> { ["licence"] = [], ["review"] = [], ["lawsuit"] = [], ["supervision"] = [] };
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "licence.accepted":
                    due.Add(told.Text("subject"), Calendar.Add(data.Day("day"), 20));
                    break;
                case "licence.extended":
                    due[told.Text("subject")] = Calendar.Add(due[told.Text("subject")], 10);
                    break;
                case "review.received":
                    due.Add(told.Text("subject"), Calendar.Add(data.Day("day"), data.GetProperty("simple").GetBoolean() ? 5 : 10));
                    break;
                case "lawsuit.served":
                    due.Add(told.Text("subject"), data.Day("day").AddDays(15));
                    break;
                case "supervision.noticeIssued":
                    due.Add(told.Text("subject"), data.Day("due"));
                    break;
                case "licence.decided" or "review.answered" or "lawsuit.answered"
                    or "supervision.replied" when due.Remove(told.Text("subject"), out var limit) && data.Day("day") > limit:
                    late[told.Name().Split('.')[0]].Add(data.Day("day"));
                    break;
                default:
                    break;
            }
        }

        Assert.Empty(late["lawsuit"]);
        Assert.All(late.Values.SelectMany(days => days), day => Assert.True(day >= DifficultFrom));
        Assert.InRange(late["licence"].Count, 9, 11);
        Assert.InRange(late["review"].Count, 3, 6);
        Assert.InRange(late["supervision"].Count, 4, 6);
    }

    [Fact]
    public void Device_evidence_is_reviewed_both_ways_within_three_working_days_and_before_it_is_used()
    {
        var captured = new Dictionary<string, DateOnly>();
        var reviewed = new Dictionary<string, HashSet<string>>();
        var used = new HashSet<string>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "evidence.captured":
                    captured.Add(data.Text("evidenceId"), data.Day("day"));
                    reviewed.Add(data.Text("evidenceId"), []);
                    break;
                case "evidence.reviewed":
                    Assert.True(data.Day("day") <= Calendar.Add(captured[data.Text("evidenceId")], 3));
                    reviewed[data.Text("evidenceId")].Add(data.Text("kind"));
                    break;
                case "evidence.used":
                    Assert.Equal(["Legal", "Technical"], reviewed[data.Text("evidenceId")].Order());
                    used.Add(data.Text("caseId"));
                    break;
                default:
                    break;
            }
        }

        Assert.Equal(story.Read()
            .Where(told => told.Name() == "case.filed" && told.Data().Text("origin") == "offsite")
            .Select(told => told.Data().Text("caseId"))
            .Order(), used.Order());
    }

    [Fact]
    public void Suspected_crimes_go_to_the_police_within_three_days()
    {
        var suspected = new Dictionary<string, DateOnly>();
        var handed = 0;
        foreach (var told in story.Read())
        {
            var data = told.Data();
            if (told.Name() == "case.crimeSuspected")
            {
                suspected.Add(data.Text("caseId"), data.Day("day"));
            }
            else if (told.Name() == "case.transferred" && data.Text("target") == "Police")
            {
                handed++;
                Assert.True(suspected.Remove(data.Text("caseId"), out var day) && data.Day("day") <= day.AddDays(3), data.Text("caseId"));
            }
        }

        Assert.True(handed > 5 && suspected.Count <= 1);
    }

    [Fact]
    public void Planned_violations_are_resolved_after_a_month_and_planned_delays_acknowledged()
    {
        var notes = story.Read().Where(told => told.Name().StartsWith("warning.", StringComparison.Ordinal)).Select(told => told.Data())
            .Select(data => (Rule: data.Text("rule"), Kind: data.Text("subjectType"), Subject: data.Text("subjectId"))).ToList();

        Assert.Equal(notes.Count, notes.Distinct().Count());
        Assert.Equal(["W01 case", "W02 case", "W06 case", "W08 inspection", "W10 inspection"],
            notes.Select(note => $"{note.Rule} {note.Kind}").Distinct().Order());
        Assert.All(notes.CountBy(note => note.Rule), rule => Assert.InRange(rule.Value, 7, 11));
        Assert.All(notes, note => Assert.Contains("-2026-", note.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public void Three_vehicles_a_year_are_met_again_up_to_four_times_and_hardly_any_other()
    {
        var vehicles = new Dictionary<string, string>();
        var decided = new List<(string Vehicle, int Year)>();
        foreach (var told in story.Read())
        {
            var data = told.Data();
            if (told.Name() is "case.filed" or "case.onSpotDecided" && told.Text("itemcode") == "S14"
                && data.TryGetProperty("vehicle", out var vehicle))
            {
                Assert.Matches(@"^浙B·D\d{4}$", vehicle.GetString());
                vehicles.Add(data.Text("caseId"), vehicle.GetString()!);
            }

            if (told.Name() is "case.decided" or "case.onSpotDecided" && vehicles.TryGetValue(data.Text("caseId"), out var plate))
            {
                decided.Add((plate, data.Day("decidedOn").Year));
            }
        }

        var often = decided.CountBy(act => act).Where(act => act.Value >= 3).ToList();
        Assert.All(Enumerable.Range(2021, 5), year => Assert.InRange(often.Count(act => act.Key.Year == year), 1, 6));
        Assert.Contains(often, act => act.Value >= 4);
    }

    private static List<string> CertNos(JsonElement data) =>
        [.. data.GetProperty("officers").EnumerateArray().Select(officer => officer.Text("certNo"))];

    private static void OncePerDifficultMonth(IEnumerable<DateOnly> days, DateOnly through)
    {
        var months = days.Select(day => new DateOnly(day.Year, day.Month, 1)).Order().ToList();

        Assert.Equal(Enumerable.Range(0, through.Month).Select(DifficultFrom.AddMonths), months);
    }
}
