using System.Collections.Frozen;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.People;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// What subjects are judged by besides their own facts: the calendar, the rules of each day, the register of certificates and the
/// statutory ranges of fines. Data, so that a judgement is a pure function of facts and law.
/// </summary>
/// <param name="FineRanges">By supervision item, lowest and highest statutory fine in fen; only where known.</param>
internal sealed record Law(WorkCalendar Calendar, RuleBook Rules, Certificates Certificates,
    FrozenDictionary<string, (long Least, long Most)> FineRanges)
{
    public static Law None { get; } = new(WorkCalendar.Empty, RuleBook.Empty, Certificates.None,
        FrozenDictionary<string, (long, long)>.Empty);

    /// <summary>The warning rule as it judges acts of a day; null where it does not.</summary>
    public WarningRule? Warning(string id, DateOnly day) =>
        Rules.At(day).Warning(WarningRule.NumberOf(id)) is { } rule && rule.From <= day ? rule : null;

    /// <summary>A clock set off by a trigger; null when no such limit is in force on that day.</summary>
    /// <param name="extra">Units added to the limit: days a test took, an extension.</param>
    public Clock? Clock(string limit, DateOnly trigger, string key = "", string? item = null, int extra = 0, Stop? stop = null)
    {
        var rules = Rules.At(trigger);
        if (!rules.Limits.TryGetValue(limit, out var found) || found.From > trigger)
        {
            return null;
        }

        var n = item is not null && found.ByItem.TryGetValue(item, out var own) ? own : found.N;
        return new(found, key, trigger, n + extra, Calendar.Due(trigger, n + extra, found.Unit), stop, rules.Version);
    }
}
