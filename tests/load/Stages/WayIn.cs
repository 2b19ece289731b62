using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Intake;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Dashboard.Web.Ingest;

namespace Dashboard.Load.Stages;

/// <summary>The way of posts from bytes to figures, as intake and team books go it, one stage of all teams after the other.</summary>
internal sealed class WayIn(RosterEdition roster, ILedger ledger, TimeProvider clock)
{
    private const string Judge = "of the fold: judge", EncodeRows = "of the fold: encode the rows";

    private readonly EventReader reader = new(clock);
    private readonly WarmSubjects warm = new(clock);
    private readonly Dictionary<string, TeamFigures> figures = [];

    /// <summary>Whether a stage is a part of another one, measured once more by itself.</summary>
    public static bool IsPart(string stage) => stage is Judge or EncodeRows;

    /// <summary>What a team shows.</summary>
    public TeamFigures FiguresOf(string team) =>
        figures.TryGetValue(team, out var known) ? known : figures[team] = new(team, clock);

    /// <summary>Takes posts in together, as those that waited while a batch was under way.</summary>
    /// <returns>The teams whose figures changed.</returns>
    public async Task<IReadOnlySet<string>> TakeAsync(IReadOnlyList<byte[]> bodies, StageMeter meter)
    {
        var posts = meter.Measure("read", () => bodies.Select(body => reader.Read(body, BodyFormat.Batch)).ToList());
        var reading = MeasuredReading.Of(ledger, meter);
        var batches = posts.SelectMany(events => events)
            .GroupBy(incoming => roster.TeamFor(incoming.TeamHint), Sound)
            .Select(ofTeam => new Batch(ofTeam.Key, [.. ofTeam], new(roster, _ => false, warm, reading, new SubjectTurns().Begin())))
            .ToList();
        await meter.MeasureAsync("fold", () => FoldAsync(batches));
        var changes = meter.Measure("encode the change", () => batches.ConvertAll(Encode));
        var results = await meter.MeasureAsync(
            "commit", () => ledger.CommitAsync(changes.ConvertAll(change => change.Stored), CancellationToken.None));
        if (results.FirstOrDefault(result => result.Outcome != CommitOutcome.Committed) is { Outcome: not CommitOutcome.Committed } other)
        {
            throw new LoadException($"A batch was not committed: {other.Outcome}.");
        }

        meter.Measure("keep", () => batches.ConvertAll(Keep));
        meter.Measure("apply", () => changes.ForEach(Apply));
        JudgeAlone(batches, meter);
        return Foreign(changes, results).Concat(batches.Select(batch => batch.Team)).ToHashSet();
    }

    private static SourceEvent Sound(IncomingEvent incoming) =>
        incoming.Event ?? throw new LoadException($"An event of the story is refused: {incoming.Refusal!.Reason}");

    private static async Task<int> FoldAsync(List<Batch> batches)
    {
        foreach (var batch in batches)
        {
            await batch.Fold.FoldAsync(batch.Events, [], static _ => true);
        }

        return batches.Count;
    }

    private EncodedChange Encode(Batch batch)
    {
        var (team, fold, before) = (batch.Team, batch.Fold, FiguresOf(batch.Team));
        var deltas = fold.Deltas();
        var own = deltas.Remove(team, out var delta) ? delta : new Delta();
        var news = TeamBook.News(before.Ticker, batch.Events, fold);
        var foreign = deltas.Where(other => !other.Value.IsEmpty)
            .Select(other => new ForeignDelta(other.Key, other.Value.Encode()))
            .ToList();
        return new(own, news, new(
            team, before.Sequence + 1, clock.GetUtcNow(), own.Encode(), TeamFigures.Encode(news), batch.Events, fold.Rows, foreign));
    }

    private static Affected Keep(Batch batch)
    {
        batch.Fold.Keep();
        return batch.Fold.Affected();
    }

    private void Apply(EncodedChange change) =>
        FiguresOf(change.Stored.Team).Apply(change.Stored.Sequence, change.Stored.At, change.Own, change.News);

    /// <summary>What the fold did with each subject that it touched, once more by itself.</summary>
    private void JudgeAlone(List<Batch> batches, StageMeter meter)
    {
        var states = batches
            .SelectMany(batch => batch.Fold.Rows.Select(row => batch.Fold.StateOf(new(row.Kind, row.Id))))
            .ToArray();
        var judged = new (SubjectCounts Counts, Watch[] Watches)[states.Length];
        meter.Measure(Judge, () =>
        {
            for (var index = 0; index < states.Length; index++)
            {
                var subject = states[index].Judge(roster.Law);
                judged[index] = (SubjectCounts.Of(roster.ItemFor(states[index].Item), subject.Counts), subject.Watches());
            }
        });
        meter.Measure(EncodeRows, () => judged.Sum(subject =>
            subject.Counts.Encode().Length + WatchedSubject.Encode(subject.Watches).Length));
    }

    /// <summary>Has the teams follow whose figures others changed.</summary>
    private IEnumerable<string> Foreign(List<EncodedChange> changes, IReadOnlyList<CommitResult> results)
    {
        foreach (var (change, result) in changes.Zip(results))
        {
            foreach (var (foreign, sequence) in change.Stored.Foreign.Zip(result.ForeignSequences))
            {
                FiguresOf(foreign.Team).Apply(new Change(sequence, change.Stored.At, foreign.Delta, []));
                yield return foreign.Team;
            }
        }
    }

    private sealed record Batch(string Team, List<SourceEvent> Events, BatchFold Fold);

    private sealed record EncodedChange(Delta Own, Ticker News, TeamBatch Stored);
}
