using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Ledger;

/// <summary>Gathers what is read about the subjects asked for; each has an entry, if only an empty one.</summary>
internal sealed class Recall
{
    private readonly Dictionary<SubjectKey, Recalled> found;
    private readonly Dictionary<string, SubjectKey> parents;

    public Recall(IReadOnlyCollection<SubjectKey> subjects)
    {
        found = new(subjects.Count);
        parents = new(subjects.Count);
        foreach (var subject in subjects)
        {
            found[subject] = new(null, new List<SourceEvent>(), new List<Child>());
            parents[Stored.ParentKey(subject.Kind, subject.Id)] = subject;
        }
    }

    public IReadOnlyDictionary<SubjectKey, Recalled> Found => found;

    public void Add(SubjectRow row) => found[(row.Kind, row.Id)] = found[(row.Kind, row.Id)] with { Row = row };

    public void Add(SourceEvent @event) => ((List<SourceEvent>)found[(@event.Kind, @event.Subject)].Events).Add(@event);

    public void Add(string parent, Child child) => ((List<Child>)found[parents[parent]].Children).Add(child);
}
