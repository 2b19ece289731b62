using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>
/// The subjects that one batch touches or looks at, from memory or the ledger: what is missing is read together.
/// </summary>
/// <param name="turn">The batch's turn at those of them that other batches may change too.</param>
internal sealed class SubjectsOfBatch(WarmSubjects warm, ILedger ledger, SubjectTurns.Turn turn)
{
    private readonly Dictionary<SubjectKey, SubjectInBatch> works = [];

    public IEnumerable<SubjectKey> Keys => works.Keys;

    public IEnumerable<SubjectInBatch> All => works.Values;

    /// <summary>Stored events that were given as new.</summary>
    public List<SourceEvent> Repeated { get; } = [];

    public SubjectInBatch this[SubjectKey key] => works[key];

    /// <summary>Has the subjects of the batch at hand, with their own facts folded in.</summary>
    /// <param name="again">Subjects that are folded again without new events.</param>
    /// <param name="trusts">Whether what memory holds of a subject is believed (<see cref="BatchFold.FoldAsync"/>).</param>
    public async Task TakeAsync(IReadOnlyList<SourceEvent> events, IReadOnlyCollection<SubjectKey> again, Func<SubjectKey, bool> trusts)
    {
        var news = new Dictionary<SubjectKey, List<SourceEvent>>();
        foreach (var @event in events)
        {
            var key = new SubjectKey(@event.Kind, @event.Subject);
            if (!news.TryGetValue(key, out var ofSubject))
            {
                news[key] = ofSubject = [];
            }

            ofSubject.Add(@event);
        }

        await turn.HoldAsync(news.Keys.Where(static key => IsShared(key.Kind)));
        var missing = new List<SubjectKey>();
        foreach (var (key, ofSubject) in news)
        {
            ofSubject.Sort(Chronicle.Compare);
            if (trusts(key) && Believed(key, ofSubject) is { } before)
            {
                works[key] = new(key, before) { IsFromMemory = true };
            }
            else
            {
                missing.Add(key);
            }
        }

        foreach (var key in again)
        {
            // Read in any case: memory may hold what another silo has overwritten by an older law, and then no commit would tell.
            if (!news.ContainsKey(key))
            {
                missing.Add(key);
            }
        }

        var recalled = await RecallAsync(missing);
        foreach (var (key, ofSubject) in news)
        {
            var stored = recalled.GetValueOrDefault(key)?.Events ?? [];
            Repeated.AddRange(stored.Where(known => ofSubject.Exists(given => given.Id == known.Id && given.Source == known.Source)));
            works[key].Take(ofSubject, stored);
        }

        foreach (var key in again)
        {
            works[key].IsTouched = true;
        }

        await FindTermsAsync(missing);
    }

    /// <summary>
    /// What is believed of a subject without reading: as memory holds it, if the news follow that; or new, if they open it.
    /// </summary>
    private LoadedSubject? Believed(SubjectKey key, List<SourceEvent> news)
    {
        if (warm.Find(key) is { } known)
        {
            return SubjectInBatch.Follow(known.End, news) ? known : null;
        }

        // What is registered again and again is mostly known; clues, tasks, plans and the like may have children before they have facts.
        return StandsAlone(key.Kind) && !warm.HasEnded(key)
            && news.Exists(static @event => @event.Operation == Operation.Insert && Facts.Find(@event.Type)!.Opens
                && !@event.Type.EndsWith(".upserted", StringComparison.Ordinal))
            ? LoadedSubject.Nothing(key) : null;
    }

    /// <summary>Others may count towards it, of other teams too.</summary>
    private static bool IsShared(string kind) => LedgerTables.Parents.Contains(kind);

    /// <summary>Others seldom count towards it, and never before it has facts of its own.</summary>
    private static bool StandsAlone(string kind) => kind is "case" || !IsShared(kind);

    private async Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(IReadOnlyCollection<SubjectKey> keys)
    {
        if (keys.Count == 0)
        {
            return new Dictionary<SubjectKey, Recalled>();
        }

        var recalled = await ledger.RecallAsync(keys, CancellationToken.None);
        foreach (var (key, found) in recalled)
        {
            works[key] = SubjectInBatch.Open(key, found);
        }

        return recalled;
    }

    /// <summary>
    /// Has all of these at hand, with what their plans give; those that are not yet are found in memory or read together.
    /// </summary>
    public async Task HoldAsync(IEnumerable<SubjectKey> keys)
    {
        var wanted = keys.Where(key => !works.ContainsKey(key)).ToHashSet();
        await turn.HoldAsync(wanted);
        var missing = new HashSet<SubjectKey>();
        foreach (var key in wanted)
        {
            if (warm.Find(key) is { } known)
            {
                works[key] = new(key, known) { IsFromMemory = true };
            }
            else
            {
                missing.Add(key);
            }
        }

        await RecallAsync(missing);
        await turn.HoldAsync(wanted.Select(key => works[key].State.Giver).OfType<SubjectKey>());
        await FindTermsAsync(missing);
    }

    /// <summary>
    /// The same, of subjects whose rows were read: what memory holds of an earlier row is read anew. A task that has just moved here from
    /// another plan would else take the terms of the plan it left, be found as it was, and not be written, so that no commit would tell.
    /// </summary>
    public Task HoldAsReadAsync(IReadOnlyList<SubjectRow> rows)
    {
        var keys = new List<SubjectKey>(rows.Count);
        foreach (var row in rows)
        {
            var key = new SubjectKey(row.Kind, row.Id);
            keys.Add(key);
            if (warm.Find(key) is { } known && known.Row?.Revision < row.Revision)
            {
                warm.Forget(key);
            }
        }

        return HoldAsync(keys);
    }

    /// <summary>
    /// What was just read has the terms its plan or task gave before the batch. A plan that changes writes all below it anew, so that
    /// terms as the ledger has them after a row was read are those of the row, or the commit finds it stale; memory may be behind.
    /// </summary>
    private async Task FindTermsAsync(IReadOnlyCollection<SubjectKey> read)
    {
        var below = read.Select(key => works[key]).Where(work => work.Before.State.Giver is not null).ToList();
        if (below.Count > 0)
        {
            var above = below.Select(work => work.Before.State.Giver!.Value).Distinct()
                .Where(key => !works.TryGetValue(key, out var held) || (held.IsFromMemory && !held.IsTouched)).ToList();
            await turn.HoldAsync(above);
            var behind = await FindNewestAsync(above);
            await RecallAsync(behind);
            await FindTermsAsync(behind);
            below.ForEach(work => work.StandUnder(works[work.Before.State.Giver!.Value].Before.State.Gives));
        }
    }

    /// <summary>Has those at hand that memory holds as the ledger has them: of a plan of 5,000 tasks one number is read.</summary>
    /// <returns>The others.</returns>
    private async Task<List<SubjectKey>> FindNewestAsync(List<SubjectKey> keys)
    {
        var revisions = keys.Exists(key => warm.Find(key) is not null)
            ? await ledger.RevisionsAsync(keys, CancellationToken.None)
            : new Dictionary<SubjectKey, long>();
        var behind = new List<SubjectKey>();
        foreach (var key in keys)
        {
            if (warm.Find(key) is { Row: { } row } known && revisions.GetValueOrDefault(key) == row.Revision)
            {
                works[key] = new(key, known) { IsFromMemory = true };
            }
            else
            {
                behind.Add(key);
            }
        }

        return behind;
    }

    /// <summary>The rows are durable: the next batch continues from here.</summary>
    public void Keep()
    {
        foreach (var work in works.Values)
        {
            if (work.Problem is not null)
            {
                warm.Forget(work.Key);
            }
            else if (StandsAlone(work.Key.Kind) && work.Before.State.Open && !work.State.Open)
            {
                warm.End(work.Key);
            }
            else if (work.Row is { } row)
            {
                warm.Keep(work.Key, new(row, work.State, work.End, work.Counts));
            }
            else
            {
                warm.Keep(work.Key, work.Before);
            }
        }
    }
}
