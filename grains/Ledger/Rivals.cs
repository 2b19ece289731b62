using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Ledger;

/// <summary>Batches of one group that write the same subject or bring the same event: in one transaction only the first may go.</summary>
internal static class Rivals
{
    /// <summary>Those that can go together, in order, and those that have to wait because an earlier one stands in their way.</summary>
    public static (List<int> First, List<int> Rivals) Split(IReadOnlyList<TeamBatch> batches, List<int> open)
    {
        if (open.Count == 1)
        {
            return (open, []);
        }

        var (first, rivals) = (new List<int>(), new List<int>());
        var subjects = new HashSet<SubjectKey>();
        var events = new HashSet<(string, string)>();
        var waiting = new HashSet<string>();
        // A batch that changes other teams takes numbers that are free only once the batches of those teams are in.
        foreach (var index in open.OrderBy(index => batches[index].Foreign.Count > 0))
        {
            var batch = batches[index];
            var clashes = batch.Foreign.Any(foreign => waiting.Contains(foreign.Team))
                || batch.Subjects.Any(subject => subjects.Contains(new(subject.Kind, subject.Id)))
                || batch.Events.Any(@event => events.Contains((@event.Source, @event.Id)));
            if (clashes)
            {
                rivals.Add(index);
                waiting.Add(batch.Team);
            }
            else
            {
                first.Add(index);
            }

            // A batch that waits keeps its subjects too, so that those behind it that build on it do not overtake it.
            subjects.UnionWith(batch.Subjects.Select(subject => new SubjectKey(subject.Kind, subject.Id)));
            events.UnionWith(batch.Events.Select(@event => (@event.Source, @event.Id)));
        }

        return (first, rivals);
    }

    /// <summary>Tells those that waited, now that the first are committed, whether that made them stale. The others may go next.</summary>
    public static void Answer(CommitGroup group, List<int> committed, List<int> rivals)
    {
        if (rivals.Count == 0)
        {
            return;
        }

        var revisions = new Dictionary<SubjectKey, long>();
        var hashes = new Dictionary<(string, string), UInt128>();
        foreach (var batch in committed.Select(index => group.Batches[index]))
        {
            foreach (var subject in batch.Subjects)
            {
                revisions[new(subject.Kind, subject.Id)] = subject.Revision;
            }

            foreach (var @event in batch.Events)
            {
                hashes[(@event.Source, @event.Id)] = @event.Hash;
            }
        }

        foreach (var index in rivals)
        {
            var batch = group.Batches[index];
            var stale = batch.Subjects
                .Select(subject => (Key: new SubjectKey(subject.Kind, subject.Id), Believed: subject.Revision - 1))
                .Where(subject => revisions.TryGetValue(subject.Key, out var revision) && revision != subject.Believed)
                .Select(subject => subject.Key)
                .ToList();
            var known = batch.Events
                .Select(@event => (@event.Source, @event.Id))
                .Distinct()
                .Where(hashes.ContainsKey)
                .ToDictionary(key => key, key => hashes[key]);
            if (stale.Count > 0 || known.Count > 0)
            {
                group.Answer(index, new(CommitOutcome.Stale, []) { StaleSubjects = stale, KnownEvents = known });
            }
        }
    }
}
