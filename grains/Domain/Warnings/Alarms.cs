namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// How many warnings stand, by rule and level, and the most urgent of them: what a view shows, ready to be added to others.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class Alarms
{
    /// <summary>How many of the most urgent a view names, and of one rule and team.</summary>
    public const int MostNamed = 24, MostOfOneSort = 4;

    /// <summary>In a storm a view names more: one of each rule and team, up to so many.</summary>
    public const int MostSorts = 400;

    /// <summary>A column a level, and in place of none how many of all are acknowledged.</summary>
    public const int Columns = 5, AcknowledgedColumn = (int)Level.None;

    /// <summary>How many days a view says what ends on, today the first.</summary>
    public const int DaysAhead = 14;

    public static Alarms None { get; } = new();

    /// <summary>By rule number: how many are acknowledged, blue, yellow, red, breach.</summary>
    [Id(0)] public Dictionary<byte, int[]> ByRule { get; init; } = [];

    /// <summary>The most urgent, most urgent first.</summary>
    [Id(1)] public RaisedWarning[] Top { get; init; } = [];

    /// <summary>
    /// By last day in time and number of rule: how many limits end on that day that nothing has met yet, whether they warn by now or not.
    /// Of today and the <see cref="DaysAhead"/> days that follow: one more than is shown, for a sum that has come to tomorrow first.
    /// </summary>
    [Id(2)] public Dictionary<DateOnly, Dictionary<byte, int>> Ends { get; init; } = [];

    /// <summary>Adds a warning to the counts of its rule, or takes it off (<paramref name="sign"/> −1).</summary>
    /// <returns>The same counts.</returns>
    public static int[] Count(int[] counts, Level level, bool acknowledged, int sign)
    {
        counts[(int)level] += sign;
        counts[AcknowledgedColumn] += acknowledged ? sign : 0;
        return counts;
    }

    /// <summary>Of some warnings of one team.</summary>
    public static Alarms Of(string team, IEnumerable<RaisedWarning> raised)
    {
        var (byRule, top) = (new Dictionary<byte, int[]>(), new List<RaisedWarning>());
        foreach (var ofRule in raised.GroupBy(warning => warning.Rule))
        {
            var counts = byRule[ofRule.Key] = new int[Columns];
            foreach (var warning in ofRule)
            {
                warning.CountIn(counts, 1);
            }

            top.AddRange(ofRule.Order(RaisedWarning.MostUrgentFirst).Take(MostOfOneSort).Select(warning => warning with { Team = team }));
        }

        return new() { ByRule = byRule, Top = MostUrgent(top) };
    }

    /// <summary>Those of them that a view names: the most urgent of each rule and team, and what else has room.</summary>
    public static RaisedWarning[] MostUrgent(IEnumerable<RaisedWarning> warnings)
    {
        var (sorts, first, further) = (new HashSet<(byte Rule, string Team)>(), new List<RaisedWarning>(), new List<RaisedWarning>());
        foreach (var warning in warnings.Order(RaisedWarning.MostUrgentFirst))
        {
            (sorts.Add((warning.Rule, warning.Team)) ? first : further).Add(warning);
        }

        return first.Count >= MostNamed ? [.. first.Take(MostSorts)]
            : [.. first.Concat(further.Take(MostNamed - first.Count)).Order(RaisedWarning.MostUrgentFirst)];
    }

    /// <summary>All together.</summary>
    public static Alarms Sum(IEnumerable<Alarms> parts)
    {
        var all = parts.ToList();
        var byRule = new Dictionary<byte, int[]>();
        foreach (var (rule, counts) in all.SelectMany(part => part.ByRule))
        {
            var sum = byRule.TryGetValue(rule, out var known) ? known : byRule[rule] = new int[Columns];
            for (var i = 0; i < Columns; i++)
            {
                sum[i] += counts[i];
            }
        }

        return new() { ByRule = byRule, Top = MostUrgent(all.SelectMany(part => part.Top)), Ends = EndsOf(all) };
    }

    /// <summary>The same, all of one team.</summary>
    public Alarms Named(string team) => new()
    {
        ByRule = ByRule, Top = MostUrgent(Top.Select(warning => warning with { Team = team })), Ends = Ends,
    };

    private static Dictionary<DateOnly, Dictionary<byte, int>> EndsOf(IEnumerable<Alarms> parts)
    {
        var ends = new Dictionary<DateOnly, Dictionary<byte, int>>();
        foreach (var (day, rules) in parts.SelectMany(static part => part.Ends))
        {
            var sum = ends.TryGetValue(day, out var known) ? known : ends[day] = [];
            foreach (var (rule, count) in rules)
            {
                sum[rule] = sum.GetValueOrDefault(rule) + count;
            }
        }

        return ends;
    }

    /// <summary>How many stand at a level; of none, how many of all are acknowledged.</summary>
    public int Total(Level level) => ByRule.Values.Sum(counts => counts[(int)level]);
}
