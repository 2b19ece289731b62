using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Web.Views;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Verification;

/// <summary>
/// Recomputes every figure from the events in the ledger, by folding each subject anew, and compares with what the grains hold, what
/// the ledger's rows say, and what the summed views show.
/// </summary>
internal sealed class Verifier(ILedger ledger, IGrainFactory grains, CurrentRoster roster, IOptions<DashboardOptions> options)
{
    private const int MostDifferences = 200;
    private const int Attempts = 5;
    private const int RecalledTogether = 500;

    /// <summary>
    /// Kinds of subjects that count towards others, in such an order that all that counts towards one is known before it.
    /// </summary>
    private static readonly string[] ChildrenFirst = ["review", "lawsuit", "case", "inspection", "task", "plan", "enterprise", "vehicle",
        "clue"];

    /// <summary>How many figures were compared, and which differ, each as a sentence.</summary>
    public sealed record Outcome(long Events, long Subjects, long Figures, IReadOnlyList<string> Differences);

    /// <summary>Verifies all. Teams that are written to meanwhile are looked at again.</summary>
    public async Task<Outcome> VerifyAsync(CancellationToken cancel)
    {
        // What was registered through another process counts too.
        await roster.RefreshAsync(cancel);
        for (var attempt = 1; ; attempt++)
        {
            var before = await SequencesAsync();
            var outcome = await CompareAsync(cancel);
            var after = await SequencesAsync();
            if (outcome.Differences.Count == 0 || attempt == Attempts || before.Count == after.Count
                && before.All(team => after.GetValueOrDefault(team.Key) == team.Value))
            {
                return outcome;
            }
        }
    }

    private async Task<Outcome> CompareAsync(CancellationToken cancel)
    {
        var differences = new List<string>();
        var law = roster.Current.Law;
        var (events, folded) = await FoldAsync(law, cancel);
        var expected = new Dictionary<string, Delta>();
        foreach (var subject in folded.Values)
        {
            var team = roster.Current.TeamFor(subject.DeclaredTeam);
            if (!expected.TryGetValue(team, out var cells))
            {
                expected[team] = cells = new();
            }

            cells.Add(subject.Item ?? "", subject.Contributions(law), 1);
        }

        long figures = 0;
        foreach (var team in (await ledger.TeamsAsync(cancel)).Keys.Union(expected.Keys))
        {
            var held = Delta.Decode((await grains.GetGrain<ITeamParts>(team).Proof()).Cells).ToDictionary();
            var wanted = expected.TryGetValue(team, out var cells) ? cells.Cells : new Dictionary<Cell, long>();
            foreach (var cell in wanted.Keys.Union(held.Keys))
            {
                figures++;
                var (right, live) = (wanted.GetValueOrDefault(cell), held.GetValueOrDefault(cell));
                if (right != live)
                {
                    Report($"team {team}, item {cell.Item}, {cell.Day:yyyy-MM-dd}, {cell.Counter}: the events give {right}, the grain " +
                        $"holds {live}");
                }
            }
        }

        await foreach (var row in ledger.SubjectsAsync(new(), cancel))
        {
            if (folded.TryGetValue((row.Kind, row.Id), out var subject))
            {
                var counts = new Delta();
                counts.Add(subject.Item ?? "", subject.Contributions(law), 1);
                var stored = Delta.Decode(row.Counts).ToDictionary();
                figures += 2;
                if (!subject.Watches(law).AsSpan().SequenceEqual(row.Watches))
                {
                    Report($"{row.Kind} {row.Id}: the warnings in its row are not what its events give");
                }

                if (row.Stage != subject.Stage || stored.Count != counts.Cells.Count
                    || counts.Cells.Any(count => stored.GetValueOrDefault(count.Key) != count.Value))
                {
                    Report($"{row.Kind} {row.Id}: its row (stage {row.Stage}) is not what its events give (stage {subject.Stage})");
                }
            }
        }

        figures += await CompareSumsAsync(expected, folded.Values, Report);
        return new(events, folded.Count, figures, differences);

        void Report(string sentence)
        {
            if (differences.Count < MostDifferences)
            {
                differences.Add(sentence);
            }
        }
    }

    /// <summary>
    /// The jurisdiction's counters of the year, month and day, its metrics and its warnings against the recomputed teams.
    /// </summary>
    private async Task<long> CompareSumsAsync(Dictionary<string, Delta> expected, IEnumerable<Subject> folded, Action<string> report)
    {
        var view = await grains.Find("jurisdiction", options.Value.Jurisdiction)!.Get(null);
        if (view?.Document["counters"] is not Document counters || view.Document["day"] is not string text
            || !Period.TryParse(text, out var day))
        {
            return 0;
        }

        long figures = 0;
        var teams = roster.Current.TeamsOf(options.Value.Jurisdiction, options.Value.Jurisdiction).ToHashSet();
        var cells = expected.Where(team => teams.Contains(team.Key)).SelectMany(team => team.Value.Cells).ToList();
        foreach (var (name, period) in new[] { ("day", day), ("month", Period.OfMonth(day.First)), ("year", Period.OfYear(day.First)) })
        {
            foreach (var counter in Counters.Shown)
            {
                var parts = Counters.Parts(counter).ToArray();
                var right = cells.Where(cell => parts.Contains(cell.Key.Counter) && period.Contains(cell.Key.Day)).Sum(cell => cell.Value);
                Compare($"{name}, {Counters.Name(counter)}", right, (counters[name] as Document)?[Counters.Name(counter)] as long? ?? 0);
            }
        }

        foreach (var metric in roster.Current.Law.Rules.At(day.First).Metrics)
        {
            foreach (var part in new[] { MetricPart.Numerator, MetricPart.Denominator, MetricPart.Pending })
            {
                var terms = metric.Terms(part);
                if (terms.All(term => term.Items == ItemsWith.None))
                {
                    Period? within = metric.Snapshot ? null : Period.OfYear(day.First);
                    var right = cells.Sum(cell => terms.Sum(term => term.Has(cell.Key, day.First, within) ? term.Sign * cell.Value : 0));
                    Compare($"metric {metric.Id}, {part}", right,
                        ((view.Document["metrics"] as Document)?[metric.Id] as Document)?[part.ToString().ToLowerInvariant()] as long?
                            ?? 0);
                }
            }
        }

        var (now, raised) = (Watch.Now(view.AsOf), new Dictionary<(byte Rule, Level Level), long>());
        foreach (
            var watch in folded.Where(subject => teams.Contains(roster.Current.TeamFor(subject.DeclaredTeam)))
                .SelectMany(subject => WatchedSubject.Decode(subject.Watches(roster.Current.Law))))
        {
            var key = (watch.Rule, watch.After(watch.Taken(now)));
            raised[key] = raised.GetValueOrDefault(key) + 1;
        }

        var rules = (view.Document["warnings"] as Document)?["rules"] as Document ?? new();
        foreach (var rule in roster.Current.Law.Rules.At(day.First).Warnings.Values.Where(rule => rule.Id != "W28"))
        {
            foreach (var level in new[] { Level.Blue, Level.Yellow, Level.Red, Level.Breach })
            {
                Compare($"warnings {rule.Id}, {level}", raised.GetValueOrDefault((rule.Number, level)),
                    (rules[rule.Id] as Document)?[Documents.LevelName(level)] as long? ?? 0);
            }
        }

        return figures;

        void Compare(string what, long right, long live)
        {
            figures++;
            if (right != live)
            {
                report($"jurisdiction, {what}: the events give {right}, the view shows {live}");
            }
        }
    }

    /// <summary>
    /// Every subject folded from its events: first by itself, then those that others count towards, or that take something from others,
    /// with
    /// what is around them, children before their parents.
    /// </summary>
    private async Task<(long Events, Dictionary<SubjectKey, Subject> Subjects)> FoldAsync(Law law, CancellationToken cancel)
    {
        var folded = new Dictionary<SubjectKey, Subject>();
        var current = new List<SourceEvent>();
        long events = 0;
        await foreach (var @event in ledger.EventsAsync([], cancel))
        {
            events++;
            if (current.Count > 0 && (current[0].Kind, current[0].Subject) != (@event.Kind, @event.Subject))
            {
                Close();
            }

            current.Add(@event);
        }

        Close();
        var children = new Dictionary<SubjectKey, List<Child>>();
        foreach (var kind in ChildrenFirst)
        {
            var related = folded.Where(subject => subject.Key.Kind == kind && SubjectReading.Giver(subject.Value) is not null)
                .Select(subject => subject.Key)
                .Union(children.Keys.Where(parent => parent.Kind == kind)).ToList();
            foreach (var some in related.Chunk(RecalledTogether))
            {
                foreach (var (key, recalled) in await ledger.RecallAsync(some, cancel))
                {
                    var giver = SubjectReading.Giver(Subject.Fold(kind, recalled.Events, Relations.None));
                    folded[key] = Subject.Fold(kind, recalled.Events,
                        new(children.GetValueOrDefault(key) ?? [],
                            giver is null ? null : (await ledger.ReadAsync(giver.Value.Kind, giver.Value.Id, cancel)).Subject.Given,
                            key.Id));
                }
            }

            foreach (var (key, subject) in folded.Where(subject => subject.Key.Kind == kind))
            {
                foreach (var parent in subject.Parents)
                {
                    var slash = parent.IndexOf('/', StringComparison.Ordinal);
                    var counts = new Delta();
                    counts.Add(subject.Item ?? "", subject.Contributions(law), 1);
                    var of = (parent[..slash], parent[(slash + 1)..]);
                    (children.TryGetValue(of, out var known) ? known : children[of] = [])
                        .Add(new(key.Kind, key.Id, subject.DoneOn, roster.Current.TeamFor(subject.DeclaredTeam), subject.Item,
                            counts.Encode()));
                }
            }
        }

        return (events, folded);

        void Close()
        {
            if (current.Count > 0)
            {
                folded[(current[0].Kind, current[0].Subject)] = Subject.Fold(current[0].Kind, current, new([], null, current[0].Subject));
                current.Clear();
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> SequencesAsync() => await ledger.TeamsAsync(CancellationToken.None);
}
