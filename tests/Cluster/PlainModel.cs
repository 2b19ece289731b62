using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// The figures of a set of events, told again in the plainest way and independently of the product's rules: for the kinds of events
/// that <see cref="StoryGenerator"/> tells. Keys read <c>T01|S14|2026-11-02|casesFiled</c>.
/// </summary>
internal static class PlainModel
{
    public static Dictionary<string, long> Cells(IReadOnlyCollection<SourceEvent> events)
    {
        var bySubject = events.GroupBy(@event => (@event.Kind, @event.Subject)).ToDictionary(group => group.Key, group => Live([.. group]));
        var teams = bySubject.Where(subject => subject.Key.Kind == "team" && subject.Value.Count > 0)
            .Select(subject => subject.Key.Subject)
            .ToHashSet();
        var items = bySubject.Where(subject => subject.Key.Kind == "item" && subject.Value.Exists(fact => fact.Type == "item.upserted"))
            .Select(subject => subject.Key.Subject)
            .ToHashSet();
        var cells = new Dictionary<string, long>();
        foreach (var ((kind, id), facts) in bySubject)
        {
            var team = Last(facts, fact => fact.Text("teamId") ?? fact.First("teamIds")) ?? Last(facts, fact => fact.Team);
            var item = Last(facts, fact => fact.Text("primaryItemCode") ?? fact.First("itemCodes") ?? fact.Text("itemCode"))
                ?? Last(facts, fact => fact.Item) ?? "";
            team = team is not null && teams.Contains(team) ? team : "unassigned";
            item = items.Contains(item) ? item : "unclassified";
            foreach (var (counter, day, amount) in kind switch { "case" => Case(facts, Annulments(id)), "inspection" => Inspection(facts),
                "licence" =>
                    Licence(facts), "task" =>
                        Task(id, facts), "plan" => Plan(id, facts), "patrol" => Patrol(facts), "review" => Review(facts), _ => [] })
            {
                var key = $"{team}|{item}|{day}|{counter}";
                cells[key] = cells.GetValueOrDefault(key) + amount;
            }
        }

        return cells.Where(cell => cell.Value != 0).ToDictionary();

        IEnumerable<string?> DoneTasks(string plan) => bySubject
            .Where(subject => subject.Key.Kind == "task" && Find(subject.Value, "task.issued")?.Text("planId") == plan)
            .Select(subject => FinishedOn(subject.Key.Subject));

        // Since when reviews ran that annulled something of a case.
        List<string> Annulments(string @case) => [.. bySubject
            .Where(subject => subject.Key.Kind == "review" && Find(subject.Value, "review.concluded")?.Text("outcome") == "Revoked")
            .Select(subject => Find(subject.Value, "review.received"))
            .Where(received => received?.Text("subjectId") == @case)
            .Select(received => received!.Day!)];

        string? FinishedOn(string task) => bySubject
            .Where(subject => subject.Key.Kind == "inspection" && Find(subject.Value, "inspection.started")?.Text("taskId") == task)
            .Select(subject => Find(subject.Value, "inspection.completed")?.Ended())
            .Where(day => day is not null).Min();

        IEnumerable<(string, string, long)> Task(string id, List<Told> facts)
        {
            if (Find(facts, "task.issued") is { } issued)
            {
                var finished = FinishedOn(id);
                yield return finished is null ? ("taskOpen", issued.Text("due")!, 1) : ("tasksFinished", finished, 1);
                var end = bySubject.TryGetValue(("plan", issued.Text("planId")!), out var plan)
                    ? Find(plan, "plan.published")?.Text("end")
                    : null;
                yield return (finished is null ? "plannedTaskOpen" : "plannedTaskDone", end ?? issued.Text("due")!, 1);
            }
        }

        IEnumerable<(string, string, long)> Plan(string id, List<Told> facts)
        {
            if (Find(facts, "plan.published") is { } published)
            {
                yield return ("plansPublished", published.Occurred, 1);
                var tasks = DoneTasks(id).ToList();
                if (tasks.Count > 0 && !tasks.Contains(null))
                {
                    yield return ("plansFinished", tasks.Max()!, 1);
                }
            }
        }
    }

    private static IEnumerable<(string, string, long)> Case(List<Told> all, List<string> annulments)
    {
        var facts = all.FindAll(fact => fact.Operation != Operation.Delete);
        var (filed, rounds) = (Find(facts, "case.filed"), Rounds(all));
        if (filed is not null)
        {
            yield return ("casesFiled", filed.Text("filedOn")!, 1);
        }

        foreach (var (index, round) in rounds.Index())
        {
            if (round.Decided is { } decided)
            {
                yield return ("casesDecided", round.DecidedOn!, 1);
                yield return ("penaltiesForCity", round.DecidedOn!,
                    (decided.Text("decidingAuthority") ?? filed?.Text("decidingAuthority")) == "City" ? 1 : 0);
                yield return ("finesFen", round.DecidedOn!, decided.Amount("fine"));
                yield return ("confiscatedFen", round.DecidedOn!, decided.Amount("confiscated"));
            }

            foreach (var paid in round.Acts.Where(fact => fact.Type == "case.paid"))
            {
                yield return ("paidFen", paid.Day!, paid.Amount("amount"));
            }

            foreach (var (type, counter) in new[] { ("case.closed", "casesClosed"), ("case.withdrawn", "casesWithdrawn") })
            {
                if (Find(round.Acts, type) is { } end)
                {
                    yield return (counter, end.Day!, 1);
                }
            }

            // What was annulled, taken back or made again before it was published need not be published any more.
            var next = index + 1 < rounds.Count ? rounds[index + 1].DecidedOn : null;
            var isUndone = next is not null || annulments.Exists(since => string.CompareOrdinal(since, round.DecidedOn) >= 0)
                || (Find(round.Acts, "case.withdrawn") is { } withdrawn && string.CompareOrdinal(withdrawn.Day, round.DecidedOn) >= 0);
            foreach (var count in Published(round.Acts, round.DecidedOn, round.Decided?.Flag("disclosureRequired") ?? false))
            {
                if (!(isUndone && count.Item1 == "disclosureOpen"))
                {
                    yield return count;
                }
            }
        }

        var days = facts.Where(fact => fact.Type != "decision.published").Select(fact => fact.Day!).ToList();
        var last = rounds[^1];
        if (days.Count > 0 && !last.Acts.Exists(fact => fact.Type is "case.closed" or "case.withdrawn"))
        {
            var suspended = facts.LastOrDefault(fact => fact.Type is "case.suspended" or "case.resumed")?.Type == "case.suspended";
            var stage = last.Decided is not null ? last.Acts.Exists(fact => fact.Type == "case.paid") ? "openExecuting"
                : "openDecided"
                : suspended ? "openSuspended"
                : "openFiled";
            yield return (stage, filed?.Text("filedOn") ?? days.Min()!, 1);
        }
    }

    /// <summary>
    /// A decision that is deleted and made again, or made again by another document on another day, begins a round; each act is of the
    /// round of its place and its day.
    /// </summary>
    private static List<Round> Rounds(List<Told> all)
    {
        var rounds = new List<Round> { new() };
        foreach (var told in all)
        {
            var last = rounds[^1];
            if (told is { Type: "case.decided", Operation: Operation.Delete })
            {
                last.IsFallen |= last.Decided is null;
            }
            else if (told.Type == "case.decided")
            {
                if (last.IsFallen || (last.Decided is not null && last.DecidedOn != told.Day))
                {
                    rounds.Add(new());
                    foreach (var act in last.Acts.Where(act => act.Type is "case.paid" or "decision.published"
                        && string.CompareOrdinal(act.Day, told.Day) >= 0 && act.Time > told.Time).ToList())
                    {
                        last.Acts.Remove(act);
                        rounds[^1].Acts.Add(act);
                    }
                }

                rounds[^1].Decided = told;
            }
            else if (told.Type is "case.paid" or "decision.published" or "case.closed" or "case.withdrawn")
            {
                var at = rounds.Count - 1;
                while (at > 0 && told.Type != "case.withdrawn" && rounds[at].DecidedOn is { } decided
                    && string.CompareOrdinal(told.Day, decided) < 0)
                {
                    at--;
                }

                rounds[at].Acts.Add(told);
            }
        }

        return rounds;
    }

    private sealed class Round
    {
        public Told? Decided { get; set; }

        public bool IsFallen { get; set; }

        public List<Told> Acts { get; } = [];

        public string? DecidedOn => Decided?.Day;
    }

    private static IEnumerable<(string, string, long)> Inspection(List<Told> facts)
    {
        if (Find(facts, "inspection.completed") is { } completed)
        {
            var day = completed.Ended();
            if (Find(facts, "inspection.started") is { } started)
            {
                yield return (started.Text("category") == "Random" ? "inspectionsRandom" : "inspectionsRoutine", day, 1);
            }

            if (completed.Text("result") == "Rectify")
            {
                yield return ("inspectionsWithProblem", day, 1);
                yield return ("rectificationsOrdered", day, 1);
                if (!facts.Exists(Passed))
                {
                    yield return ("rectificationOpen", completed.Text("rectifyDue")!, 1);
                }
            }
        }

        if (facts.Find(Passed) is { } passed)
        {
            yield return ("rectificationsPassed", passed.Text("day")!, 1);
        }

        static bool Passed(Told fact) => fact.Type == "rectification.rechecked" && fact.Text("outcome") == "Passed";
    }

    private static IEnumerable<(string, string, long)> Licence(List<Told> facts)
    {
        var (accepted, decided) = (Find(facts, "licence.accepted"), Find(facts, "licence.decided"));
        if (accepted is not null)
        {
            yield return ("licencesAccepted", accepted.Text("day")!, 1);
            if (decided is null)
            {
                yield return ("licenceOpen", accepted.Text("day")!, 1);
            }
        }

        if (decided is not null)
        {
            yield return ("licencesDecided", decided.Text("day")!, 1);
        }

        foreach (var count in Published(facts, decided?.Text("day"), decided?.Flag("disclosureRequired") ?? false))
        {
            yield return count;
        }
    }

    private static IEnumerable<(string, string, long)> Patrol(List<Told> facts) => Find(facts, "patrol.reported") is not { } patrol
        ? []
        : [("patrolPersons", patrol.Text("day")!, patrol.Amount("persons")),
            ("patrolVehicles", patrol.Text("day")!, patrol.Amount("vehiclesChecked")),
            ("patrolViolations", patrol.Text("day")!, patrol.Amount("violations"))];

    private static IEnumerable<(string, string, long)> Review(List<Told> facts)
    {
        if (Find(facts, "review.received") is { } received)
        {
            yield return ("reviewsReceived", received.Text("day")!, 1);
        }

        if (Find(facts, "review.concluded") is { } concluded)
        {
            yield return ("reviewsConcluded", concluded.Text("day")!, 1);
            yield return ("reviewsCorrected", concluded.Text("day")!, concluded.Text("outcome") == "Revoked" ? 1 : 0);
        }
    }

    private static IEnumerable<(string, string, long)> Published(List<Told> facts, string? decidedOn, bool required)
    {
        var days = facts.Where(fact => fact.Type == "decision.published").Select(fact => fact.Text("day")!).ToList();
        if (days.Count > 0)
        {
            yield return ("decisionsPublished", days.Min()!, 1);
        }

        if (required && decidedOn is not null)
        {
            // Published before it was decided it is not published.
            var isDone = days.Exists(day => string.CompareOrdinal(day, decidedOn) >= 0);
            yield return (isDone ? "disclosureDone" : "disclosureOpen", decidedOn, 1);
        }
    }

    private static Told? Find(List<Told> facts, string type) => facts.LastOrDefault(fact => fact.Type == type);

    private static string? Last(List<Told> facts, Func<Told, string?> named) => facts.Select(named).LastOrDefault(name => name is not null);

    private static List<Told> Live(List<SourceEvent> events)
    {
        var live = new List<Told>();
        foreach (var told in events
            .OrderBy(@event => @event.Seq)
            .ThenBy(@event => @event.Time)
            .ThenBy(@event => @event.Operation)
            .ThenBy(@event => @event.Id, StringComparer.Ordinal)
            .Select(@event =>
                new Told(@event.Kind, @event.Type, @event.Operation, @event.Team, @event.Item, @event.Time,
                    JsonNode.Parse(@event.Data)!.AsObject())))
        {
            var of = told is { Operation: Operation.Insert, Type: "decision.published" or "case.closed", Kind: "case" }
                ? live.FindLastIndex(fact => fact.Type == "case.decided") + 1
                : 0;
            var same = live.FindLastIndex(fact => IsLike(fact) && fact.Key is not null && fact.Key == told.Key);
            same = same < of ? -1 : same;
            var last = live.FindLastIndex(IsLike);
            var numbered = told.Number is null ? -1 : live.FindLastIndex(fact => IsLike(fact) && fact.Number == told.Number);
            var named = told.Key is { Length: > 0 };
            switch (told.Operation)
            {
                case Operation.Insert:
                    if (same >= 0)
                    {
                        live.RemoveAt(same);
                    }

                    live.Add(told);
                    break;
                case Operation.Update when same >= 0 || last >= 0:
                    live[same >= 0 ? same : numbered >= 0 ? numbered : last] = told;
                    break;
                case Operation.Update:
                    live.Add(told);
                    break;
                default:
                    var taken = same >= 0 ? same : !named ? last : told.Key == told.Number ? numbered : -1;
                    if (taken >= 0)
                    {
                        live.RemoveAt(taken);
                        if (told.Type == "case.decided")
                        {
                            // Only that a decision fell is true: what the deletion names is taken back with it.
                            live.Add(told with { Team = null, Item = null, Data = [] });
                        }
                    }

                    break;
            }

            bool IsLike(Told fact) => fact.Type == told.Type && fact.Operation != Operation.Delete;
        }

        return live;
    }

    private sealed record Told(
        string Kind, string Type, Operation Operation, string? Team, string? Item, DateTimeOffset Time, JsonObject Data)
    {
        public string? Key => Type switch
        {
            "case.paid" => Text("kind") is null ? Number : Number is null ? null : $"{Number} {Text("kind")} {Text("paidOn")}",
            "decision.published" => Text("channel") ?? "",
            "case.decided" => Text("docNo"),
            "case.suspended" or "case.resumed" or "rectification.rechecked" => null,
            _ => "",
        };

        public string? Number => Type == "case.paid" ? Text("receiptNo") : null;

        public string? Day => Text("filedOn") ?? Text("decidedOn") ?? Text("paidOn") ?? Text("day");

        public string Occurred => $"{Time.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}";

        public string? Text(string name) => (string?)Data[name];

        public string? First(string name) => (string?)Data[name]?[0];

        public long Amount(string name) => (long)Data[name]!;

        public bool Flag(string name) => (bool?)Data[name] ?? false;

        public string Ended() =>
            $"{DateTimeOffset.Parse(Text("endedAt")!, System.Globalization.CultureInfo.InvariantCulture)
                .ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}";
    }
}
