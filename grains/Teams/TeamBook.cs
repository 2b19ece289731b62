using System.Data.Common;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;

namespace Dashboard.Grains.Teams;

/// <summary>Others write this team's sequence or its subjects again and again.</summary>
internal sealed class SupersededException() : Exception("Another activation of the team has written since.");

/// <summary>What one step of a team's book did: whom it concerns is the grain's to tell.</summary>
/// <param name="Affected">Whose figures changed; null when no figure did.</param>
/// <param name="Foreign">Changes of other teams' figures that were written with it, with the number each took.</param>
/// <param name="HasNewTeams">A team is registered that was not when this was folded.</param>
/// <param name="IsLaw">All subjects are to be judged anew.</param>
/// <param name="Posts">The posts that are done and wait for their answer.</param>
/// <param name="Problems">Subjects that were set aside, each with the reason.</param>
/// <param name="Supervised">Duties, supervision documents, complaints, and orders beyond their draft, that changed.</param>
internal sealed record BatchResult(
    Affected? Affected, IReadOnlyList<(string Team, Change Change)> Foreign, bool HasNewTeams, bool IsLaw,
    IReadOnlyList<WaitingPost> Posts,
    IReadOnlyList<(SubjectKey Key, string Reason)> Problems, IReadOnlyList<SubjectKey> Supervised);

/// <summary>
/// The book of one team: takes events, folds them, has them written as one batch, and only then changes its figures. One batch is under way
/// at a time; what comes meanwhile makes up the next. Runs within its grain's turns. Whatever others have written under its sequence (a
/// subject that moved, another activation) it reads from the ledger before it goes on.
/// </summary>
internal sealed class TeamBook(string team, ILedger ledger, LedgerWriter writer, CurrentRoster roster, WarmSubjects warm,
    SubjectTurns turns, TimeProvider clock)
{
    private const int Attempts = 10;

    private readonly Inbox inbox = new();

    /// <summary>The next number of the sequence is being read, or taken by a commit.</summary>
    private bool isNumbering, isToRead, isReading;

    /// <summary>The team's figures, of committed events only.</summary>
    public TeamFigures Figures { get; } = new(team, clock);

    /// <summary>What is to be said of the team's supervision orders.</summary>
    public OrderKeeper Orders { get; } = new(team, ledger, roster, clock);

    /// <summary>What the team is to fold again.</summary>
    public Refolding Refolding { get; } = new(team, ledger, roster, clock);

    /// <summary>There is something to read or to write.</summary>
    public bool HasWork => IsBehind || !inbox.IsEmpty;

    /// <summary>Others have written what the figures do not hold yet: it is being read, or the next step reads it.</summary>
    public bool IsBehind => isToRead || isReading;

    /// <summary>The posts of the next step, and of others after it where they are very many.</summary>
    public IReadOnlyList<WaitingPost> Waiting => inbox.Waiting;

    public Task OpenAsync(TeamSnapshot snapshot, CancellationToken cancel)
    {
        Figures.Tells = Orders.Drafts;
        return Figures.OpenAsync(snapshot, ledger, roster.Current.LegalSection, cancel);
    }

    /// <summary>Takes events in, or subjects to fold again; <see cref="StepAsync"/> writes them.</summary>
    /// <exception cref="BusyException">Too much is waiting.</exception>
    public WaitingPost Offer(SourceEvent[] events, IReadOnlyList<SubjectKey> again)
    {
        var post = new WaitingPost(events, again);
        inbox.Add(post);
        return post;
    }

    /// <summary>
    /// Another team has written a change of these figures. When one before it is missing, or a batch is taking its number, the ledger is
    /// to be read.
    /// </summary>
    /// <returns>Whether the figures changed.</returns>
    public bool Affect(Change change)
    {
        if (!isNumbering && change.Sequence == Figures.Sequence + 1)
        {
            Take(change);
            return true;
        }

        isToRead |= change.Sequence > Figures.Sequence;
        return false;
    }

    /// <summary>Has the next step read from the ledger what others have written: a message that told of it may be lost.</summary>
    public void Follow() => isToRead = true;

    /// <summary>
    /// Reads what others have written, if it is behind, and writes what waits, as one batch. It never throws: posts are told.
    /// </summary>
    public async Task<BatchResult> StepAsync()
    {
        var step = new Step(inbox.TakeBatch());
        try
        {
            await CatchUpAsync(step);
            await WriteAsync(PostedBatch.Of(step.Posts), step);
        }
        catch (Exception problem)
        {
            // The figures may be behind the ledger; the ledger is the truth.
            isToRead = step.Posts.Count > 0;
            Orders.Doubt();
            step.Posts.ForEach(post => post.Failure ??= problem);
        }
        finally
        {
            (isNumbering, isReading) = (false, false);
        }

        return step.Result;
    }

    private async Task CatchUpAsync(Step step)
    {
        // What others write meanwhile is read from the ledger afterwards: a change taken in while the rows are read would be lost with the
        // list that is replaced.
        isNumbering = true;
        if (await Figures.FollowAsync(ledger, roster.Current.LegalSection, CancellationToken.None))
        {
            step.Affected = Affected.Everything;
        }

        while (isToRead)
        {
            (isToRead, isReading) = (false, true);
            await foreach (var change in ledger.ChangesAsync(team, Figures.Sequence, CancellationToken.None))
            {
                Take(change);
                step.Affected = Affected.Everything;
            }
        }

        (isNumbering, isReading) = (false, false);
    }

    /// <summary>A change of these figures that another has written, maybe of one of this team's orders.</summary>
    private void Take(Change change) =>
        Orders.Change([.. Figures.Apply(change).Where(static one => OrderKeeper.LooksAt(one.Kind))
            .Select(static one => new SubjectKey(one.Kind, one.Id))]);

    /// <summary>Writes a batch; when something in it cannot be written ever, the halves of it, so that only that is refused.</summary>
    private async Task WriteAsync(PostedBatch batch, Step step)
    {
        try
        {
            await WriteWholeAsync(batch, step);
        }
        catch (Exception problem) when (!IsPassing(problem))
        {
            if (batch.IsDivisible)
            {
                var (first, second) = batch.Halves();
                await WriteAsync(first, step);
                await WriteAsync(second, step);
            }
            else
            {
                batch.Refuse();
                step.Problems.AddRange(batch.Again.Select(key => (key, problem.Message)));
                step.Problems.AddRange(batch.Fresh.Select(@event => (new SubjectKey(@event.Kind, @event.Subject), problem.Message)));
            }
        }
        catch (Exception problem)
        {
            batch.Fail(problem);
            throw;
        }
    }

    private async Task WriteWholeAsync(PostedBatch batch, Step step)
    {
        var believed = new Belief();
        for (var attempt = 1; !batch.IsEmpty; attempt++)
        {
            var outcome = await TryWriteAsync(batch, believed, step);
            if (outcome == CommitOutcome.Committed)
            {
                break;
            }

            if (attempt == Attempts)
            {
                throw new SupersededException();
            }

            if (outcome == CommitOutcome.Superseded)
            {
                isToRead = true;
                await CatchUpAsync(step);
            }

            if (!believed.InAnything)
            {
                await batch.RemoveKnownAsync(ledger);
            }
        }

        batch.Settle();
    }

    private async Task<CommitOutcome> TryWriteAsync(PostedBatch batch, Belief believed, Step step)
    {
        if (!roster.IsFresh)
        {
            await roster.RefreshAsync();
        }

        var edition = roster.Current;
        using var turn = turns.Begin();
        var fold = new BatchFold(edition, Refolding.IsSettled, warm, ledger, turn);
        await fold.FoldAsync(batch.Fresh, batch.Again, believed.In);
        // Even what was just looked up may have been written since, through another team.
        if (fold.Repeated.Count > 0)
        {
            batch.RemoveRepeated(fold.Repeated);
            return CommitOutcome.Stale;
        }

        if (fold.Rows.Count == 0 && batch.Fresh.Count == 0)
        {
            fold.Keep();
            return CommitOutcome.Committed;
        }

        foreach (var officer in fold.ChangedOfficers)
        {
            Refolding.Unsettle(officer);
        }

        var deltas = fold.Deltas();
        var own = deltas.Remove(team, out var delta) ? delta : new Delta();
        var news = News(Figures.Ticker, batch.Fresh, fold);
        var foreign = deltas.Where(other => !other.Value.IsEmpty)
            .Select(other => new ForeignDelta(other.Key, other.Value.Encode()))
            .ToList();
        var notes = batch.Fresh.Count == 0 ? [] : TeamFigures.Encode(news);
        // While this was folded others may have written: a firm that was visited by another team has left this one.
        await CatchUpAsync(step);
        if (!roster.IsFresh)
        {
            return CommitOutcome.Stale;
        }

        isNumbering = true;
        var (sequence, at) = (Figures.Sequence + 1, clock.GetUtcNow());
        var written = await writer.WriteAsync(new(team, sequence, at, own.Encode(), notes, batch.Fresh, fold.Rows, foreign),
            CancellationToken.None);
        if (written.Outcome != CommitOutcome.Committed)
        {
            isNumbering = false;
            believed.Refuted(written);
            foreach (var key in fold.Keys.Where(key => !believed.In(key)))
            {
                warm.Forget(key);
            }

            return written.Outcome;
        }

        fold.Keep();
        Figures.Apply(sequence, at, own, news);
        isNumbering = false;
        step.Affected = step.Affected?.With(fold.Affected()) ?? fold.Affected();
        step.Foreign.AddRange(
            foreign.Select((other, index) => (other.Team, new Change(written.ForeignSequences[index], at, other.Delta, []))));
        step.Problems.AddRange(fold.Problems);
        foreach (var row in fold.Rows)
        {
            if (OrderKeeper.LooksAt(row.Kind) && !OrderKeeper.IsDraft(row))
            {
                step.Supervised.Add(new(row.Kind, row.Id));
            }
        }

        if (batch.Fresh.Exists(CurrentRoster.Registers))
        {
            await roster.TakeAsync(batch.Fresh);
        }

        if (roster.Current.Number != edition.Number)
        {
            // Folded by a roster that is no longer the newest: the team a subject names may have been registered, the law changed.
            step.Affected = Affected.Everything;
            step.HasNewTeams |= roster.Current.Teams.Keys.Any(id => !edition.Teams.ContainsKey(id));
            step.IsLaw |= roster.Current.Basis != edition.Basis;
        }

        return CommitOutcome.Committed;
    }

    /// <summary>What a batch adds to the ticker.</summary>
    internal static Ticker News(Ticker shown, IReadOnlyList<SourceEvent> events, BatchFold fold)
    {
        var oldest = shown.Lines.Length < Ticker.Length ? DateTimeOffset.MinValue : shown.Lines[^1].At;
        var lines = new List<TickerLine>();
        // Lines older than those that will be shown are not made; of equal age all are: which of them is shown is the ticker's to say.
        foreach (var @event in events.OrderByDescending(static @event => @event.Time))
        {
            if (@event.Time < oldest || (lines.Count >= Ticker.Length && @event.Time < lines[^1].At))
            {
                break;
            }

            var row = fold.RowOf(new(@event.Kind, @event.Subject));
            if (TickerText.LineOf(@event, row.Team, row.Item, row.Title) is { } line)
            {
                lines.Add(line);
            }
        }

        return Ticker.Merge([Ticker.Heard(events) with { Lines = [.. lines] }]);
    }

    /// <summary>Whether the same may succeed later: the ledger was out of reach, not the batch unfit.</summary>
    private static bool IsPassing(Exception problem) => problem is IOException or TimeoutException or OperationCanceledException
        or SupersededException or CommitUnknownException or CommitFailedException or LedgerBusyException or ObjectDisposedException
        or DbException;

    /// <summary>What is believed without reading, while a batch is tried again and again.</summary>
    private sealed class Belief
    {
        private const int MostRefusals = 3;

        private readonly HashSet<SubjectKey> doubted = [];
        private int refusals;

        /// <summary>False when everything is to be read.</summary>
        public bool InAnything { get; private set; } = true;

        public bool In(SubjectKey subject) => InAnything && !doubted.Contains(subject);

        /// <summary>
        /// The commit has refused what was believed. When it names the subjects only they are doubted: what a plan among them gave is
        /// given anew. When that does not help, everything is.
        /// </summary>
        public void Refuted(CommitResult refused)
        {
            // That another took the number says nothing of the subjects: the next number is free, and their revisions are checked again.
            InAnything = ++refusals <= MostRefusals && refused.KnownEvents.Count == 0
                && (refused.Outcome == CommitOutcome.Superseded || refused.StaleSubjects.Count > 0);
            doubted.UnionWith(refused.StaleSubjects);
        }
    }

    /// <summary>What a step has done so far.</summary>
    private sealed class Step(List<WaitingPost> posts)
    {
        public List<WaitingPost> Posts => posts;

        public Affected? Affected { get; set; }

        public List<(string Team, Change Change)> Foreign { get; } = [];

        public bool HasNewTeams { get; set; }

        public bool IsLaw { get; set; }

        public List<(SubjectKey Key, string Reason)> Problems { get; } = [];

        public List<SubjectKey> Supervised { get; } = [];

        public BatchResult Result => new(Affected, Foreign, HasNewTeams, IsLaw, posts, Problems, Supervised);
    }
}
