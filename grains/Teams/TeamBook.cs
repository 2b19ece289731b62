using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;

namespace Dashboard.Grains.Teams;

/// <summary>What a committed batch touched, so that only those it concerns are told.</summary>
/// <param name="Items">Items that counted before or count now.</param>
/// <param name="Enterprises">Enterprises concerned before or now.</param>
internal sealed record Touched(IReadOnlySet<string> Items, IReadOnlySet<string> Enterprises)
{
    /// <summary>It is not known what changed, or everything did: a new day, changes that others have written.</summary>
    public static Touched Everything { get; } = new(new HashSet<string>(), new HashSet<string>());
}

/// <summary>Others write this team's sequence or its subjects again and again.</summary>
internal sealed class SupersededException() : Exception("Another activation of the team has written since.");

/// <summary>
/// The books of one team: takes events, folds them, has them written as one batch, and only then changes its figures.
/// One batch is under way at a time; what comes meanwhile makes up the next. Runs within its grain's turns.
/// Whatever others have written under its sequence (a subject that moved, another activation) it reads from the ledger before it goes on.
/// </summary>
internal sealed class TeamBook(
    string team, ILedger ledger, LedgerWriter writer, CurrentRoster roster, TimeProvider clock, Action<Touched> changed, Action<bool> registered, Func<string, long, byte[], Task> affect)
{
    private const int LargestBatch = 2_000;
    private const int MostWaiting = 20_000;
    private const int WarmSubjects = 500;
    private const int NotesRead = 300;
    private const int Attempts = 10;
    private const int MostUnsheeted = 10_000;
    private const int RefoldedTogether = 500;

    private readonly List<WaitingPost> waiting = [];
    private readonly Warm<SubjectKey, Held> warm = new(WarmSubjects);
    private readonly List<KeyValuePair<Cell, long>> unsheeted = [];
    private readonly Watchlist watchlist = new();
    private readonly Dictionary<SubjectKey, DateTimeOffset> unsettled = [];
    private Alarms? alarms;
    private Sheet? sheet;
    private Viewpoint? sheetFrom;
    private int waitingEvents;
    private bool running;
    private bool behind;
    private bool refolding;

    /// <summary>When the next of its warnings turns, in seconds since 1970; null when none will.</summary>
    public long? NextTurn => watchlist.NextTurn;

    /// <summary>How many warnings stand, and the most urgent; the same object until that changes.</summary>
    public Alarms Alarms => alarms ??= watchlist.Alarms(team);

    /// <summary>The warnings that stand.</summary>
    public IEnumerable<RaisedWarning> Raised => watchlist.Raised;

    /// <summary>The team's figures, of committed events only.</summary>
    public Figures Figures { get; } = new();

    /// <summary>Ticker lines and sources.</summary>
    public Ticker Ticker { get; private set; } = Ticker.Empty;

    /// <summary>The last sequence number in the figures.</summary>
    public long Sequence { get; private set; }

    /// <summary>When the newest event became durable.</summary>
    public DateTimeOffset Commit { get; private set; }

    /// <summary>Reads the snapshot and what the ledger holds after it. A snapshot the ledger does not bear out is not used.</summary>
    public async Task OpenAsync(TeamSnapshot snapshot, CancellationToken cancel)
    {
        // The row the snapshot ends with is read too: if it is not there, the ledger is older than the snapshot.
        var borneOut = false;
        var notes = new Queue<byte[]>();
        if (snapshot.Sequence > 0)
        {
            await foreach (var change in ledger.ChangesAsync(team, snapshot.Sequence - 1, cancel))
            {
                if (!borneOut)
                {
                    if (change.Sequence != snapshot.Sequence)
                    {
                        break;
                    }

                    borneOut = true;
                    Figures.Add(Delta.Decode(snapshot.Cells));
                    Take(snapshot.Notes);
                    (Sequence, Commit) = (snapshot.Sequence, snapshot.Commit);
                    continue;
                }

                Read(change);
            }
        }

        if (!borneOut)
        {
            await foreach (var change in ledger.ChangesAsync(team, 0, cancel))
            {
                Read(change);
            }
        }

        foreach (var note in notes)
        {
            Take(note);
        }

        // The rows are as new as the changes read, or newer; what comes after them is told apart by its revision.
        await foreach (var row in ledger.SubjectsAsync(new() { Teams = [team], Watched = true }, cancel))
        {
            watchlist.Set(new(row.Kind, row.Id, row.Revision, row.Item ?? "", WatchedSubject.Decode(row.Watches)));
        }

        Turn();

        // The ticker shows the newest lines only, so the notes of the last changes are enough.
        void Read(Change change)
        {
            Apply(change with { Notes = [] }, opening: true);
            notes.Enqueue(change.Notes);
            if (notes.Count > NotesRead)
            {
                notes.Dequeue();
            }
        }
    }

    /// <summary>Makes events durable and counts them; completes when they are.</summary>
    public Task<Outcome[]> RecordAsync(SourceEvent[] events)
    {
        if (waitingEvents + events.Length > MostWaiting && waitingEvents > 0)
        {
            throw new BusyException("Too many events of this team are waiting to be written; repeat the post later.");
        }

        var entry = new WaitingPost(events, []);
        Enqueue(entry);
        return entry.Answer.Task;
    }

    /// <summary>Moves subjects that name a team registered meanwhile to that team.</summary>
    public async Task HandOverAsync()
    {
        var registered = roster.Current.Teams.Keys.Where(id => id != RosterEdition.Unassigned).ToList();
        var moving = new List<SubjectKey>();
        if (registered.Count > 0)
        {
            await foreach (var row in ledger.SubjectsAsync(new() { Teams = [RosterEdition.Unassigned], DeclaredTeams = registered }, CancellationToken.None))
            {
                moving.Add((row.Kind, row.Id));
            }
        }

        foreach (var some in moving.Chunk(LargestBatch))
        {
            var entry = new WaitingPost([], some);
            Enqueue(entry);
            await entry.Answer.Task;
        }
    }

    /// <summary>Time has passed. True when a warning turned.</summary>
    public bool Turn()
    {
        var turned = watchlist.Turn(Watch.Now(clock.GetUtcNow()));
        alarms = turned ? null : alarms;
        return turned;
    }

    /// <summary>
    /// Folds again what was folded by another law than the one in force, or by an earlier release: a new calendar, new rules. First of all
    /// the acts of officers whose certificates changed. What another process writes by an old law meanwhile is found the next time.
    /// </summary>
    public async Task RefoldAsync()
    {
        if (refolding)
        {
            return;
        }

        refolding = true;
        try
        {
            // Never back to an older law: what is folded by a newer one than this process knew would look stale too.
            await roster.RefreshAsync();
            var (stale, officers) = (new List<SubjectKey>(), new List<SubjectKey>());
            var filter = new SubjectFilter { Teams = [team], BasisOtherThan = roster.Current.Basis };
            if (roster.Current.Basis == 0 || await ledger.CountSubjectsAsync(filter, CancellationToken.None) == 0)
            {
                return;
            }

            await foreach (var row in ledger.SubjectsAsync(filter, CancellationToken.None))
            {
                (row is { Kind: "officer", Basis: 0 } ? officers : stale).Add((row.Kind, row.Id));
            }

            stale.InsertRange(0, await SignedByAsync(officers));
            await RefoldAsync(stale);
            await RefoldAsync(Settled(officers));
        }
        finally
        {
            refolding = false;
        }
    }

    /// <summary>Takes in a change another team has written. When one before it is missing, or a batch is under way, the ledger is read instead.</summary>
    public void Affect(long sequence, byte[] delta)
    {
        if (!running && sequence == Sequence + 1)
        {
            // The subjects that moved may be warm here in their old state.
            warm.Clear();
            Apply(new(sequence, clock.GetUtcNow(), delta, []));
            changed(Touched.Everything);
        }
        else if (sequence > Sequence)
        {
            Follow();
        }
    }

    /// <summary>Reads from the ledger what others have written under this team's sequence, if anything: a message that told of it may be lost.</summary>
    public void Follow()
    {
        behind = true;
        Run();
    }

    /// <summary>The figures as a screen shows them. Only what changed since the last asking is made anew.</summary>
    public Sheet SheetOf(Viewpoint at)
    {
        sheet = sheet is null || sheetFrom != at ? Sheet.Of(Figures, at) : unsheeted.Count > 0 ? sheet.With(unsheeted, at) : sheet;
        sheetFrom = at;
        unsheeted.Clear();
        return sheet;
    }

    /// <summary>All cells, encoded.</summary>
    public byte[] EncodeCells()
    {
        var cells = new Delta();
        foreach (var (cell, amount) in Figures.Cells())
        {
            cells.Add(cell, amount);
        }

        return cells.Encode();
    }

    /// <summary>What to keep in grain storage.</summary>
    public TeamSnapshot Snapshot() => new() { Sequence = Sequence, Cells = EncodeCells(), Notes = Encode(Ticker), Commit = Commit };

    /// <summary>Nothing is going on: let the subjects go.</summary>
    public void Rest()
    {
        if (!running)
        {
            warm.Clear();
            Figures.Pack();
            sheet = null;
            unsheeted.Clear();
        }
    }

    private async Task RefoldAsync(IReadOnlyCollection<SubjectKey> subjects)
    {
        foreach (var some in subjects.Chunk(RefoldedTogether))
        {
            var entry = new WaitingPost([], some);
            Enqueue(entry);
            await entry.Answer.Task;
        }
    }

    private async Task<IReadOnlyList<SubjectKey>> SignedByAsync(List<SubjectKey> officers)
    {
        if (officers.Count == 0)
        {
            return [];
        }

        var known = await ledger.RecallAsync(officers, CancellationToken.None);
        var certificates = known.Values.SelectMany(officer => new OfficerRecord(officer.Events).Certificates()).ToHashSet();
        return certificates.Count == 0 ? [] : await ledger.SignedAsync(certificates, CancellationToken.None);
    }

    /// <summary>Officers whose change was seen so long ago that every process has read it by now: nobody judges by the old certificates any more.</summary>
    private List<SubjectKey> Settled(List<SubjectKey> officers)
    {
        var now = clock.GetUtcNow();
        foreach (var settled in unsettled.Keys.Except(officers).ToList())
        {
            unsettled.Remove(settled);
        }

        officers.ForEach(officer => unsettled.TryAdd(officer, now));
        return [.. officers.Where(officer => now - unsettled[officer] >= 2 * CurrentRoster.Interval)];
    }

    private void Enqueue(WaitingPost entry)
    {
        waiting.Add(entry);
        waitingEvents += entry.Events.Length;
        Run();
    }

    private void Run()
    {
        if (!running)
        {
            running = true;
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        while (behind || waiting.Count > 0)
        {
            var batch = NextBatch();
            try
            {
                if (behind)
                {
                    await CatchUpAsync();
                }

                await WriteAsync(batch);
            }
            catch (Exception problem)
            {
                // The warm subjects may be ahead of the ledger or behind it, and so may the figures; the ledger is the truth.
                warm.Clear();
                behind = batch.Count > 0;
                batch.ForEach(entry => entry.Answer.TrySetException(problem));
            }
        }

        running = false;
    }

    private async Task CatchUpAsync()
    {
        behind = false;
        var before = Sequence;
        try
        {
            await foreach (var change in ledger.ChangesAsync(team, Sequence, CancellationToken.None))
            {
                Apply(change);
            }
        }
        finally
        {
            if (Sequence != before)
            {
                warm.Clear();
                changed(Touched.Everything);
            }
        }
    }

    private List<WaitingPost> NextBatch()
    {
        var (taken, events) = (0, 0);
        while (taken < waiting.Count && (taken == 0 || events + waiting[taken].Events.Length <= LargestBatch))
        {
            events += waiting[taken++].Events.Length;
        }

        var batch = waiting.GetRange(0, taken);
        waiting.RemoveRange(0, taken);
        waitingEvents -= events;
        return batch;
    }

    private async Task WriteAsync(List<WaitingPost> batch)
    {
        var sorted = new PostedBatch(batch);
        for (var attempt = 1; ; attempt++)
        {
            var trusting = attempt == 1;
            if (!trusting)
            {
                warm.Clear();
                await sorted.RemoveKnownAsync(ledger);
            }

            if (sorted.Fresh.Count == 0 && sorted.Moving.Count == 0)
            {
                break;
            }

            var result = await TryWriteAsync(sorted, trusting);
            if (result == CommitOutcome.Committed)
            {
                break;
            }

            if (attempt == Attempts)
            {
                throw new SupersededException();
            }

            if (result == CommitOutcome.Superseded)
            {
                await CatchUpAsync();
            }
        }

        if (sorted.Fresh.Exists(CurrentRoster.Registers))
        {
            await roster.RefreshAsync(sorted.Fresh);
            changed(Touched.Everything);
            registered(sorted.Fresh.Exists(CurrentRoster.IsLaw));
        }

        sorted.Answer();
    }

    private async Task<CommitOutcome> TryWriteAsync(PostedBatch sorted, bool trusting)
    {
        var edition = roster.Current;
        var changing = sorted.Fresh.Where(@event => @event.Type == "officer.upserted").Select(@event => new SubjectKey(@event.Kind, @event.Subject)).ToHashSet();
        foreach (var officer in changing)
        {
            unsettled.Remove(officer);
        }

        var set = new WorkingSet(edition, changing, RecallAsync);
        var (held, isNew) = trusting ? Expect(sorted) : ([], []);
        await set.FoldAsync(sorted.Fresh, sorted.Moving, held, isNew);
        // Even what was just looked up may have been written since, through another team.
        if (sorted.RemoveHeld(set))
        {
            return CommitOutcome.Stale;
        }

        var deltas = set.Deltas();
        var (now, rows) = (clock.GetUtcNow(), set.Rows);
        var own = deltas.Remove(team, out var delta) ? delta.Encode() : [];
        var news = News(sorted.Fresh, set);
        var notes = sorted.Fresh.Count == 0 ? [] : Encode(news);
        var others = deltas.Where(other => !other.Value.IsEmpty).Select(other => new ForeignDelta(other.Key, other.Value.Encode())).ToList();
        if (rows.Count == 0 && sorted.Fresh.Count == 0)
        {
            return CommitOutcome.Committed;
        }

        var result = await writer.WriteAsync(new(team, Sequence + 1, now, own, notes, sorted.Fresh, rows, others), CancellationToken.None);
        if (result.Outcome != CommitOutcome.Committed)
        {
            return result.Outcome;
        }

        foreach (var (key, subject) in set.After)
        {
            warm.Keep(key, subject);
        }

        Apply(new(Sequence + 1, clock.GetUtcNow(), own, []));
        Ticker = Ticker.Merge([Ticker, news]);
        for (var i = 0; i < others.Count; i++)
        {
            await affect(others[i].Team, result.ForeignSequences[i], others[i].Delta);
        }

        var concerned = rows.Concat(set.Replaced).ToList();
        changed(new Touched(
            concerned.Select(row => row.Item ?? "").ToHashSet(),
            concerned.Where(row => row.Party is not null).Select(row => row.Party!).ToHashSet()));
        if (roster.Current.Number != edition.Number)
        {
            // Folded by a roster that is no longer the newest: the team a subject names may have been registered meanwhile, the law changed.
            registered(roster.Current.Basis != edition.Basis);
        }

        return CommitOutcome.Committed;
    }

    /// <summary>
    /// What this book believes of the subjects: the warm ones as held, and those whose first fact comes now as new. The ledger refuses
    /// the batch if a belief is wrong, so the usual case needs no reading.
    /// </summary>
    private (Dictionary<SubjectKey, Held> Warm, HashSet<SubjectKey> New) Expect(PostedBatch sorted)
    {
        var held = new Dictionary<SubjectKey, Held>();
        var isNew = new HashSet<SubjectKey>();
        foreach (var @event in sorted.Fresh)
        {
            var key = (@event.Kind, @event.Subject);
            if (warm.TryGet(key, out var subject))
            {
                held[key] = subject;
            }
            else if (@event.Kind is not ("task" or "plan") && Domain.Facts.Find(@event.Type)!.Opens)
            {
                // Tasks and plans may have children before they have facts of their own.
                isNew.Add(key);
            }
        }

        return (held, isNew);
    }

    private async Task<IReadOnlyDictionary<SubjectKey, Held>> RecallAsync(IReadOnlyCollection<SubjectKey> keys)
    {
        var held = new Dictionary<SubjectKey, Held>();
        var missing = new List<SubjectKey>();
        foreach (var key in keys)
        {
            if (warm.TryGet(key, out var subject))
            {
                held[key] = subject;
            }
            else
            {
                missing.Add(key);
            }
        }

        if (missing.Count > 0)
        {
            foreach (var (key, recalled) in await ledger.RecallAsync(missing, CancellationToken.None))
            {
                held[key] = Held.From(recalled);
            }
        }

        return held;
    }

    /// <summary>What a batch adds to the ticker.</summary>
    private Ticker News(IReadOnlyList<SourceEvent> events, WorkingSet set)
    {
        var oldest = Ticker.Lines.Length < Ticker.Length ? DateTimeOffset.MinValue : Ticker.Lines[^1].At;
        var lines = new List<TickerLine>();
        var sources = new Dictionary<string, DateTimeOffset>();
        foreach (var @event in events)
        {
            sources[@event.Source] = @event.Received;
            if (@event.Time >= oldest)
            {
                var row = set.After[(@event.Kind, @event.Subject)].Row!;
                if (TickerText.LineOf(@event, row.Team, row.Item, row.Title) is { } line)
                {
                    lines.Add(line);
                }
            }
        }

        return Ticker.Merge([new([.. lines], sources)]);
    }

    private void Apply(Change change, bool opening = false)
    {
        if (!opening)
        {
            foreach (var subject in Delta.DecodeWatched(change.Delta))
            {
                alarms = watchlist.Set(subject) ? null : alarms;
            }

            Turn();
        }

        foreach (var changed in Delta.Decode(change.Delta))
        {
            Figures.Add(changed.Key, changed.Value);
            if (sheet is not null)
            {
                unsheeted.Add(changed);
            }
        }

        if (unsheeted.Count > MostUnsheeted)
        {
            // Nobody has asked for long.
            sheet = null;
            unsheeted.Clear();
        }

        Take(change.Notes);
        (Sequence, Commit) = (change.Sequence, change.At);
    }

    private void Take(byte[] notes)
    {
        if (notes.Length > 0)
        {
            Ticker = Ticker.Merge([Ticker, JsonSerializer.Deserialize<Ticker>(notes)!]);
        }
    }

    private static byte[] Encode(Ticker ticker) => JsonSerializer.SerializeToUtf8Bytes(ticker);
}
