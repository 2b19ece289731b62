using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Roster;

/// <summary>
/// One registered team or item: its events and what is true of it. What cannot be read of it costs only itself, and is named.
/// </summary>
internal sealed class RegisteredSubject(SubjectKey key)
{
    private readonly List<SourceEvent> events = [];
    private readonly HashSet<(string Source, string Id)> known = [];
    private string? unreadable;

    /// <summary>How many events are known.</summary>
    public int Count => known.Count;

    /// <summary>What is true of it; null where it cannot be folded.</summary>
    public Subject? Subject { get; private set; }

    /// <summary>What is left out, and why; null when nothing is.</summary>
    public RosterProblem? Problem { get; private set; }

    /// <summary>Why an event of the ledger cannot be read, as a sentence; null when it can.</summary>
    public static string? Unreadable(SourceEvent @event)
    {
        try
        {
            _ = @event.Fact;
            return null;
        }
        catch (Exception problem)
        {
            return $"The event {@event.Id} of {@event.Source} cannot be read: {problem.Message}";
        }
    }

    /// <summary>Takes in events; those it knows are passed over. False when it knows all.</summary>
    public bool TryTell(IEnumerable<SourceEvent> more)
    {
        var before = known.Count;
        foreach (var @event in more.Where(@event => known.Add((@event.Source, @event.Id))))
        {
            if (Unreadable(@event) is { } problem)
            {
                unreadable ??= problem;
            }
            else
            {
                events.Add(@event.Slim());
            }
        }

        if (known.Count == before)
        {
            return false;
        }

        var reason = unreadable;
        try
        {
            Subject = Subject.Fold(key, events);
        }
        catch (Exception problem)
        {
            (Subject, reason) = (null, $"It cannot be folded: {problem.Message}");
        }

        Problem = reason is null ? null : new(key.Kind, key.Id, reason);
        return true;
    }
}
