using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Web.Views;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Verification;

/// <summary>
/// Recomputes every figure from the events in the ledger, by folding each subject anew, and compares with what the grains hold, what
/// the ledger's rows say, and what the summed views show.
/// </summary>
internal sealed class Verifier(ILedger ledger, IGrainFactory grains, Roster roster, IOptions<DashboardOptions> options)
{
    private const int MostDifferences = 200;
    private const int Attempts = 5;

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
            if (outcome.Differences.Count == 0 || attempt == Attempts || before.Count == after.Count && before.All(team => after.GetValueOrDefault(team.Key) == team.Value))
            {
                return outcome;
            }
        }
    }

    private async Task<Outcome> CompareAsync(CancellationToken cancel)
    {
        var differences = new List<string>();
        var (events, folded) = await FoldAsync(cancel);
        var expected = new Dictionary<string, Delta>();
        foreach (var subject in folded.Values)
        {
            var team = roster.Current.TeamFor(subject.DeclaredTeam);
            if (!expected.TryGetValue(team, out var cells))
            {
                expected[team] = cells = new();
            }

            cells.Add(subject.Item ?? "", [.. subject.Counts().Where(count => count.Amount != 0)], 1);
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
                    Report($"team {team}, item {cell.Item}, {cell.Day:yyyy-MM-dd}, {cell.Counter}: the events give {right}, the grain holds {live}");
                }
            }
        }

        await foreach (var row in ledger.SubjectsAsync(new(), cancel))
        {
            if (folded.TryGetValue((row.Kind, row.Id), out var subject))
            {
                var counts = new Delta();
                counts.Add(subject.Item ?? "", [.. subject.Counts().Where(count => count.Amount != 0)], 1);
                var stored = Delta.Decode(row.Counts).ToDictionary();
                figures++;
                if (row.Stage != subject.Stage || stored.Count != counts.Cells.Count || counts.Cells.Any(count => stored.GetValueOrDefault(count.Key) != count.Value))
                {
                    Report($"{row.Kind} {row.Id}: its row (stage {row.Stage}) is not what its events give (stage {subject.Stage})");
                }
            }
        }

        figures += await CompareSumsAsync(expected, Report);
        return new(events, folded.Count, figures, differences);

        void Report(string sentence)
        {
            if (differences.Count < MostDifferences)
            {
                differences.Add(sentence);
            }
        }
    }

    /// <summary>The jurisdiction's counters of the year, month and day against the sum over the recomputed teams.</summary>
    private async Task<long> CompareSumsAsync(Dictionary<string, Delta> expected, Action<string> report)
    {
        var view = await grains.Find("jurisdiction", options.Value.Jurisdiction)!.Get(null);
        if (view?.Document["counters"] is not Document counters || view.Document["day"] is not string text || !Period.TryParse(text, out var day))
        {
            return 0;
        }

        long figures = 0;
        foreach (var (name, period) in new[] { ("day", day), ("month", Period.OfMonth(day.First)), ("year", Period.OfYear(day.First)) })
        {
            foreach (var counter in Counters.Shown)
            {
                var parts = Counters.Parts(counter).ToArray();
                var right = expected.Values.Sum(team => team.Cells.Where(cell => parts.Contains(cell.Key.Counter) && period.Contains(cell.Key.Day)).Sum(cell => cell.Value));
                var live = (counters[name] as Document)?[Counters.Name(counter)] as long? ?? 0;
                figures++;
                if (right != live)
                {
                    report($"jurisdiction, {name}, {Counters.Name(counter)}: the events give {right}, the view shows {live}");
                }
            }
        }

        return figures;
    }

    private async Task<(long Events, Dictionary<(string Kind, string Id), Subject> Subjects)> FoldAsync(CancellationToken cancel)
    {
        var byParent = new Dictionary<string, List<DateOnly?>>();
        var later = new Dictionary<(string Kind, string Id), List<SourceEvent>>();
        var folded = new Dictionary<(string Kind, string Id), Subject>();
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

        // Inspections are folded; tasks follow from them, and plans from tasks.
        foreach (var (key, facts) in later.Where(entry => entry.Key.Kind == "task"))
        {
            var task = Subject.Fold("task", facts, new(Children($"task/{key.Id}"), null));
            var plan = task.Parent is { } parent && later.TryGetValue(("plan", parent[5..]), out var published) ? Subject.Fold("plan", published, Relations.None) : null;
            Keep(key, Subject.Fold("task", facts, new(Children($"task/{key.Id}"), plan?.Given)));
        }

        foreach (var (key, facts) in later.Where(entry => entry.Key.Kind == "plan"))
        {
            Keep(key, Subject.Fold("plan", facts, new(Children($"plan/{key.Id}"), null)));
        }

        return (events, folded);

        void Close()
        {
            if (current.Count > 0)
            {
                var key = (current[0].Kind, current[0].Subject);
                if (key.Kind is "task" or "plan")
                {
                    later[key] = [.. current];
                }
                else
                {
                    Keep(key, Subject.Fold(key.Kind, current, Relations.None));
                }

                current.Clear();
            }
        }

        void Keep((string Kind, string Id) key, Subject subject)
        {
            folded[key] = subject;
            if (subject.Parent is { } parent)
            {
                if (!byParent.TryGetValue(parent, out var children))
                {
                    byParent[parent] = children = [];
                }

                children.Add(subject.DoneOn);
            }
        }

        IReadOnlyCollection<DateOnly?> Children(string parent) => byParent.TryGetValue(parent, out var children) ? children : [];
    }

    private async Task<IReadOnlyDictionary<string, long>> SequencesAsync() => await ledger.TeamsAsync(CancellationToken.None);
}
