using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Teams;

/// <summary>
/// Folds and judges the subjects that one batch of events touches, each once: first what facts say of it, then what plans give tasks and
/// tasks inspections, then from below what children give their parents. All that is missing of one level is read at once. It yields new
/// rows and the change of each team's cells, and writes nothing.
/// </summary>
/// <param name="isSettled">Whether all acts of an officer were folded by its newest certificates (<see cref="Refolding"/>).</param>
/// <param name="turn">Disposed of by the caller once what was folded is committed, or given up.</param>
internal sealed class BatchFold(
    RosterEdition roster, Func<SubjectKey, bool> isSettled, WarmSubjects warm, ILedger ledger, SubjectTurns.Turn turn)
{
    /// <summary>
    /// The stage of a subject that could not be folded or judged: its events stand, it counts in no figure but how many there are, and a
    /// later release tries again.
    /// </summary>
    public const string SetAside = "setAside";

    private const int HighestRank = 2;

    private readonly SubjectsOfBatch works = new(warm, ledger, turn);

    /// <summary>All subjects that were touched or looked at.</summary>
    public IEnumerable<SubjectKey> Keys => works.Keys;

    /// <summary>Stored events that were given as new: the batch must be sorted again without them.</summary>
    public IReadOnlyList<SourceEvent> Repeated => works.Repeated;

    /// <summary>The rows to write.</summary>
    public List<SubjectRow> Rows { get; } = [];

    /// <summary>Subjects that were set aside, each with the reason.</summary>
    public List<(SubjectKey Key, string Reason)> Problems { get; } = [];

    /// <summary>Officers whose certificates the batch changes.</summary>
    public IEnumerable<SubjectKey> ChangedOfficers => works.All.Where(ChangesCertificates).Select(static work => work.Key);

    /// <summary>
    /// Children before their parents: reviews before cases before clues and vehicles, inspections before tasks before plans, and what is
    /// the bureau's after all it is made of.
    /// </summary>
    public static int RankOf(string kind) => kind switch
    {
        "case" or "task" => 1,
        "plan" or "clue" or "vehicle" or "enterprise" => HighestRank,
        _ => Derived.Kinds.Contains(kind) ? HighestRank : 0,
    };

    /// <summary>Folds events in, and folds and judges <paramref name="again"/> without new events.</summary>
    /// <param name="trusts">
    /// Whether what memory holds of a subject is believed, and that it is new when its first fact comes now. The commit refuses what was
    /// believed wrongly, so that the usual case reads nothing.
    /// </param>
    public async Task FoldAsync(
        IReadOnlyList<SourceEvent> events, IReadOnlyCollection<SubjectKey> again, Func<SubjectKey, bool> trusts)
    {
        await works.TakeAsync(events, again, trusts);
        if (works.Repeated.Count > 0)
        {
            return;
        }

        await GiveTermsAsync();
        for (var rank = 0; rank <= HighestRank; rank++)
        {
            var ofRank = works.All.Where(work => work.IsTouched && RankOf(work.Key.Kind) == rank).ToList();
            ofRank.ForEach(Judge);
            await GiveParentsAsync(ofRank);
        }
    }

    /// <summary>The change of each team's cells, and of what it watches.</summary>
    public Dictionary<string, Delta> Deltas()
    {
        var deltas = new Dictionary<string, Delta>();
        foreach (var work in works.All)
        {
            if (work.Row is { } row)
            {
                var before = work.Before.Row;
                if (before is not null && before.Team != row.Team)
                {
                    Of(before.Team).Add(work.Before.Counts, -1);
                    Of(row.Team).Add(work.Counts, 1);
                }
                else
                {
                    Of(row.Team).Replace(work.Before.Counts, work.Counts);
                }

                Watch(before, row);
            }
        }

        return deltas;

        Delta Of(string team) => deltas.TryGetValue(team, out var delta) ? delta : deltas[team] = new();

        // What a team watches anew, and what it watches no more: of an order the legal section some, and its team the rest.
        void Watch(SubjectRow? before, SubjectRow row)
        {
            if (row.Watches.Length == 0 && before is not { Watches.Length: > 0 })
            {
                return;
            }

            WatchBy(row.Team);
            if (before is not null && before.Team != row.Team)
            {
                WatchBy(before.Team);
            }

            if (roster.LegalSection is { } section && section != row.Team && section != before?.Team)
            {
                WatchBy(section);
            }

            void WatchBy(string team)
            {
                var (was, now) = (before is null ? [] : PartOf(before, team), PartOf(row, team));
                if (now.Length > 0 ? was.Length == 0 || before!.Item != row.Item || !was.AsSpan().SequenceEqual(now) : was.Length > 0)
                {
                    Of(team).Watched.Add(new(row.Kind, row.Id, row.Revision, now.Length > 0 ? row.Item ?? "" : "", now));
                }
            }
        }

        byte[] PartOf(SubjectRow row, string team) =>
            WatchedSubject.PartOf(row.Kind, row.Watches, row.Team, team, roster.LegalSection);
    }

    /// <summary>Whom the change concerns: by the rows as they were and as they are.</summary>
    public Affected Affected()
    {
        var (items, enterprises) = (new HashSet<string>(), new HashSet<string>());
        foreach (var work in works.All)
        {
            foreach (var row in work.Row is null ? [] : new[] { work.Before.Row, work.Row })
            {
                if (row is not null)
                {
                    items.Add(row.Item ?? "");
                    if (row.Party is { } party)
                    {
                        enterprises.Add(party);
                    }
                }
            }
        }

        return new(items, enterprises);
    }

    /// <summary>A subject's row after the batch.</summary>
    public SubjectRow RowOf(SubjectKey key) => works[key].Row ?? works[key].Before.Row!;

    /// <summary>A subject as it is after the batch.</summary>
    public Subject StateOf(SubjectKey key) => works[key].State;

    /// <summary>The rows are durable: the next batch continues from here.</summary>
    public void Keep() => works.Keep();

    /// <summary>What plans give has changed for their tasks, and through them for their inspections.</summary>
    private async Task GiveTermsAsync()
    {
        foreach (var (giver, taker) in new[] { ("plan", "task"), ("task", "inspection") })
        {
            var changed = works.All.Where(work => work.Key.Kind == giver && work.IsTouched
                && !Equals(work.Before.State.Gives, work.State.Gives)).ToList();
            foreach (var work in changed)
            {
                var takers = new List<SubjectRow>();
                await foreach (var row in ledger.SubjectsAsync(new() { Kinds = [taker], Parent = work.Key.ToString() },
                    CancellationToken.None))
                {
                    takers.Add(row);
                }

                await works.HoldAsReadAsync(takers);
                takers.ForEach(row => works[new(row.Kind, row.Id)].IsTouched = true);
            }

            var touched = works.All.Where(work => work.Key.Kind == taker && work.IsTouched).ToList();
            await works.HoldAsync(touched.Select(work => work.State.Giver).OfType<SubjectKey>().ToList());
            foreach (var work in touched)
            {
                var above = work.State.Giver is { } key ? works[key] : null;
                work.State = work.State.Under(above?.State.Gives);
                if (above is not null)
                {
                    above.IsReliedOn = above.IsTouched = true;
                }
            }
        }
    }

    private async Task GiveParentsAsync(List<SubjectInBatch> judged)
    {
        var changes = new List<(SubjectKey Parent, Contribution? Before, Contribution? After)>();
        foreach (var work in judged)
        {
            if (work.Row is { } row)
            {
                Compare(work, row.Parent);
                Compare(work, row.Also);
                Compare(work, work.Before.Row?.Parent is { } left && left != row.Parent && left != row.Also ? left : null);
                Compare(work, work.Before.Row?.Also is { } also && also != row.Parent && also != row.Also ? also : null);
            }
        }

        await works.HoldAsync(changes.ConvertAll(static change => change.Parent));
        foreach (var (parent, before, after) in changes)
        {
            var work = works[parent];
            work.State = work.State.WithChild(before, -1).WithChild(after, 1);
            work.IsTouched = true;
        }

        void Compare(SubjectInBatch child, string? parent)
        {
            if (parent is not null)
            {
                var key = SubjectKey.Parse(parent);
                var (before, after) = (child.Before.GivesTo(key, parent), child.After!.GivesTo(key, parent));
                if (before != after)
                {
                    changes.Add((key, before, after));
                }
            }
        }
    }

    private void Judge(SubjectInBatch work)
    {
        try
        {
            if (work.Problem is null)
            {
                var judged = work.State.Judge(roster.Law);
                work.Counts = SubjectCounts.Of(roster.ItemFor(work.State.Item), judged.Counts);
                work.Watches = judged.Watches();
                work.Row = RowOf(work, judged);
            }
        }
#pragma warning disable CA1031 // Whatever is wrong with one subject stays with it: its neighbours, its team and verify go on.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            work.Problem = problem.Message;
        }

        if (work.Problem is { } reason)
        {
            (work.Counts, work.Watches) = (SubjectCounts.SetAside, []);
            work.Row = RowSetAside(work);
            Problems.Add((work.Key, reason));
        }

        if (work.IsAsStored)
        {
            work.Row = null;
        }
        else
        {
            Rows.Add(work.Row!);
        }
    }

    private SubjectRow RowOf(SubjectInBatch work, Judged judged)
    {
        var (key, state, span, before) = (work.Key, work.State, work.Counts.Span, work.Before.Row);
        var (standing, parents, firms) = (judged.Standing, judged.Parents, roster.Law.Firms);
        var knownBy = KnownBy.Of(key.Kind, state, before?.KnownBy ?? default);
        return new()
        {
            Kind = key.Kind,
            Id = key.Id,
            Revision = (before?.Revision ?? 0) + 1,
            Team = key.Kind == "team" ? key.Id : roster.TeamFor(standing.Team),
            DeclaredTeam = standing.Team,
            Item = state.Item,
            Stage = standing.Stage,
            Open = standing.Open,
            Party = firms.Of(state.Party),
            Parent = firms.Parent(parents.Count > 0 ? parents[0] : null),
            Also = firms.Parent(parents.Count > 1 ? parents[1] : null),
            Former = state.Former,
            DoneOn = judged.DoneOn,
            FirstDay = span?.First,
            LastDay = span?.Last,
            Title = state.Title,
            KnownBy = knownBy,
            IsKnownAnew = knownBy != before?.KnownBy,
            Marks = state.Marks,
            Counts = work.Counts.Encode(),
            Watches = WatchedSubject.Encode(work.Watches),
            Basis = IsUnsettled(work) ? 0 : roster.Basis,
            Last = before?.Last ?? 0,
        };
    }

    /// <summary>
    /// The officer's acts are still to be folded again: so it stays, whatever else writes the row, until that is done.
    /// </summary>
    private bool IsUnsettled(SubjectInBatch work) =>
        ChangesCertificates(work) || (work is { Key.Kind: "officer", Before.Row.Basis: 0 } && !isSettled(work.Key));

    /// <summary>News of an officer change the register of certificates, unless they say again what it holds.</summary>
    private bool ChangesCertificates(SubjectInBatch work) =>
        work.Key.Kind == "officer" && work.News.Any(@event => @event.Type == "officer.upserted" && !(work.AreNewsLast
            && @event is { Operation: Operation.Insert, Fact: OfficerUpserted officer } && roster.Law.Certificates.Hold(officer)));

    private SubjectRow RowSetAside(SubjectInBatch work) => new()
    {
        Kind = work.Key.Kind,
        Id = work.Key.Id,
        Revision = (work.Before.Row?.Revision ?? 0) + 1,
        Team = work.Key.Kind == "team" ? work.Key.Id : roster.TeamFor(null),
        Stage = SetAside,
        Open = false,
        Title = "",
        KnownBy = KnownBy.Nothing(work.Key.Id),
        IsKnownAnew = true,
        Counts = work.Counts.Encode(),
        Basis = roster.Basis,
        Last = work.Before.Row?.Last ?? 0,
    };
}
