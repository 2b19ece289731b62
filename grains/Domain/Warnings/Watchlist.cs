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

    private readonly Dictionary<SubjectKey, Entry> subjects = [];
    private readonly PriorityQueue<Entry, long> turns = new();
    private readonly Dictionary<byte, SortedSet<RaisedWarning>> raised = [];
    private readonly Dictionary<string, HashSet<RaisedWarning>> raisedOfItem = [];
    private readonly Dictionary<byte, int[]> counts = [];
    private readonly Dictionary<DateOnly, Dictionary<byte, int>> ends = [];
    private readonly List<RaisedWarning> risen = [];
    private long now = long.MinValue;
    private int queued;

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

    /// <summary>Which warnings are to be told of when they rise; null: none.</summary>
    public Func<RaisedWarning, bool>? Tells { get; set; }

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
    public IEnumerable<RaisedWarning> Raised => raised.Values.SelectMany(ofRule => ofRule);

    /// <summary>Those of some items, in any order: the cost follows how many of them there are, and not how many the team has.</summary>
    public IEnumerable<RaisedWarning> RaisedOf(Func<string, bool> item) =>
        raisedOfItem.Where(ofItem => item(ofItem.Key)).SelectMany(static ofItem => ofItem.Value);

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
            raised.Values.SelectMany(ofRule => ofRule.Take(Warnings.Alarms.MostOfOneSort)).Select(warning => warning with { Team = team })),
    };

    /// <summary>
    /// Takes a subject's open warnings in place of those it had; an older revision changes nothing. True when what is raised may have
    /// changed.
    /// </summary>
    public bool Set(WatchedSubject subject)
    {
        var key = (subject.Kind, subject.Id);
        if (subjects.TryGetValue(key, out var held))
        {
            if (held.Subject.Revision > subject.Revision)
            {
                return false;
            }

            // Most batches of a subject leave what is watched of it as it was.
            if (held.Watches(subject))
            {
                held.Subject = subject;
                Tell(held);
                return false;
            }

            CountEnds(held.Watches(), -1);
            held.IsGone = true;
            queued -= held.IsQueued ? 1 : 0;
        }

        if (subject.Watches.Length > 0)
        {
            var entry = new Entry(subject) { Told = held?.Told ?? [], Raised = held?.Raised ?? [] };
            subjects[key] = entry;
            var watches = entry.Watches();
            CountEnds(watches, 1);
            Stand(entry, watches);
        }
        else if (held is not null)
        {
            Lower(held);
            subjects.Remove(key);
        }

        return held is not null || subject.Watches.Length > 0;
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
            var entry = turns.Dequeue();
            queued--;
            Stand(entry, entry.Watches());
            turned = true;
        }

        return turned;
    }

    /// <summary>The clock had been ahead: all that turned since this second stands as it did.</summary>
    private void ReadAgain(long second)
    {
        now = second;
        turns.Clear();
        queued = 0;
        foreach (var entry in subjects.Values)
        {
            Stand(entry, entry.Watches());
        }
    }

    /// <summary>Raises what stands of it now, and has it come back when it turns next.</summary>
    private void Stand(Entry entry, IReadOnlyList<Watch> watches)
    {
        Raise(entry, watches);
        Tell(entry);
        Queue(entry, watches);
    }

    /// <summary>What stands of it now is raised in place of what was; mostly that is the same.</summary>
    private void Raise(Entry entry, IReadOnlyList<Watch> watches)
    {
        var standing = new List<RaisedWarning>(watches.Count);
        foreach (var watch in watches)
        {
            var taken = watch.Taken(now);
            if (watch.After(taken) != Level.None)
            {
                standing.Add(RaisedWarning.Of(entry.Subject.Kind, entry.Subject.Id, entry.Subject.Item, watch, taken));
            }
        }

        if (standing.SequenceEqual(entry.Raised))
        {
            return;
        }

        Lower(entry);
        entry.Raised = [.. standing];
        foreach (var warning in standing)
        {
            if (!raised.TryGetValue(warning.Rule, out var ofRule))
            {
                raised[warning.Rule] = ofRule = new(RaisedWarning.MostUrgentFirst);
                counts[warning.Rule] = new int[Warnings.Alarms.Columns];
            }

            ofRule.Add(warning);
            (raisedOfItem.TryGetValue(warning.Item, out var ofItem) ? ofItem
                : raisedOfItem[warning.Item] = new(ReferenceEqualityComparer.Instance)).Add(warning);
            warning.CountIn(counts[warning.Rule], 1);
        }
    }

    /// <summary>Whether it is to be told of is asked again with each batch: the law may have changed since.</summary>
    private void Tell(Entry entry)
    {
        foreach (var warning in entry.Raised)
        {
            if (!entry.Told.Contains((warning.Rule, warning.Since)) && Tells?.Invoke(warning) == true)
            {
                entry.Told = [.. entry.Told, (warning.Rule, warning.Since)];
                risen.Add(warning);
            }
        }
    }

    private void Lower(Entry entry)
    {
        foreach (var warning in entry.Raised)
        {
            raised[warning.Rule].Remove(warning);
            if (raisedOfItem[warning.Item].Remove(warning) && raisedOfItem[warning.Item].Count == 0)
            {
                raisedOfItem.Remove(warning.Item);
            }

            warning.CountIn(counts[warning.Rule], -1);
        }
    }

    private void CountEnds(IReadOnlyList<Watch> watches, int sign)
    {
        foreach (var watch in watches)
        {
            if (watch.Due is { } day)
            {
                var rules = ends.TryGetValue(day, out var known) ? known : ends[day] = [];
                rules[watch.Rule] = rules.GetValueOrDefault(watch.Rule) + sign;
                if (rules[watch.Rule] == 0 && rules.Remove(watch.Rule) && rules.Count == 0)
                {
                    ends.Remove(day);
                }
            }
        }
    }

    private void Queue(Entry entry, IReadOnlyList<Watch> watches)
    {
        var next = long.MaxValue;
        foreach (var watch in watches)
        {
            next = Math.Min(next, watch.NextAfter(watch.Taken(now)));
        }

        entry.IsQueued = next < long.MaxValue;
        if (entry.IsQueued)
        {
            turns.Enqueue(entry, next);
            queued++;
        }
    }

    private void DropStale()
    {
        while (turns.TryPeek(out var entry, out _) && entry.IsGone)
        {
            turns.Dequeue();
        }

        if (turns.Count > 64 + (2 * queued))
        {
            var live = turns.UnorderedItems.Where(turn => !turn.Element.IsGone).ToList();
            turns.Clear();
            turns.EnqueueRange(live);
        }
    }

    private sealed class Entry(WatchedSubject subject)
    {
        public WatchedSubject Subject { get; set; } = subject;

        /// <summary>One, seldom more.</summary>
        public RaisedWarning[] Raised { get; set; } = [];

        /// <summary>What was told of when it rose (<see cref="Tells"/>), by rule and instant; mostly nothing.</summary>
        public (byte Rule, long Since)[] Told { get; set; } = [];

        public bool IsQueued { get; set; }

        /// <summary>Another one took its place.</summary>
        public bool IsGone { get; set; }

        public IReadOnlyList<Watch> Watches() => WatchedSubject.Decode(Subject.Watches);

        /// <summary>Whether the very same is watched of it as of another state of the same subject.</summary>
        public bool Watches(WatchedSubject other) =>
            Subject.Item == other.Item && Subject.Watches.AsSpan().SequenceEqual(other.Watches);
    }
}
