using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>
/// A live demo after the story: whatever the story has planned, when its time comes, and between that invented acts of
/// today that go on step by step. Ask for one event every 10–20 s. Live acts come from the upstream systems' sources, so that these are
/// seen to be
/// at work, with ids of this run only: live-….
/// Not thread-safe.
/// </summary>
/// <param name="seedsFolder">The seeds folder.</param>
/// <param name="startedAt">Up to here the story has been posted.</param>
/// <param name="run">Part of every live id; random when null.</param>
internal sealed class DemoStream(string seedsFolder, DateTimeOffset startedAt, string? run = null) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private readonly StoryWorld world = new(seedsFolder);
    private readonly string run = run ?? Guid.NewGuid().ToString("N")[..8];
    private readonly DemoRandom random = DemoRandom.For((ulong)startedAt.Ticks, 0, run ?? Guid.NewGuid().ToString("N"));
    private readonly CloudEventWriter writer = new();
    private readonly PriorityQueue<LiveStep, DateTimeOffset> agenda = new();
    private readonly Dictionary<string, DateTimeOffset> heard = [];
    private IEnumerator<StoryEvent>? story;
    private StoryEvent? upcoming;
    private int events;
    private int subjects;

    /// <summary>The next event as UTF-8 CloudEvents JSON, dated no later than <paramref name="now"/>, which must not go back.</summary>
    public byte[] Next(DateTimeOffset now)
    {
        now = now.ToOffset(StoryLog.Shanghai);
        if (FromStory(now) is { } told)
        {
            return told;
        }

        if (!agenda.TryPeek(out _, out var due) || due > now)
        {
            Begin(now);
        }

        var step = agenda.Dequeue();
        return Write(step, now);
    }

    public void Dispose() => story?.Dispose();

    private byte[]? FromStory(DateTimeOffset now)
    {
        if (story is null)
        {
            story = DemoStory.After(startedAt, world).GetEnumerator();
            Advance();
        }

        if (upcoming is not { } next || next.Recorded > now)
        {
            return null;
        }

        Advance();
        return next.Json;
    }

    private void Advance() => upcoming = story!.MoveNext() ? story.Current : null;

    private byte[] Write(LiveStep step, DateTimeOffset now)
    {
        var of = step.Of;
        heard[step.Source] = now;
        var head = new CloudEventHead(
            step.Name, step.Source, $"live-{run}-{++events:D5}", of.Id, ++of.Seq, now.AddSeconds(-random.Between(1, 3)), now, of.Team,
            of.Item);
        return writer.Write(head, json => step.Data(json, now));
    }

    private void Plan(LiveSubject of, DateTimeOffset due, string source, string name, Action<Utf8JsonWriter, DateTimeOffset> data) =>
        agenda.Enqueue(new(of, source, name, data), due);

    private LiveSubject Subject(string kind, string team, string item) => new($"{kind}-LIVE-{run}-{++subjects:D4}", team, item);

    private void Begin(DateTimeOffset now)
    {
        // On days off a bureau patrols and acts on the spot; its counters are closed.
        var isWorkday = world.Calendar.IsWorkday(DateOnly.FromDateTime(now.DateTime));
        if (isWorkday && Silent(now) is { } begin)
        {
            begin(now);
            return;
        }

        switch (random.Between(1, isWorkday ? 100 : 60))
        {
            case <= 24:
                BeginPatrol(now);
                break;
            case <= 38:
                BeginInspection(now);
                break;
            case <= 60:
                BeginOnSpot(now);
                break;
            case <= 97:
                BeginLicence(now);
                break;
            default:
                BeginCase(now);
                break;
        }
    }

    /// <summary>An act of a source of which none came for long: by chance alone the demo would warn of a silence (W30).</summary>
    private Action<DateTimeOffset>? Silent(DateTimeOffset now)
    {
        (string Source, Action<DateTimeOffset> Begin)[] acts =
            [(Sources.Inspections, BeginInspection), (Sources.Cases, BeginOnSpot), (Sources.Licences, BeginLicence)];
        return acts.Where(act => now - heard.GetValueOrDefault(act.Source, startedAt) > LongestSilence)
            .Select(static act => act.Begin).FirstOrDefault();
    }

    private void BeginPatrol(DateTimeOffset now)
    {
        var team = random.Pick(world.Enforcing);
        var patrol = Subject("PAT", team.Id, team.Items[0]);
        Plan(patrol, now, Sources.Manual, "patrol.reported", (json, at) =>
        {
            json.WriteString("patrolId", patrol.Id);
            json.WriteString("teamId", patrol.Team);
            json.Day("day", Day(at));
            json.WriteNumber("persons", random.Between(2, 5));
            json.WriteNumber("vehiclesChecked", random.Between(3, 30));
            json.WriteNumber("violations", random.Skewed(0, 3, 2));
        });
    }

    private void BeginInspection(DateTimeOffset now)
    {
        var team = random.Pick(world.Enforcing);
        var item = random.Pick(team.Items);
        var category = random.Pick(["Daily", "Daily", "Special", "Triggered"]);
        // Combined visits, so that a demo left running brings no firm above its cap.
        var combined = category != "Triggered";
        var visit = new PastVisit(team.Id, item, DateOnly.FromDateTime(now.DateTime), combined, Counted: false);
        var free = world.Parties.FirmsOf(item).Where(firm => world.Visits.IsFree(firm, visit)).ToList();
        if (free.Count == 0)
        {
            BeginPatrol(now);
            return;
        }

        var party = random.Pick(free);
        world.Visits.Add(party, visit);
        var act = Subject("ACT", team.Id, item);
        var result = random.Weighted(Results, entry => entry.Weight).Result;
        var filed = result == "ToCase" ? Subject("CASE", team.Id, item) : null;
        var ends = now.AddSeconds(random.Between(40, 200));
        Plan(act, now, Sources.Inspections, "inspection.started", (json, at) =>
        {
            json.WriteString("actNo", act.Id);
            if (YearlyPlanStory.TaskOf(at.Year, category, act.Team) is { } taskId)
            {
                json.WriteString("taskId", taskId);
            }

            json.WriteString("category", category);
            json.WriteString("form", "OnSite");
            json.WriteString("teamId", act.Team);
            json.Texts("itemCodes", act.Item);
            json.Party(party);
            json.Officers(world.Officers.Draw(act.Team, random));
            json.Instant("startedAt", at.AddSeconds(-4));
            json.WriteBoolean("viaMobile", true);
            json.Instant("certShownAt", at.AddSeconds(-4));
            json.WriteString("actionCode", $"DEMO{act.Id}");
            json.Instant("codeShownAt", at.AddSeconds(-4));
            if (combined)
            {
                json.WriteString("combinedVisitId", $"VISIT-{act.Id}");
            }
            else
            {
                json.WriteString("trigger", "complaint");
            }
        });
        Plan(act, ends, Sources.Inspections, "inspection.completed", (json, at) =>
        {
            json.WriteString("actNo", act.Id);
            json.Instant("endedAt", at.AddSeconds(-4));
            json.WriteString("result", result);
            json.WriteBoolean("recordAttached", true);
            json.WriteBoolean("avAttached", true);
            if (result == "Rectify")
            {
                json.Day("rectifyDue", Day(at).AddDays(15));
            }

            if (filed is not null)
            {
                json.WriteString("caseId", filed.Id);
            }
        });
        if (result == "Rectify")
        {
            Plan(act, ends.AddSeconds(random.Between(300, 900)), Sources.Inspections, "rectification.rechecked", (json, at) =>
            {
                json.WriteString("actNo", act.Id);
                json.Day("day", Day(at));
                json.WriteString("outcome", "Passed");
            });
        }

        if (filed is not null)
        {
            PlanFiling(filed, party, ends.AddSeconds(60), act.Id);
        }
    }

    private void BeginOnSpot(DateTimeOffset now)
    {
        var mix = random.Weighted(world.Demo.Cases, entry => entry.OnSpot);
        var firm = random.Percent(mix.OnSpotFirmPercent) ? random.Pick(world.Parties.FirmsOf(mix.Item)) : null;
        var party = firm ?? world.Parties.Person(random);
        // The limits of art. 51: persons, and here one-person businesses, 200 yuan.
        var range = (party.Kind == "LegalPerson" ? mix.OnSpotFirmYuan : mix.OnSpotPersonYuan)!;
        var fine = (range[0] + random.Between(0, (range[1] - range[0]) / 50) * 50) * 100L;
        var spot = Subject("SPOT", mix.Team, mix.Item);
        Plan(spot, now, Sources.Cases, "case.onSpotDecided", (json, at) =>
        {
            json.WriteString("caseId", spot.Id);
            json.WriteString("docNo", $"示例当罚〔{at.Year}〕{spot.Id}号");
            json.WriteString("teamId", spot.Team);
            json.WriteString("decidingAuthority", "District");
            json.Party(party);
            json.Day("decidedOn", Day(at));
            json.Texts("kinds", fine > 0 ? "Fine" : "Warning");
            json.WriteNumber("fine", fine);
            json.Officers(world.Officers.Draw(spot.Team, random));
            json.WriteString("primaryItemCode", spot.Item);
            json.WriteBoolean("collectedOnSpot", false);
            json.Day("recordedOn", Day(at));
            json.WriteBoolean("disclosureRequired", true);
        });
        if (fine > 0)
        {
            Plan(spot, now.AddSeconds(random.Between(30, 120)), Sources.Cases, "case.paid", (json, at) =>
            {
                json.WriteString("caseId", spot.Id);
                json.WriteNumber("amount", fine);
                json.Day("paidOn", Day(at));
                json.WriteString("kind", "Fine");
                json.WriteString("receiptNo", $"示例据{spot.Id}");
            });
        }

        PlanPublication(spot, now.AddSeconds(random.Between(150, 300)), "case");
        Plan(spot, now.AddSeconds(random.Between(300, 600)), Sources.Cases, "case.closed", (json, at) =>
        {
            json.WriteString("caseId", spot.Id);
            json.Day("day", Day(at));
            json.WriteString("reason", fine > 0 ? "paid" : "performed");
            json.WriteNumber("paidTotal", fine);
        });
    }

    private void BeginLicence(DateTimeOffset now)
    {
        var mix = random.Weighted(world.Demo.Licences, entry => entry.Weight);
        var licence = Subject("LIC", mix.Team, mix.Item);
        Step(now, "licence.accepted", json => json.WriteNumber("promisedWd", mix.PromisedWd));
        var decided = now.AddSeconds(random.Between(60, 240));
        Step(decided, "licence.decided", json => json.WriteString("outcome", "Granted"));
        Step(decided.AddSeconds(random.Between(30, 90)), "licence.issued", _ => { });
        PlanPublication(licence, decided.AddSeconds(random.Between(120, 300)), "licence");

        void Step(DateTimeOffset due, string name, Action<Utf8JsonWriter> more) => Plan(licence, due, Sources.Licences, name, (json, at) =>
        {
            json.WriteString("applicationNo", licence.Id);
            json.WriteString("itemCode", licence.Item);
            json.Day("day", Day(at));
            more(json);
        });
    }

    private void BeginCase(DateTimeOffset now)
    {
        var mix = random.Weighted(world.Demo.Cases, entry => entry.Ordinary);
        var party = random.Percent(mix.FirmPercent) ? random.Pick(world.Parties.FirmsOf(mix.Item)) : world.Parties.Person(random);
        PlanFiling(Subject("CASE", mix.Team, mix.Item), party, now, actNo: null);
    }

    /// <summary>A filed case stays under investigation: what follows takes days by law, and a live demo has only today.</summary>
    private void PlanFiling(LiveSubject filed, DemoParty party, DateTimeOffset due, string? actNo)
    {
        Plan(filed, due, Sources.Cases, "case.filed", (json, at) =>
        {
            json.WriteString("caseId", filed.Id);
            json.WriteString("caseNo", $"示例罚〔{at.Year}〕{filed.Id}号");
            json.WriteString("teamId", filed.Team);
            json.WriteString("decidingAuthority", "District");
            json.WriteString("procedure", "Ordinary");
            json.WriteString("primaryItemCode", filed.Item);
            json.Party(party);
            json.Day("filedOn", Day(at));
            json.Officers(world.Officers.Draw(filed.Team, random));
            json.Day("offenceOn", Day(at));
            if (actNo is not null)
            {
                json.WriteString("actNo", actNo);
            }
        });
        Plan(filed, due.AddSeconds(random.Between(20, 50)), Sources.Cases, "record.attached",
            (json, at) => AttachedRecord.Write(json, "case", filed.Id, "Text", at.AddSeconds(-4)));
        if (random.Percent(40))
        {
            PlanEvidence(filed, due.AddSeconds(random.Between(60, 240)), "case.evidencePreserved");
            PlanEvidence(filed, due.AddSeconds(random.Between(600, 1200)), "case.evidenceHandled");
        }
    }

    private void PlanEvidence(LiveSubject filed, DateTimeOffset due, string name) => Plan(filed, due, Sources.Cases, name, (json, at) =>
    {
        json.WriteString("caseId", filed.Id);
        json.Day("day", Day(at));
        json.WriteString("docNo", $"示例存{filed.Id}");
    });

    private void PlanPublication(LiveSubject of, DateTimeOffset due, string subjectType) =>
        Plan(of, due, Sources.Supervision, "decision.published", (json, at) => Publication.Write(json, subjectType, of.Id, Day(at)));

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.AddSeconds(-4).DateTime);

    private static readonly (string Result, int Weight)[] Results = [("NoProblem", 66), ("FixedOnSpot", 15), ("Rectify", 15),
        ("ToCase", 4)];

    private sealed class LiveSubject(string id, string team, string item)
    {
        public string Id { get; } = id;
        public string Team { get; } = team;
        public string Item { get; } = item;
        public long Seq { get; set; }
    }

    private sealed record LiveStep(LiveSubject Of, string Source, string Name, Action<Utf8JsonWriter, DateTimeOffset> Data);
}
