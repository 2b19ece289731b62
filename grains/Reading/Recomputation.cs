using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Reading;

/// <summary>Makes every subject anew from its events, beside the grains: for proofs, and for what was so at an earlier time.</summary>
internal sealed class Recomputation(ILedger ledger)
{
    /// <summary>
    /// Kinds of subjects that count towards others, in such an order that all that counts towards one is known before it.
    /// </summary>
    private static readonly string[] ChildrenFirst = ["review", "lawsuit", "case", "inspection", "task", "plan", "enterprise", "vehicle",
        "clue"];

    /// <summary>
    /// Every subject folded from its events and judged: first by its own facts, then with what plans give, then with what its children
    /// give. One that cannot be folded or judged counts in nothing, as in the grains.
    /// </summary>
    /// <param name="known">Which of the events of one subject are taken in; a subject of none is left out.</param>
    public async Task<(long Events, Dictionary<SubjectKey, JudgedSubject> Subjects)> JudgeAsync(
        RosterEdition edition, Func<IReadOnlyList<SourceEvent>, IReadOnlyList<SourceEvent>> known, CancellationToken cancel)
    {
        var (folded, judged) = (new Dictionary<SubjectKey, Subject>(), new Dictionary<SubjectKey, JudgedSubject>());
        var current = new List<SourceEvent>();
        long read = 0;
        await foreach (var @event in ledger.EventsAsync([], cancel))
        {
            read++;
            if (current.Count > 0 && (current[0].Kind, current[0].Subject) != (@event.Kind, @event.Subject))
            {
                Close();
            }

            current.Add(@event);
        }

        Close();
        foreach (var kind in new[] { "task", "inspection" })
        {
            foreach (var (key, subject) in folded.Where(subject => subject.Key.Kind == kind && subject.Value.Giver is not null).ToList())
            {
                folded[key] = subject.Under(folded.GetValueOrDefault(subject.Giver!.Value)?.Gives);
            }
        }

        var others = folded.Keys.Select(key => key.Kind).Except(ChildrenFirst).Except(Derived.Kinds);
        foreach (var kind in ChildrenFirst.Concat(others).Concat(Derived.Kinds).ToList())
        {
            foreach (var (key, subject) in folded.Where(subject => subject.Key.Kind == kind).ToList())
            {
                var found = judged.GetValueOrDefault(key) ?? JudgedSubject.Of(key, subject, edition);
                judged[key] = found;
                foreach (var parent in found.Parents.Select(SubjectKey.Parse))
                {
                    var above = folded.GetValueOrDefault(parent) ?? Subject.Fold(parent, []);
                    folded[parent] = above.WithChild(
                        Contribution.Of(parent.Kind, kind, found.DoneOn, found.Team, subject.Item, found.Counts), 1);
                }
            }
        }

        return (read, judged);

        void Close()
        {
            if (current.Count > 0 && known(current) is { Count: > 0 } events)
            {
                var key = new SubjectKey(current[0].Kind, current[0].Subject);
                try
                {
                    folded[key] = Subject.Fold(key, events);
                }
#pragma warning disable CA1031 // As the grains do, it sets aside what cannot be folded.
                catch (Exception)
#pragma warning restore CA1031
                {
                    folded[key] = Subject.Fold(key, []);
                    judged[key] = JudgedSubject.Aside(key, edition);
                }
            }

            current.Clear();
        }
    }
}
