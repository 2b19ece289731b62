using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// What a database holds of the ledger, with the guarantees of the real ones: an event stands once by source and id, a change once by team
/// and number, a subject is written only over the revision its writer believed, and a batch is written whole or not at all. A mutant may
/// drop one of them.
/// </summary>
internal sealed class StoredLedger(Mutant mutant)
{
    private readonly Dictionary<(string Source, string Id), SourceEvent> events = [];
    private readonly Dictionary<SubjectKey, List<SourceEvent>> bySubject = [];
    private readonly List<WrittenRegister> registers = [];
    private readonly Dictionary<SubjectKey, SubjectRow> rows = [];
    private readonly Dictionary<string, SortedDictionary<long, Change>> changes = [];
    private readonly List<(string Certificate, SubjectKey Subject)> signatures = [];
    private readonly List<QuarantineRow> quarantine = [];
    private readonly Dictionary<(string Team, long Sequence), DateTimeOffset> claimed = [];
    private long position;

    /// <summary>All events, those of one subject together.</summary>
    public IEnumerable<SourceEvent> Events => bySubject.OrderBy(static subject => subject.Key.Kind, StringComparer.Ordinal)
        .ThenBy(static subject => subject.Key.Id, StringComparer.Ordinal).SelectMany(static subject => subject.Value);

    /// <summary>What registers, with who wrote it, those of one subject together.</summary>
    public IEnumerable<WrittenRegister> Registers => registers.OrderBy(static written => written.Event.Kind, StringComparer.Ordinal)
        .ThenBy(static written => written.Event.Subject, StringComparer.Ordinal);

    /// <summary>All rows of subjects.</summary>
    public IEnumerable<SubjectRow> Rows => rows.Values;

    /// <summary>All that was set aside.</summary>
    public List<QuarantineRow> Quarantine => quarantine;

    /// <summary>What was signed with which certificate.</summary>
    public IReadOnlyList<(string Certificate, SubjectKey Subject)> Signatures => signatures;

    /// <summary>The last number of each team.</summary>
    public IReadOnlyDictionary<string, long> Teams => changes.ToDictionary(static team => team.Key, static team => team.Value.Keys.Max());

    /// <summary>A copy of this moment.</summary>
    public StoredLedger Copy(Mutant mutant)
    {
        var copy = new StoredLedger(mutant) { position = position };
        foreach (var (key, held) in events)
        {
            copy.events.Add(key, held);
        }

        foreach (var (key, held) in bySubject)
        {
            copy.bySubject.Add(key, [.. held]);
        }

        foreach (var (key, row) in rows)
        {
            copy.rows.Add(key, row);
        }

        foreach (var (team, held) in changes)
        {
            copy.changes.Add(team, new(held));
        }

        copy.registers.AddRange(registers);
        copy.signatures.AddRange(signatures);
        copy.quarantine.AddRange(quarantine);
        return copy;
    }

    /// <summary>A snapshot claims that a team came to this number then; only a mutant bears that out where it is not so.</summary>
    public void Claim(string team, long sequence, DateTimeOffset at)
    {
        if (mutant == Mutant.BearsOutAnySnapshot)
        {
            claimed[(team, sequence)] = at;
        }
    }

    /// <summary>The event of a source and id; null when there is none.</summary>
    public SourceEvent? Find(string source, string id) => events.GetValueOrDefault((source, id));

    /// <summary>The row of a subject with what it is found by; null when there is none.</summary>
    public SubjectRow? Find(SubjectKey subject) => rows.GetValueOrDefault(subject);

    /// <summary>The changes of a team after a number.</summary>
    public List<Change> ChangesAfter(string team, long after)
    {
        var held = changes.GetValueOrDefault(team);
        var found = held is null ? [] : held.Values.Where(change => change.Sequence > after).ToList();
        if (mutant == Mutant.ResumesOneLate && after > 0 && found.Count > 1)
        {
            found.RemoveAt(0);
        }

        if (found.Count == 0 && claimed.TryGetValue((team, after + 1), out var at))
        {
            found.Add(new(after + 1, at, [], []));
        }

        return found;
    }

    /// <summary>A subject as recalling finds it: what it is found by is not read.</summary>
    public Recalled Recall(SubjectKey key)
    {
        var row = rows.GetValueOrDefault(key);
        var children = LedgerTables.Parents.Contains(key.Kind)
            ? rows.Values.Where(child => child.Parent == key.ToString() || child.Also == key.ToString())
                .OrderBy(static child => child.Kind, StringComparer.Ordinal).ThenBy(static child => child.Id, StringComparer.Ordinal)
                .Select(static child => new Child(child.Kind, child.Id, child.DoneOn, child.Team, child.Item, child.Counts)).ToList()
            : [];
        return new(row is null ? null : row with { KnownBy = Nameless, IsKnownAnew = false },
            row is null ? [] : [.. bySubject.GetValueOrDefault(key, [])], children);
    }

    /// <summary>Writes what it can of each batch, as one transaction; those that change other teams come last, for their numbers.</summary>
    public List<CommitResult> Commit(IReadOnlyList<TeamBatch> batches)
    {
        var results = new CommitResult[batches.Count];
        foreach (var index in Enumerable.Range(0, batches.Count).OrderBy(index => batches[index].Foreign.Count > 0))
        {
            results[index] = Commit(batches[index]);
        }

        return [.. results];
    }

    private static KnownBy Nameless => new("", null, null, null, null);

    private CommitResult Commit(TeamBatch batch)
    {
        batch.RefuseRepetition();
        if (changes.TryGetValue(batch.Team, out var own) && own.ContainsKey(batch.Sequence) && mutant != Mutant.DropsTheNumber)
        {
            return new(CommitOutcome.Superseded, []);
        }

        var known = batch.Events.Where(@event => events.ContainsKey((@event.Source, @event.Id)))
            .ToDictionary(@event => (@event.Source, @event.Id), @event => events[(@event.Source, @event.Id)].Hash);
        var stale = batch.Subjects.Where(row => (Find(KeyOf(row))?.Revision ?? 0) != row.Revision - 1).Select(KeyOf).ToList();
        known = mutant == Mutant.DropsTheUniqueKey ? [] : known;
        stale = mutant == Mutant.DropsTheRevision ? [] : stale;
        if (known.Count > 0 || stale.Count > 0)
        {
            return new(CommitOutcome.Stale, []) { KnownEvents = known, StaleSubjects = stale };
        }

        batch.Place(position + 1);
        position += batch.Events.Count;
        Add(batch.Team, batch.Sequence, new(batch.Sequence, batch.At, batch.Delta, batch.Notes));
        for (var index = 0; index < batch.Events.Count; index++)
        {
            Add(batch.Events[index]);
            if (LedgerTables.Registers.Contains(batch.Events[index].Kind))
            {
                registers.Add(new(batch.Team, batch.Sequence, batch.Events[index]));
            }

            signatures.AddRange(Signature.Of(new(batch, index))
                .Select(signature => (signature.Certificate, new SubjectKey(batch.Events[index].Kind, batch.Events[index].Subject))));
        }

        if (mutant == Mutant.TearsBatches && batch.Subjects.Count > 1)
        {
            throw new CommitUnknownException();
        }

        foreach (var row in batch.Subjects)
        {
            Write(row);
        }

        var taken = new List<long>();
        foreach (var foreign in batch.Foreign)
        {
            taken.Add(changes.TryGetValue(foreign.Team, out var held) ? held.Keys.Max() + 1 : 1);
            Add(foreign.Team, taken[^1], new(taken[^1], batch.At, foreign.Delta, []));
        }

        return new(CommitOutcome.Committed, taken);
    }

    private static SubjectKey KeyOf(SubjectRow row) => new(row.Kind, row.Id);

    private void Add(SourceEvent @event)
    {
        events[(@event.Source, @event.Id)] = @event;
        var key = new SubjectKey(@event.Kind, @event.Subject);
        if (!bySubject.TryGetValue(key, out var held))
        {
            bySubject[key] = held = [];
        }

        held.Add(@event);
    }

    private void Add(string team, long sequence, Change change)
    {
        if (!changes.TryGetValue(team, out var held))
        {
            changes[team] = held = [];
        }

        held[sequence] = change;
    }

    /// <summary>What a subject is found by is written only when it is said to be other than what is stored.</summary>
    private void Write(SubjectRow row)
    {
        var names = row.Revision == 1 || row.IsKnownAnew ? row.KnownBy : Find(KeyOf(row))?.KnownBy ?? Nameless;
        rows[KeyOf(row)] = row with { KnownBy = names };
    }
}
