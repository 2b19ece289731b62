using Dashboard.Grains.Parts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>
/// Recomputes every figure from the events in the ledger, by folding each subject anew, and compares with what the grains hold, what
/// the ledger's rows say, and what the summed views show.
/// </summary>
internal sealed class Verifier(
    ILedger ledger, Recomputation recomputation, IGrainFactory grains, CurrentRoster roster, IOptions<DashboardOptions> options)
    : IVerifier
{
    private const int MostDifferences = 200;
    private const int Attempts = 5;

    /// <summary>Stands in the sentence of a difference between what differs and the numbers.</summary>
    private const string Given = ": the events give ";

    private const string NeverAtRest =
        "events were written during each of the comparisons: what differs may be they; ask again when less comes in";

    /// <inheritdoc/>
    public async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        // What was registered through another process counts too.
        await roster.RefreshAsync(cancel);
        IEnumerable<string>? earlier = null;
        for (var attempt = 1; ; attempt++)
        {
            var before = await ledger.TeamsAsync(cancel);
            var outcome = await CompareAsync(cancel);
            var after = await ledger.TeamsAsync(cancel);
            if (outcome.Differences.Count == 0
                || (before.Count == after.Count && before.All(team => after.GetValueOrDefault(team.Key) == team.Value)
                    && await ledger.CountSubjectsAsync(new() { BasisOtherThan = roster.Current.Basis }, cancel) == 0))
            {
                return outcome;
            }

            // What was written while it was compared, or is still to be folded by today's law and program, differs; what is wrong differs
            // the next time too.
            var again = outcome.Differences.Where(difference => earlier?.Contains(PlaceOf(difference)) ?? true).ToList();
            if (again.Count == 0)
            {
                return outcome with { Differences = [] };
            }

            if (attempt == Attempts)
            {
                return outcome with { Differences = [.. again, NeverAtRest] };
            }

            earlier = outcome.Differences.Select(PlaceOf).ToHashSet();
        }
    }

    /// <summary>Of what a difference tells, without the numbers.</summary>
    private static string PlaceOf(string difference) => difference.Split(Given)[0];

    private async Task<Proof> CompareAsync(CancellationToken cancel)
    {
        var differences = new List<string>();
        var (events, judged) = await recomputation.JudgeAsync(roster.Current, static events => events, cancel);
        var expected = new Dictionary<string, Delta>();
        foreach (var subject in judged.Values)
        {
            if (!expected.TryGetValue(subject.Team, out var cells))
            {
                expected[subject.Team] = cells = new();
            }

            cells.Add(subject.Counts, 1);
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
                    Report($"team {team}, item {cell.Item}, {cell.Day:yyyy-MM-dd}, {cell.Counter}{Given}{right}, the grain " +
                        $"holds {live}");
                }
            }
        }

        await foreach (var row in ledger.SubjectsAsync(new(), cancel))
        {
            if (judged.TryGetValue(new(row.Kind, row.Id), out var subject))
            {
                figures += 3;
                if (!subject.Watches.AsSpan().SequenceEqual(row.Watches))
                {
                    Report($"{row.Kind} {row.Id}: the warnings in its row are not what its events give");
                }

                if (row.KnownBy != subject.KnownBy || row.Marks != subject.Marks)
                {
                    Report($"{row.Kind} {row.Id}: the numbers in its row are not what its events give");
                }

                if (row.Stage != subject.Stage || row.Team != subject.Team
                    || !SubjectCounts.Decode(row.Counts).Counts.AsSpan().SequenceEqual(subject.Counts.Counts))
                {
                    Report($"{row.Kind} {row.Id}: its row (stage {row.Stage}, team {row.Team}) is not what its events give (stage " +
                        $"{subject.Stage}, team {subject.Team})");
                }
            }
        }

        figures += await CompareSumsAsync(expected, judged.Values, Report);
        return new(events, judged.Count, figures, differences);

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
    private async Task<long> CompareSumsAsync(Dictionary<string, Delta> expected, IEnumerable<JudgedSubject> judged, Action<string> report)
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

        // A level that turns within the seconds by which clocks differ may stand already.
        var watches = judged.SelectMany(subject => WatchedSubject.Decode(subject.Watches)
            .Where(watch => teams.Contains(watch.HolderOf(subject.Team, roster.Current.LegalSection)))).ToList();
        var (raised, soon) = (RaisedAt(Watch.Now(view.AsOf)), RaisedAt(Watch.Now(view.AsOf) + Watchlist.Unsteady));

        var rules = (view.Document["warnings"] as Document)?["rules"] as Document ?? new();
        foreach (var rule in roster.Current.Law.Rules.At(day.First).Warnings.Values.Where(rule => !SourceHealth.IsOfSources(rule.Id)))
        {
            foreach (var level in new[] { Level.Blue, Level.Yellow, Level.Red, Level.Breach })
            {
                var (right, then) = (raised.GetValueOrDefault((rule.Number, level)), soon.GetValueOrDefault((rule.Number, level)));
                var live = (rules[rule.Id] as Document)?[WarningDocuments.LevelName(level)] as long? ?? 0;
                Compare($"warnings {rule.Id}, {level}",
                    live >= Math.Min(right, then) && live <= Math.Max(right, then) ? live : right, live);
            }
        }

        return figures;

        Dictionary<(byte Rule, Level Level), long> RaisedAt(long second) => watches
            .GroupBy(watch => (watch.Rule, watch.After(watch.Taken(second))))
            .ToDictionary(static ofLevel => ofLevel.Key, static ofLevel => ofLevel.LongCount());

        void Compare(string what, long right, long live)
        {
            figures++;
            if (right != live)
            {
                report($"jurisdiction, {what}{Given}{right}, the view shows {live}");
            }
        }
    }
}
