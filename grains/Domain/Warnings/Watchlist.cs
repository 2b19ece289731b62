using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// The open warnings of one team in the order in which they turn. Each change and each turn costs the logarithm of what is open; nothing
/// is ever polled. Time comes in as data; a clock that was ahead and was set right is followed back.
/// </summary>
internal sealed class Watchlist
{
    /// <summary>
    /// Clocks of hosts differ by so many seconds, and one that is kept right may be set back by less: that turns nothing back.
    /// </summary>
    public const long Unsteady = 5;

    private readonly PackedWatches subjects = new();
    private readonly PriorityQueue<int, uint> turns = new();
    private readonly Dictionary<byte, SortedRuns<Mark>> raised = [];
    private readonly Dictionary<string, HashSet<int>> raisedOfItem = [];
    private readonly Dictionary<byte, int[]> counts = [];
    private readonly Dictionary<DateOnly, Dictionary<byte, int>> ends = [];

    /// <summary>What was told of when it rose (<see cref="Tells"/>), by the place of its subject; of most nothing is.</summary>
    private readonly Dictionary<int, (byte Rule, long Since)[]> told = [];

    private readonly List<RaisedWarning> risen = [];
    private readonly IComparer<Mark> mostUrgentFirst;

    /// <summary>How the watches of the subject that is looked at stood before, and stand now; written over for the next.</summary>
    private readonly List<WatchStanding> before = [], standing = [];

    private long now = long.MinValue;

    public Watchlist() => mostUrgentFirst = Comparer<Mark>.Create(Compare);

    /// <summary>When the next level turns, in seconds since 1970; null when none will.</summary>
    public long? NextTurn
    {
        get
        {
            DropStale();
            return turns.TryPeek(out _, out var at) ? at : null;
        }
    }

    /// <summary>How many subjects are watched.</summary>
    public int Count => subjects.Count;

    /// <summary>Which warnings are to be told of when they rise, by the kind of their subject and how they stand; null: none.</summary>
    public Func<string, WatchStanding, bool>? Tells { get; set; }

    /// <summary>Those that have risen since the last asking, each once while its subject is watched.</summary>
    public IReadOnlyList<RaisedWarning> TakeRisen()
    {
        if (risen.Count == 0)
        {
            return [];
        }

        var taken = risen.ToArray();
        risen.Clear();
        return taken;
    }

    /// <summary>The warnings that are raised now, of each rule the most urgent first.</summary>
    public IEnumerable<RaisedWarning> Raised => raised.SelectMany(ofRule => ofRule.Value.Select(mark => Named(ofRule.Key, mark)));

    /// <summary>
    /// How many are raised, the most urgent, and what ends on <paramref name="today"/> and the days that follow: the cost follows the
    /// number of rules, not of warnings.
    /// </summary>
    public Alarms Alarms(string team, DateOnly today = default) => new()
    {
        Ends = Enumerable.Range(0, Warnings.Alarms.DaysAhead + 1).Select(today.AddDays).Where(ends.ContainsKey)
            .ToDictionary(day => day, day => new Dictionary<byte, int>(ends[day])),
        ByRule = counts.Where(rule => raised[rule.Key].Count > 0).ToDictionary(rule => rule.Key, rule => (int[])rule.Value.Clone()),
        Top = Warnings.Alarms.MostUrgent(
            raised.SelectMany(ofRule => ofRule.Value.Take(Warnings.Alarms.MostOfOneSort).Select(mark => Named(ofRule.Key, mark, team)))),
    };

    /// <summary>
    /// How many are raised of some items, and the most urgent: the cost follows how many of them there are, and not how many the team has.
    /// </summary>
    public Alarms AlarmsOf(string team, Func<string, bool> item)
    {
        var (ofRule, found) = (new Dictionary<byte, List<Mark>>(), new List<WatchStanding>());
        foreach (var place in raisedOfItem.Where(ofItem => item(ofItem.Key)).SelectMany(static ofItem => ofItem.Value))
        {
            Look(place, subjects.Stood(place), found);
            foreach (var one in found.Where(static one => one.IsRaised))
            {
                (ofRule.TryGetValue(one.Rule, out var marks) ? marks : ofRule[one.Rule] = []).Add(new(one, place));
            }
        }

        return new()
        {
            ByRule = ofRule.ToDictionary(static rule => rule.Key, static rule => rule.Value.Aggregate(new int[Warnings.Alarms.Columns],
                static (counts, mark) => Warnings.Alarms.Count(counts, mark.Level, mark.Acknowledged, 1))),
            Top = Warnings.Alarms.MostUrgent(ofRule.SelectMany(rule => rule.Value.Order(mostUrgentFirst)
                .Take(Warnings.Alarms.MostOfOneSort).Select(mark => Named(rule.Key, mark, team)))),
        };
    }

    /// <summary>
    /// Takes a subject's open warnings in place of those it had; an older revision changes nothing. True when what is raised may have
    /// changed.
    /// </summary>
    public bool Set(WatchedSubject subject)
    {
        if (subjects.Find(subject) is not { } held)
        {
            if (subject.Watches.Length > 0)
            {
                before.Clear();
                Stand(subjects.Add(subject), subject.Item);
                CountEnds(standing, 1);
            }

            return subject.Watches.Length > 0;
        }

        if (subjects.Revision(held) > subject.Revision)
        {
            return false;
        }

        // Most batches of a subject leave what is watched of it as it was.
        if (subjects.IsSame(held, subject))
        {
            subjects.Revision(held) = subject.Revision;
            Look(held, subjects.Stood(held), standing);
            Tell(held);
            return false;
        }

        var item = subjects.ItemOf(held);
        Look(held, subjects.Stood(held), before);
        CountEnds(before, -1);
        if (subject.Watches.Length > 0)
        {
            subjects.Replace(held, subject);
            Stand(held, item);
            CountEnds(standing, 1);
        }
        else
        {
            Lower(held, item);
            told.Remove(held);
            subjects.Remove(held);
        }

        return true;
    }

    /// <summary>Time has come to this second. True when any level turned.</summary>
    public bool Turn(long second)
    {
        if (now > second + Unsteady)
        {
            ReadAgain(second);
            return true;
        }

        now = Math.Max(now, second);
        var turned = false;
        while (NextTurn <= now)
        {
            var place = turns.Dequeue();
            subjects.Next(place) = PackedWatches.Never;
            StandAgain(place);
            turned = true;
        }

        return turned;
    }

    /// <summary>Takes the least memory from now on, until something changes.</summary>
    public void Rest()
    {
        subjects.Rest();
        turns.TrimExcess();
        foreach (var ofRule in raised.Values)
        {
            ofRule.TrimExcess();
        }

        foreach (var ofItem in raisedOfItem.Values)
        {
            ofItem.TrimExcess();
        }
    }

    /// <summary>The clock had been ahead: all that turned since this second stands as it did.</summary>
    private void ReadAgain(long second)
    {
        now = second;
        foreach (var place in subjects.Places)
        {
            StandAgain(place);
        }
    }

    /// <summary>The same is watched of it, and time has moved.</summary>
    private void StandAgain(int place)
    {
        Look(place, subjects.Stood(place), before);
        Stand(place, subjects.ItemOf(place));
    }

    /// <summary>Raises what stands of it now in place of what stood before, and has it come back when it turns next.</summary>
    private void Stand(int place, string itemBefore)
    {
        Look(place, now, standing);
        subjects.Stood(place) = now;
        Raise(place, itemBefore);
        Tell(place);
        Queue(place);
    }

    private void Look(int place, long at, List<WatchStanding> into)
    {
        into.Clear();
        subjects.Stand(place, at, into);
    }

    /// <summary>Mostly the same stands as before.</summary>
    private void Raise(int place, string itemBefore)
    {
        var item = subjects.ItemOf(place);
        if (item == itemBefore && IsSameRaised())
        {
            return;
        }

        Lower(place, itemBefore);
        foreach (var one in standing)
        {
            if (one.IsRaised)
            {
                if (!raised.TryGetValue(one.Rule, out var ofRule))
                {
                    raised[one.Rule] = ofRule = new(mostUrgentFirst);
                    counts[one.Rule] = new int[Warnings.Alarms.Columns];
                }

                ofRule.Add(new(one, place));
                (raisedOfItem.TryGetValue(item, out var ofItem) ? ofItem : raisedOfItem[item] = []).Add(place);
                Warnings.Alarms.Count(counts[one.Rule], one.Level, one.Acknowledged, 1);
            }
        }
    }

    private bool IsSameRaised()
    {
        var other = 0;
        foreach (var one in standing)
        {
            if (one.IsRaised)
            {
                while (other < before.Count && !before[other].IsRaised)
                {
                    other++;
                }

                if (other == before.Count || !before[other++].IsSame(one))
                {
                    return false;
                }
            }
        }

        return before.FindIndex(other, static one => one.IsRaised) < 0;
    }

    /// <summary>Whether it is to be told of is asked again with each batch: the law may have changed since.</summary>
    private void Tell(int place)
    {
        foreach (var one in standing)
        {
            if (one.IsRaised && Tells?.Invoke(subjects.KindOf(place), one) == true)
            {
                var known = told.GetValueOrDefault(place) ?? [];
                if (!known.Contains((one.Rule, one.Since)))
                {
                    told[place] = [.. known, (one.Rule, one.Since)];
                    risen.Add(Named(one.Rule, new(one, place)));
                }
            }
        }
    }

    /// <summary>Takes away what stood before.</summary>
    private void Lower(int place, string item)
    {
        foreach (var one in before)
        {
            if (one.IsRaised)
            {
                raised[one.Rule].Remove(new(one, place));
                if (raisedOfItem.TryGetValue(item, out var ofItem) && ofItem.Remove(place) && ofItem.Count == 0)
                {
                    raisedOfItem.Remove(item);
                }

                Warnings.Alarms.Count(counts[one.Rule], one.Level, one.Acknowledged, -1);
            }
        }
    }

    private RaisedWarning Named(byte rule, Mark mark, string team = "")
    {
        var (kind, id, item) = subjects.NameOf(mark.Place);
        return new(rule, kind, id, item, mark.Level, mark.Due == 0 ? null : DateOnly.FromDayNumber(mark.Due), mark.Since, mark.Acknowledged,
            team);
    }

    /// <summary>As <see cref="RaisedWarning.MostUrgentFirst"/> among the warnings of one rule.</summary>
    private int Compare(Mark left, Mark right)
    {
        var order = (int)right.Level - (int)left.Level;
        order = order != 0 ? order : left.Due.CompareTo(right.Due);
        order = order != 0 ? order : left.Since.CompareTo(right.Since);
        return order != 0 || left.Place == right.Place ? order : subjects.Compare(left.Place, right.Place);
    }

    private void CountEnds(List<WatchStanding> watches, int sign)
    {
        foreach (var watch in watches)
        {
            if (watch.Due != 0)
            {
                var day = DateOnly.FromDayNumber(watch.Due);
                var rules = ends.TryGetValue(day, out var known) ? known : ends[day] = [];
                rules[watch.Rule] = rules.GetValueOrDefault(watch.Rule) + sign;
                if (rules[watch.Rule] == 0 && rules.Remove(watch.Rule) && rules.Count == 0)
                {
                    ends.Remove(day);
                }
            }
        }
    }

    private void Queue(int place)
    {
        var next = long.MaxValue;
        foreach (var one in standing)
        {
            next = Math.Min(next, one.Next);
        }

        // A turn beyond the year 2106 is not waited for.
        var at = (uint)Math.Clamp(next, 0, PackedWatches.Never);
        if (at != subjects.Next(place))
        {
            subjects.Next(place) = at;
            if (at != PackedWatches.Never)
            {
                turns.Enqueue(place, at);
            }
        }
    }

    /// <summary>Of a subject that has changed the turns it had before are still queued.</summary>
    private void DropStale()
    {
        while (turns.TryPeek(out var place, out var at) && subjects.Next(place) != at)
        {
            turns.Dequeue();
        }

        if (turns.Count > 64 + (2 * subjects.Count))
        {
            turns.Clear();
            turns.EnqueueRange(from place in subjects.Places
                               let at = subjects.Next(place)
                               where at != PackedWatches.Never
                               select (place, at));
        }
    }

    /// <summary>A raised warning of one rule by what its order needs, and the place of its subject.</summary>
    private readonly record struct Mark(Level Level, bool Acknowledged, int Due, int Place, long Since)
    {
        public Mark(WatchStanding one, int place)
            : this(one.Level, one.Acknowledged, one.Due, place, one.Since)
        {
        }
    }
}
