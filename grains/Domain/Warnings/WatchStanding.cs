using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>How one open warning stands at a second, read from its stored watch (<see cref="WatchedSubject"/>).</summary>
/// <param name="Rule">Number of the rule: 1 is W01.</param>
/// <param name="Level">None while it is not raised.</param>
/// <param name="Acknowledged">Somebody has taken note of it at this level.</param>
/// <param name="Due">Number of its last day; 0 where it has none.</param>
/// <param name="Since">When it was raised, in seconds since 1970; nothing while it is not.</param>
/// <param name="Next">When it turns next, in seconds since 1970; <see cref="long.MaxValue"/> when it never will.</param>
internal readonly record struct WatchStanding(byte Rule, Level Level, bool Acknowledged, int Due, long Since, long Next)
{
    public bool IsRaised => Level != Level.None;

    /// <summary>Whether the same is raised: when either turns next is not asked.</summary>
    public bool IsSame(WatchStanding other) => this with { Next = 0 } == other with { Next = 0 };

    /// <summary>
    /// Reads how stored watches stand at a second, as <see cref="Watch"/> has it, without an object for each: this is done for each subject
    /// that changes.
    /// </summary>
    public static void Read(VarIntReader stored, long now, List<WatchStanding> into)
    {
        for (var left = stored.Read(); left > 0; left--)
        {
            var rule = WatchedSubject.RuleOf((int)stored.Read());
            var (due, acknowledged) = ((int)stored.Read(), stored.Read());
            var (level, since, taken, next) = (Level.None, 0L, 0L, (long?)null);
            for (var steps = stored.Read(); steps > 0; steps--)
            {
                var (at, to) = (stored.Read(), (Level)stored.Read());
                if (next is null && at <= now)
                {
                    (level, since, taken) = (to, level == Level.None ? at : since, at);
                }
                else
                {
                    next ??= at;
                }
            }

            into.Add(new(rule, level, level != Level.None && acknowledged != 0 && acknowledged >= taken, due,
                level == Level.None ? 0 : since, next ?? long.MaxValue));
        }
    }
}
