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
    private readonly Dictionary<int, Standing> standings = [];
    private readonly PriorityQueue<int, uint> turns = new();
    private readonly Dictionary<byte, SortedSet<RaisedWarning>> raised = [];
    private readonly Dictionary<string, HashSet<RaisedWarning>> raisedOfItem = [];
    private readonly Dictionary<byte, int[]> counts = [];
    private readonly Dictionary<DateOnly, Dictionary<byte, int>> ends = [];
    private readonly List<RaisedWarning> risen = [];
    private long now = long.MinValue;

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
        if (subjects.Find(subject) is not { } held)
        {
            if (subject.Watches.Length > 0)
            {
                Begin(subjects.Add(subject), subject);
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
            Tell(held);
            return false;
        }

        CountEnds(subjects[held].All(), -1);
        if (subject.Watches.Length > 0)
        {
            subjects.Replace(held, subject);
            Begin(held, subject);
        }
        else
        {
            Lower(held);
            standings.Remove(held);
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
            Stand(place, subjects[place]);
            turned = true;
        }

        return turned;
    }

    /// <summary>Takes the least memory from now on, until something changes.</summary>
    public void Rest()
    {
        subjects.Rest();
        turns.TrimExcess();
    }

    /// <summary>The clock had been ahead: all that turned since this second stands as it did.</summary>
    private void ReadAgain(long second)
    {
        now = second;
        foreach (var place in subjects.Places)
        {
            Stand(place, subjects[place]);
        }
    }

    private void Begin(int place, WatchedSubject subject)
    {
        var watches = subject.All();
        CountEnds(watches, 1);
        Stand(place, subject, watches);
    }

    /// <summary>Raises what stands of it now, and has it come back when it turns next.</summary>
    private void Stand(int place, WatchedSubject subject) => Stand(place, subject, subject.All());

    private void Stand(int place, WatchedSubject subject, IReadOnlyList<Watch> watches)
    {
        Raise(place, subject, watches);
        Tell(place);
        Queue(place, watches);
    }

    /// <summary>What stands of it now is raised in place of what was; mostly that is the same.</summary>
    private void Raise(int place, WatchedSubject subject, IReadOnlyList<Watch> watches)
    {
        var standing = new List<RaisedWarning>(watches.Count);
        foreach (var watch in watches)
        {
            var taken = watch.Taken(now);
            if (watch.After(taken) != Level.None)
            {
                standing.Add(RaisedWarning.Of(subject.Kind, subject.Id, subject.Item, watch, taken));
            }
        }

        if (standing.SequenceEqual(RaisedAt(place)))
        {
            return;
        }

        Lower(place);
        standings[place] = new([.. standing], standings.TryGetValue(place, out var before) ? before.Told : []);
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
    private void Tell(int place)
    {
        foreach (var warning in RaisedAt(place))
        {
            var told = standings[place].Told;
            if (!told.Contains((warning.Rule, warning.Since)) && Tells?.Invoke(warning) == true)
            {
                standings[place] = standings[place] with { Told = [.. told, (warning.Rule, warning.Since)] };
                risen.Add(warning);
            }
        }
    }

    private void Lower(int place)
    {
        foreach (var warning in RaisedAt(place))
        {
            raised[warning.Rule].Remove(warning);
            if (raisedOfItem[warning.Item].Remove(warning) && raisedOfItem[warning.Item].Count == 0)
            {
                raisedOfItem.Remove(warning.Item);
            }

            warning.CountIn(counts[warning.Rule], -1);
        }
    }

    private RaisedWarning[] RaisedAt(int place) => standings.TryGetValue(place, out var standing) ? standing.Raised : [];

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

    private void Queue(int place, IReadOnlyList<Watch> watches)
    {
        var next = long.MaxValue;
        foreach (var watch in watches)
        {
            next = Math.Min(next, watch.NextAfter(watch.Taken(now)));
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

    /// <summary>What a subject has raised.</summary>
    /// <param name="Raised">One, seldom more.</param>
    /// <param name="Told">What was told of when it rose (<see cref="Tells"/>), by rule and instant; mostly nothing.</param>
    private readonly record struct Standing(RaisedWarning[] Raised, (byte Rule, long Since)[] Told);
}
