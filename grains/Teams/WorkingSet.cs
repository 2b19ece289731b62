using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Teams;

/// <summary>A subject in memory: its stored row, its events, and the subjects that count towards it.</summary>
internal sealed record Held(SubjectRow? Row, IReadOnlyList<SourceEvent> Events, IReadOnlyList<Child> Children)
{
    public static Held Nothing { get; } = new(null, [], []);

    /// <summary>What it counts in now, decoded from its row.</summary>
    public static Held From(Recalled recalled) => new(recalled.Row, [.. recalled.Events.Select(@event => @event.Slim())], recalled.Children);
}

/// <summary>
/// The subjects that one batch of events touches, folded together: an inspection finishes its task, a task its plan, whoever owns them.
/// It asks for what it lacks (<see cref="FoldAsync"/>'s recall) and yields new rows and the change of each team's cells. It writes nothing.
/// </summary>
/// <param name="unsettled">Subjects others hang on without naming them as parent: their rows ask to be folded again (<see cref="TeamBook.RefoldAsync"/>).</param>
internal sealed class WorkingSet(
    RosterEdition roster, IReadOnlySet<SubjectKey> unsettled, Func<IReadOnlyCollection<SubjectKey>, Task<IReadOnlyDictionary<SubjectKey, Held>>> recall)
{
    private readonly Dictionary<SubjectKey, Held> before = [];
    private readonly Dictionary<SubjectKey, Held> after = [];
    private readonly Queue<SubjectKey> waiting = [];
    private readonly HashSet<SubjectKey> queued = [];
    private readonly HashSet<SubjectKey> given = [];

    /// <summary>The subjects as they are after the batch.</summary>
    public IReadOnlyDictionary<SubjectKey, Held> After => after;

    /// <summary>The rows to write.</summary>
    public IReadOnlyList<SubjectRow> Rows => [.. after.Where(entry => !ReferenceEquals(entry.Value, before[entry.Key])).Select(entry => entry.Value.Row!)];

    /// <summary>The rows those take the place of.</summary>
    public IEnumerable<SubjectRow> Replaced => after.Where(entry => !ReferenceEquals(entry.Value, before[entry.Key])).Select(entry => before[entry.Key].Row).OfType<SubjectRow>();

    /// <summary>Stored events that were given as new: the batch must be sorted again without them.</summary>
    public List<SourceEvent> Repeated { get; } = [];

    /// <summary>
    /// Folds the events in, and folds <paramref name="moving"/> again without new events.
    /// <paramref name="assumeNew"/> tells which subjects need not be recalled.
    /// </summary>
    public async Task FoldAsync(IReadOnlyList<SourceEvent> events, IReadOnlyCollection<SubjectKey> moving, IReadOnlyDictionary<SubjectKey, Held> warm, IReadOnlySet<SubjectKey> assumeNew)
    {
        var bySubject = events.GroupBy(@event => new SubjectKey(@event.Kind, @event.Subject)).ToList();
        foreach (var subject in bySubject)
        {
            if (warm.TryGetValue(subject.Key, out var held))
            {
                Hold(subject.Key, held);
            }
            else if (assumeNew.Contains(subject.Key))
            {
                Hold(subject.Key, Held.Nothing);
            }
        }

        await HoldAsync(bySubject.Select(subject => subject.Key).Concat(moving));
        foreach (var subject in bySubject)
        {
            var held = after[subject.Key];
            Repeated.AddRange(held.Events.Where(stored => subject.Any(given => given.Id == stored.Id && given.Source == stored.Source)));
            after[subject.Key] = held with { Events = [.. held.Events, .. subject.Select(@event => @event.Slim())] };
            Enqueue(subject.Key);
        }

        foreach (var key in moving)
        {
            Enqueue(key);
        }

        while (Repeated.Count == 0 && waiting.TryDequeue(out var key))
        {
            queued.Remove(key);
            await FoldAsync(key);
        }
    }

    /// <summary>The change of each team's cells, and of what it watches.</summary>
    public Dictionary<string, Delta> Deltas()
    {
        var deltas = new Dictionary<string, Delta>();
        foreach (var (key, held) in after)
        {
            if (!ReferenceEquals(held, before[key]))
            {
                Add(deltas, before[key].Row, -1);
                Add(deltas, held.Row, 1);
                Watch(deltas, before[key].Row, held.Row!);
            }
        }

        return deltas;
    }

    private async Task FoldAsync(SubjectKey key)
    {
        var held = after[key];
        var subject = Subject.Fold(key.Kind, held.Events, new(held.Children, null, key.Id));
        if (key.Kind is "task" or "inspection" && SubjectReading.Giver(subject) is { } giver)
        {
            subject = Subject.Fold(key.Kind, held.Events, new(held.Children, await GivenAsync(giver), key.Id));
        }

        var row = Row(key, subject, before[key].Row);
        var (oldRow, child) = (held.Row, new Child(key.Kind, key.Id, row.DoneOn, row.Team, row.Item, row.Counts));
        after[key] = held with { Row = row };

        foreach (var gone in oldRow?.Parents.Except(row.Parents) ?? [])
        {
            await RelateAsync(SubjectKey.Parse(gone), child, remove: true);
        }

        foreach (var parent in row.Parents)
        {
            if (oldRow is null || !oldRow.Parents.Contains(parent) || !child.Equals(new Child(key.Kind, key.Id, oldRow.DoneOn, oldRow.Team, oldRow.Item, oldRow.Counts)))
            {
                await RelateAsync(SubjectKey.Parse(parent), child, remove: false);
            }
        }

        // What a plan gives has changed for its tasks, and through them for their inspections.
        if (key.Kind is "plan" or "task" && (!ReferenceEquals(held.Events, before[key].Events) || given.Remove(key)))
        {
            await HoldAsync(held.Children.Select(child => new SubjectKey(child.Kind, child.Id)));
            foreach (var below in held.Children)
            {
                given.Add((below.Kind, below.Id));
                Enqueue((below.Kind, below.Id));
            }
        }
    }

    /// <summary>What a plan gives, or a task that has it from its plan.</summary>
    private async Task<Given?> GivenAsync(SubjectKey giver)
    {
        await HoldAsync([giver]);
        var above = Subject.Fold(giver.Kind, after[giver].Events, Relations.None);
        return SubjectReading.Giver(above) is not { } higher ? above.Given : Subject.Fold(giver.Kind, after[giver].Events, new([], await GivenAsync(higher))).Given;
    }

    private async Task RelateAsync(SubjectKey parent, Child child, bool remove)
    {
        await HoldAsync([parent]);
        var held = after[parent];
        var others = held.Children.Where(other => (other.Kind, other.Id) != (child.Kind, child.Id));
        after[parent] = held with { Children = remove ? [.. others] : [.. others, child] };
        Enqueue(parent);
    }

    private SubjectRow Row(SubjectKey key, Subject subject, SubjectRow? stored)
    {
        var counts = subject.Contributions(roster.Law);
        var delta = new Delta();
        delta.Add(subject.Item ?? "", counts, 1);
        var dated = counts.Count > 0;
        return new()
        {
            Kind = key.Kind,
            Id = key.Id,
            Revision = (stored?.Revision ?? 0) + 1,
            Team = key.Kind == "team" ? key.Id : roster.TeamFor(subject.DeclaredTeam),
            DeclaredTeam = subject.DeclaredTeam,
            Item = subject.Item,
            Stage = subject.Stage,
            Open = subject.Open,
            Party = subject.Party,
            Parent = subject.Parents.Count > 0 ? subject.Parents[0] : null,
            Also = subject.Parents.Count > 1 ? subject.Parents[1] : null,
            DoneOn = subject.DoneOn,
            FirstDay = dated ? counts.Min(count => count.Day) : null,
            LastDay = dated ? counts.Max(count => count.Day) : null,
            Title = subject.Title,
            Counts = delta.Encode(),
            Watches = subject.Watches(roster.Law),
            Basis = unsettled.Contains(key) ? 0 : roster.Basis,
        };
    }

    private async Task HoldAsync(IEnumerable<SubjectKey> keys)
    {
        var missing = keys.Where(key => !after.ContainsKey(key)).Distinct().ToList();
        if (missing.Count > 0)
        {
            foreach (var (key, held) in await recall(missing))
            {
                Hold(key, held);
            }
        }
    }

    private void Hold(SubjectKey key, Held held)
    {
        before[key] = held;
        after[key] = held;
    }

    private void Enqueue(SubjectKey key)
    {
        if (queued.Add(key))
        {
            waiting.Enqueue(key);
        }
    }

    private static void Add(Dictionary<string, Delta> deltas, SubjectRow? row, int sign)
    {
        if (row is { Counts.Length: > 0 })
        {
            if (!deltas.TryGetValue(row.Team, out var delta))
            {
                deltas[row.Team] = delta = new();
            }

            foreach (var (cell, amount) in Delta.Decode(row.Counts))
            {
                delta.Add(cell, sign * amount);
            }
        }
    }

    /// <summary>What the team watches anew, and the one it has left watches no more.</summary>
    private static void Watch(Dictionary<string, Delta> deltas, SubjectRow? old, SubjectRow row)
    {
        var moved = old is not null && old.Team != row.Team;
        if (moved && old!.Watches.Length > 0)
        {
            Of(old.Team).Watched.Add(new(row.Kind, row.Id, row.Revision, "", []));
        }

        if (row.Watches.Length > 0 ? old is null || moved || old.Item != row.Item || !old.Watches.AsSpan().SequenceEqual(row.Watches) : !moved && old?.Watches.Length > 0)
        {
            Of(row.Team).Watched.Add(new(row.Kind, row.Id, row.Revision, row.Item ?? "", WatchedSubject.Decode(row.Watches)));
        }

        Delta Of(string team) => deltas.TryGetValue(team, out var delta) ? delta : deltas[team] = new();
    }
}
