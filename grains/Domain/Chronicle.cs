using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>
/// The facts of one subject in their one true order, whatever the order they came in: by upstream's <c>seq</c>, then by when they
/// happened, were recorded, and by identity. Corrections are worked in: what remains is what is true now.
/// A pure function of the set of events, so order, repetition and batching of deliveries cannot matter (DOMAIN.md §14.1 V3, V7).
/// </summary>
internal static class Chronicle
{
    public static int Compare(SourceEvent left, SourceEvent right)
    {
        var order = left.Seq.CompareTo(right.Seq);
        order = order != 0 ? order : left.Time.CompareTo(right.Time);
        order = order != 0 ? order : left.Recorded.CompareTo(right.Recorded);
        order = order != 0 ? order : (int)left.Operation - (int)right.Operation;
        order = order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }

    /// <summary>
    /// The facts that hold, in order, and the deletions of decisions. An update or delete that finds nothing to replace is kept in mind by
    /// its place in the order only.
    /// </summary>
    public static List<SourceEvent> Live(IEnumerable<SourceEvent> events)
    {
        var sorted = events.ToList();
        sorted.Sort(Compare);
        var live = new List<SourceEvent>(sorted.Count);
        foreach (var @event in sorted)
        {
            var replaced = IndexOfReplaced(live, @event);
            if (replaced >= 0 && @event.Operation == Operation.Update)
            {
                // In its place: a suspension corrected after the case was resumed does not suspend it again.
                live[replaced] = @event;
                continue;
            }

            var fell = replaced >= 0 && live[replaced].Fact.Decides;
            if (replaced >= 0)
            {
                live.RemoveAt(replaced);
            }

            // Where a decision was taken back a round ends, so that much of it stays.
            if (@event.Operation != Operation.Delete || fell)
            {
                live.Add(@event);
            }
        }

        return live;
    }

    /// <summary>
    /// The fact this one takes the place of: the one with the same type and key; of a correction that names less than a key, or another
    /// day of the same receipt, the last with its number; an update without a match, and a delete that names nothing, take the last of
    /// its type.
    /// </summary>
    private static int IndexOfReplaced(List<SourceEvent> live, SourceEvent @event)
    {
        var (key, number, operation) = (@event.Fact.Key, @event.Fact.Number, @event.Operation);
        var (numbered, last) = (-1, -1);
        for (var i = live.Count - 1; i >= 0; i--)
        {
            var isEnd = live[i].Operation == Operation.Delete;
            if (operation == Operation.Insert && @event.Fact.IsOfRound && (isEnd || live[i].Fact.Decides))
            {
                return -1;
            }

            if (isEnd || live[i].Type != @event.Type)
            {
                continue;
            }

            if (key is not null && live[i].Fact.Key == key)
            {
                return i;
            }

            numbered = numbered < 0 && number is { Length: > 0 } && live[i].Fact.Number == number ? i : numbered;
            last = last < 0 ? i : last;
        }

        return operation switch
        {
            Operation.Insert => -1,
            // What it names wholly and is not there has not come yet.
            Operation.Delete when key is { Length: > 0 } => key == number ? numbered : -1,
            _ => numbered >= 0 ? numbered : last,
        };
    }
}
