using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Load.Story;

/// <summary>
/// A story of enforcement, written out as POST bodies before any clock starts, together with what it must add up to.
/// Event ids hold the run, so no two runs share one.
/// </summary>
internal sealed class Workload
{
    /// <summary>Categories of inspection and the counter each is counted in.</summary>
    public static readonly (string Name, string Counter)[] Categories =
    [
        ("Random", "inspectionsRandom"), ("Daily", "inspectionsRoutine"),
        ("Special", "inspectionsRoutine"), ("Triggered", "inspectionsAdHoc"),
    ];

    /// <summary>Teams of a district.</summary>
    public const int TeamsOfDistrict = 11;

    private const byte Drawn = 0, Daily = 1; // indices into Categories; drawn is 双随机
    private const byte Triggered = 3; // needs no plan and counts to no cap
    private static readonly TimeSpan RecordDue = TimeSpan.FromHours(24); // W09 turns yellow so long after the end

    private static readonly FactKind[] OrdinaryCase =
    [
        FactKind.CaseFiled, FactKind.InvestigationClosed, FactKind.NoticeServed, FactKind.CaseDecided,
        FactKind.DecisionPublished, FactKind.CaseServed, FactKind.CasePaid, FactKind.CaseClosed,
    ];

    private static readonly FactKind[] OnSpotCase =
        [FactKind.OnSpotDecided, FactKind.DecisionPublished, FactKind.CasePaid, FactKind.CaseClosed];
    private static readonly FactKind[] Inspection = [FactKind.InspectionStarted, FactKind.InspectionCompleted];
    private static readonly FactKind[] Licence = [FactKind.LicenceAccepted, FactKind.LicenceDecided];
    private static readonly FactKind[] FiledCase = [FactKind.CaseFiled];

    private static int runs;
    private static int upserts = 1; // the registers are first sent as 1

    private readonly Random random;
    private readonly DateTimeOffset now;
    private readonly int today;

    private Workload(WorkloadShape shape, DateTimeOffset now)
    {
        Shape = shape;
        this.now = now.ToOffset(TimeSpan.FromHours(8));
        today = DateOnly.FromDateTime(this.now.DateTime).DayNumber;
        var number = Interlocked.Increment(ref runs);
        // Letters end it, so that with what is counted after it no id looks like the number of a citizen, which the product would search.
        Run = $"{now.ToUnixTimeSeconds():x}{Environment.ProcessId:x}.r{number}";
        random = new Random(number);
        Teams = [.. Enumerable.Range(0, shape.Teams).Select(TeamId)];
        Items = [.. Enumerable.Range(shape.FirstItem, shape.Items).Select(item => item < 34 ? $"S{item + 1:D2}" : ItemCode(item))];
        Facts = new Fact[shape.Count];
        Bodies = new byte[(shape.Count + shape.BatchSize - 1) / shape.BatchSize][];
    }

    public WorkloadShape Shape { get; }

    /// <summary>Part of every id of this workload and of no other.</summary>
    public string Run { get; }

    public string[] Teams { get; }

    public string[] Items { get; }

    /// <summary>The events in the order of their bodies.</summary>
    public Fact[] Facts { get; }

    /// <summary>POST bodies, <see cref="WorkloadShape.BatchSize"/> events each.</summary>
    public byte[][] Bodies { get; }

    /// <summary>The jurisdiction in which the districts lie, where any are registered.</summary>
    public string City { get; private init; } = "";

    public string MediaType => Shape.BatchSize == 1 ? "application/cloudevents+json" : "application/cloudevents-batch+json";

    /// <summary>As jurisdictions are numbered; none that there is.</summary>
    public static string DistrictCode(int district) => $"{990_000 + district}";

    /// <summary>The district of a team, from 1; 0: it is the city's own.</summary>
    public int DistrictOf(int team) => Shape.Districts > 0 && team >= Registers.FirstTeam
        ? 1 + ((team - Registers.FirstTeam) / TeamsOfDistrict)
        : 0;

    /// <summary>T01 … T09, then T11 and on: T10 is the legal section, which does not enforce.</summary>
    public static string TeamId(int index) => index < 9 ? $"T{index + 1:D2}" : $"T{index + 2}";

    public static Workload Create(WorkloadShape shape, TimeProvider clock)
    {
        var workload = new Workload(shape, clock.GetUtcNow());
        workload.Write(workload.Lives());
        return workload;
    }

    /// <summary>Events that make the teams above the ninth known; null when there are none.</summary>
    public static Workload? ForTeams(int teams, TimeProvider clock)
    {
        if (teams <= 9)
        {
            return null;
        }

        var workload = new Workload(new WorkloadShape { Count = teams - 9, Teams = teams }, clock.GetUtcNow());
        workload.Write(Enumerable.Range(9, teams - 9).Select(team => workload.Simple(FactKind.TeamUpserted, team, 1)));
        return workload;
    }

    /// <summary>Districts within a city, and their teams.</summary>
    public static Workload ForDistricts(int districts, string city, TimeProvider clock)
    {
        var (first, teams) = (Registers.FirstTeam, districts * TeamsOfDistrict);
        var shape = new WorkloadShape { Count = districts + teams, Teams = first + teams, Districts = districts };
        var workload = new Workload(shape, clock.GetUtcNow()) { City = city };
        workload.Write(Enumerable.Range(1, districts).Select(district => workload.Simple(FactKind.DistrictUpserted, district, 1))
            .Concat(Enumerable.Range(first, teams).Select(team =>
                workload.Simple(FactKind.TeamUpserted, team, 1) with { District = workload.DistrictOf(team) })));
        return workload;
    }

    /// <summary>Events that make the items above S34 known; null when there are none.</summary>
    public static Workload? ForItems(int items, TimeProvider clock)
    {
        if (items <= 34)
        {
            return null;
        }

        var workload = new Workload(new WorkloadShape { Count = items - 34, Items = items }, clock.GetUtcNow());
        workload.Write(Enumerable.Range(34, items - 34).Select(item => workload.Simple(FactKind.ItemUpserted, item, 1)));
        return workload;
    }

    /// <summary>Open clocks: ordinary cases whose decision is to come, and every fourth an inspection whose rectification is.</summary>
    public static Workload ForClocks(int clocks, TimeProvider clock)
    {
        var workload = new Workload(new WorkloadShape { Count = clocks + (clocks / 4) }, clock.GetUtcNow());
        workload.Write(Enumerable.Range(0, clocks).SelectMany(subject => subject % 4 == 3
            ? workload.InspectionOf(subject, workload.today, rectify: true)
            : [workload.Simple(FactKind.CaseFiled, subject, 1) with { Day = workload.today - (subject % 14) }]));
        return workload;
    }

    /// <summary>Inspections without a record, each of which turns W09 yellow at its own moment.</summary>
    public static Workload ForTurns(IReadOnlyList<DateTimeOffset> turns, TimeProvider clock)
    {
        var workload = new Workload(new WorkloadShape { Count = turns.Count * 2 }, clock.GetUtcNow());
        workload.Write(Enumerable.Range(0, turns.Count).SelectMany(subject =>
        {
            var ended = (turns[subject] - RecordDue).ToOffset(TimeSpan.FromHours(8));
            return workload.InspectionOf(subject, DateOnly.FromDateTime(ended.DateTime).DayNumber, rectify: false)
                .Select(fact => fact with { EndedAt = ended, Unrecorded = true });
        }));
        return workload;
    }

    /// <summary>Registers sent for the first time.</summary>
    public static Workload ForRegisters(TimeProvider clock)
    {
        var entries = Registers.All().ToList();
        var workload = new Workload(new WorkloadShape { Count = entries.Count }, clock.GetUtcNow());
        workload.Write(entries.Select(entry => workload.Simple(entry.Kind, entry.Subject, 1)));
        return workload;
    }

    /// <summary>Plans of this year with all their tasks, team by team, so that they can be sent without the teams meeting.</summary>
    public static Workload ForPlans(PlanSet plans, TimeProvider clock)
    {
        var workload = new Workload(new WorkloadShape { Count = plans.Count * (1 + plans.TasksOfEach) }, clock.GetUtcNow());
        workload.Write(
            from plan in Enumerable.Range(plans.First, plans.Count)
            from task in Enumerable.Range(0, 1 + plans.TasksOfEach).OrderBy(task => task == 0 ? 0 : plans.TeamOf(plan, task))
            select new Fact
            {
                Kind = task == 0 ? FactKind.PlanPublished : FactKind.TaskIssued,
                Subject = plan,
                Sequence = 1,
                Team = plans.TeamOf(plan, task),
                Item = task % workload.Items.Length,
                Day = workload.today,
                Plan = plan,
                Task = task,
            });
        return workload;
    }

    public static string PlanId(in Fact fact) => $"PLAN-{fact.Plan}";

    public static string TaskId(in Fact fact) => $"TASK-{fact.Plan}-{fact.Task}";

    public string EventId(int index) => $"{Run}-{index:D7}";

    public string SubjectId(in Fact fact) => fact.Kind switch
    {
        FactKind.TeamUpserted => TeamId(fact.Subject),
        FactKind.DistrictUpserted => DistrictCode(fact.Subject),
        FactKind.ItemUpserted => ItemCode(fact.Subject),
        FactKind.OfficerUpserted => $"OFFICER-{fact.Subject}",
        FactKind.ObjectUpserted => Firms.Among(Teams.Length).Code(fact.Subject),
        FactKind.PlanPublished => PlanId(fact),
        FactKind.TaskIssued => TaskId(fact),
        FactKind.InspectionStarted or FactKind.InspectionCompleted => $"ACT-{Run}-{fact.Subject}",
        FactKind.LicenceAccepted or FactKind.LicenceDecided => $"LIC-{Run}-{fact.Subject}",
        _ => $"CASE-{Run}-{fact.Subject}",
    };

    public static string Source(FactKind kind) => kind switch
    {
        FactKind.InspectionStarted or FactKind.InspectionCompleted => "/zj/zzd-zszf",
        FactKind.LicenceAccepted or FactKind.LicenceDecided => "/zj/zwfw",
        FactKind.DecisionPublished or FactKind.ItemUpserted or FactKind.ObjectUpserted => "/zj/hlwjg",
        FactKind.PlanPublished or FactKind.TaskIssued => "/zj/hlwjg",
        FactKind.TeamUpserted or FactKind.DistrictUpserted or FactKind.OfficerUpserted => "/nb/hs/jt/manual",
        _ => "/zj/cfba",
    };

    public static string EventType(FactKind kind) => kind switch
    {
        FactKind.CaseFiled => "enforcement.case.filed.v1",
        FactKind.InvestigationClosed => "enforcement.case.investigationClosed.v1",
        FactKind.NoticeServed => "enforcement.case.noticeServed.v1",
        FactKind.CaseDecided => "enforcement.case.decided.v1",
        FactKind.CaseServed => "enforcement.case.served.v1",
        FactKind.CasePaid => "enforcement.case.paid.v1",
        FactKind.CaseClosed => "enforcement.case.closed.v1",
        FactKind.OnSpotDecided => "enforcement.case.onSpotDecided.v1",
        FactKind.InspectionStarted => "enforcement.inspection.started.v1",
        FactKind.InspectionCompleted => "enforcement.inspection.completed.v1",
        FactKind.LicenceAccepted => "enforcement.licence.accepted.v1",
        FactKind.LicenceDecided => "enforcement.licence.decided.v1",
        FactKind.DecisionPublished => "enforcement.decision.published.v1",
        FactKind.TeamUpserted or FactKind.DistrictUpserted => "enforcement.team.upserted.v1",
        FactKind.ItemUpserted => "enforcement.item.upserted.v1",
        FactKind.OfficerUpserted => "enforcement.officer.upserted.v1",
        FactKind.ObjectUpserted => "enforcement.object.upserted.v1",
        FactKind.PlanPublished => "enforcement.plan.published.v1",
        FactKind.TaskIssued => "enforcement.task.issued.v1",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The JSON of one event, as it stands in its body.</summary>
    public ReadOnlyMemory<byte> EventJson(in Fact fact) => Bodies[fact.Batch].AsMemory(fact.Offset, fact.Length);

    /// <summary>Fourteen digits, as the national catalogue writes item codes.</summary>
    public static string ItemCode(int item) => $"{item + 1:D14}";

    /// <summary>Subjects live side by side; at each turn a random one gets its next event, the finished are replaced by new ones.</summary>
    private IEnumerable<Fact> Lives()
    {
        var side = Shape.FiledOnly ? 1 : Math.Min(Shape.Side, Math.Max(1, Shape.Count / 6));
        var lives = new Life[side];
        var (subjects, ofStrand) = (0, 0);
        for (var index = 0; index < side; index++)
        {
            lives[index] = NextLife(index);
        }

        for (var (index, district) = (0, 0); ; index++)
        {
            // A post is of one district: its lives are every so manieth slot.
            district = Shape.Districts > 0 && index % Shape.BatchSize == 0 ? random.Next(Shape.Districts) : district;
            var slot = Shape.Districts > 0
                ? district + (Shape.Districts * random.Next(side / Shape.Districts))
                : random.Next(side);
            var life = lives[slot];
            yield return new Fact
            {
                Kind = life.Kinds[life.Next],
                Subject = life.Subject,
                Sequence = life.Before + life.Next + 1,
                Team = life.Team,
                Item = life.Item,
                Day = life.Day,
                Fine = life.Fine,
                Confiscated = life.Kinds[life.Next] == FactKind.CaseDecided ? life.Confiscated : 0,
                Category = life.Category,
                Problem = life.Problem,
                Firm = life.Firm,
                Plan = life.Plan,
                Task = life.Task,
                Vehicle = life.Vehicle,
            };
            life.Next++;
            life.Day = Math.Min(today, life.Day + random.Next(3));
            if (life.Next == life.Kinds.Length)
            {
                lives[slot] = NextLife(slot);
            }
        }

        // Each slot is drawn as often as any other, so a tenth of the slots makes a tenth of the events, however long its lives are.
        Life NextLife(int slot) => Shape.Strand is { } strand && slot % Shape.StrandEvery == 0
            ? LifeOf(strand, subjects++, ofStrand++)
            : Shape.Districts > 0
                ? NewLife(subjects++) with
                {
                    Team = Registers.FirstTeam + (slot % Shape.Districts * TeamsOfDistrict) + random.Next(TeamsOfDistrict),
                }
                : NewLife(subjects++);
    }

    private IEnumerable<Fact> InspectionOf(int subject, int day, bool rectify) => Inspection.Select((kind, index) => new Fact
    {
        Kind = kind,
        Subject = subject,
        Sequence = index + 1,
        Team = subject % Teams.Length,
        Item = subject % Items.Length,
        Day = day,
        Category = Triggered,
        Problem = rectify,
    });

    private Life NewLife(int subject)
    {
        var kinds = Shape.FiledOnly ? FiledCase : random.Next(100) switch
        {
            < 62 => OrdinaryCase,
            < 76 => OnSpotCase,
            < 90 => Inspection,
            _ => Licence,
        };
        return new Life
        {
            Subject = subject,
            Kinds = kinds,
            Team = Shape.FiledOnly ? (int)((long)subject * Shape.Teams / Shape.Count) : random.Next(Shape.Teams),
            Item = Shape.FiledOnly ? subject % Shape.Items : random.Next(Shape.Items),
            Day = Shape.TodayOnly ? today : today - (random.Next(100) == 0 ? 100 + random.Next(300) : random.Next(14)),
            Fine = random.Next(2, 300) * 10000,
            Confiscated = random.Next(5) == 0 ? random.Next(1, 50) * 10000 : 0,
            Category = (byte)random.Next(Categories.Length),
            Problem = random.Next(4) == 0,
        };
    }

    /// <param name="nth">How many lives of the strand there were before it.</param>
    private Life LifeOf(Strand strand, int subject, int nth)
    {
        var life = new Life { Subject = subject, Kinds = Inspection, Item = random.Next(Shape.Items), Day = today, Category = Daily };
        switch (strand)
        {
            case Strand.Visits visits:
                var firm = visits.Firms == 0 ? 0 : visits.FirstFirm + random.Next(visits.Firms);
                return life with { Team = random.Next(visits.Teams), Firm = firm };
            case Strand.Tasks { Plans: var plans }:
                var (plan, task) = plans.Inspected(nth);
                return life with { Team = plans.TeamOf(plan, task), Item = task % Shape.Items, Category = Drawn, Plan = plan, Task = task };
            case Strand.VehicleCases cases:
                return life with
                {
                    Kinds = OrdinaryCase,
                    Team = random.Next(Shape.Teams),
                    Vehicle = cases.FirstVehicle + random.Next(cases.Vehicles),
                    Fine = random.Next(2, 300) * 10000,
                };
            case Strand.Upserts sent:
                var (kind, entry) = Registers.Sent(sent.First + nth, random.Next(100));
                var fact = Simple(kind, entry, Interlocked.Increment(ref upserts));
                return life with { Subject = entry, Kinds = [kind], Team = fact.Team, Item = fact.Item, Before = fact.Sequence - 1 };
            default:
                throw new ArgumentOutOfRangeException(nameof(strand));
        }
    }

    /// <summary>A fact of today that needs no more than its subject, whose number chooses team and item.</summary>
    private Fact Simple(FactKind kind, int subject, int sequence) => new()
    {
        Kind = kind,
        Subject = subject,
        Sequence = sequence,
        Team = subject % Shape.Teams,
        Item = subject % Shape.Items,
        Day = today,
    };

    private void Write(IEnumerable<Fact> facts)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        using var json = new Utf8JsonWriter(buffer, options);
        var text = new EventText(json, this, now);
        var index = 0;
        foreach (var fact in facts.Take(Shape.Count))
        {
            var batch = index / Shape.BatchSize;
            if (index % Shape.BatchSize == 0 && Shape.BatchSize > 1)
            {
                json.WriteStartArray();
            }

            var offset = (int)(json.BytesCommitted + json.BytesPending);
            text.Write(index, fact);
            var end = (int)(json.BytesCommitted + json.BytesPending);
            offset += index % Shape.BatchSize > 0 ? 1 : 0; // the comma before it
            Facts[index] = fact with { Batch = batch, Offset = offset, Length = end - offset };
            index++;
            if (index % Shape.BatchSize == 0 || index == Shape.Count)
            {
                if (Shape.BatchSize > 1)
                {
                    json.WriteEndArray();
                }

                json.Flush();
                Bodies[batch] = buffer.WrittenSpan.ToArray();
                buffer.ResetWrittenCount();
                json.Reset();
            }
        }
    }

    private sealed record Life
    {
        public required int Subject { get; init; }

        public required FactKind[] Kinds { get; init; }

        public required int Item { get; init; }

        public int Team { get; init; }

        public int Fine { get; init; }

        public int Confiscated { get; init; }

        public byte Category { get; init; }

        public bool Problem { get; init; }

        public int Firm { get; init; }

        public int Plan { get; init; }

        public int Task { get; init; }

        public int Vehicle { get; init; }

        /// <summary>Facts of the subject that went before this life.</summary>
        public int Before { get; init; }

        public int Day { get; set; }

        public int Next { get; set; }
    }
}
