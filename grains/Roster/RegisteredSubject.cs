using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Roster;

/// <summary>
/// One registered team or item: its events and what is true of it. What cannot be read of it costs only itself, and is named.
/// </summary>
internal sealed class RegisteredSubject(SubjectKey key)
{
    // There are thousands of items with an event or two: a list of each is looked through sooner than a set of each is kept.
    private readonly List<SourceEvent> events = [];
    private List<SourceEvent>? unread;
    private string? unreadable;

    /// <summary>How many events are known.</summary>
    public int Count => events.Count + (unread?.Count ?? 0);

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
        var before = Count;
        foreach (var @event in more.Where(@event => !Knows(events, @event) && !Knows(unread, @event)))
        {
            if (Unreadable(@event) is { } problem)
            {
                unreadable ??= problem;
                (unread ??= []).Add(@event.WithoutData());
            }
            else
            {
                events.Add(@event.Slim());
            }
        }

        if (Count == before)
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

    private static bool Knows(List<SourceEvent>? told, SourceEvent @event) =>
        told?.Exists(known => known.Id == @event.Id && known.Source == @event.Source) == true;
}
