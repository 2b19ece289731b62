using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
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
    /// <summary>Which firms had other codes before.</summary>
    public FirmCodes Firms { get; init; } = FirmCodes.None;

    /// <summary>The legal section as the newest rule set names it; null where it names none.</summary>
    public string? LegalSection => Rules.Sets.Count == 0 ? null : Rules.Sets[^1].Parameters.LegalSection;

    public static Law None { get; } = new(WorkCalendar.Empty, RuleBook.Empty, Certificates.None,
        FrozenDictionary<string, (long, long)>.Empty);

    /// <summary>The calendars before an amendment, in order, each with the instant from which it was amended; mostly none.</summary>
    public ImmutableArray<(DateTimeOffset Until, WorkCalendar Calendar)> Superseded { get; init; } = [];

    /// <summary>
    /// The calendar that judges a limit: of one that has ended, stopped or past its last day, the one that was known then, so that an
    /// amendment takes back no verdict; of one that runs, the newest.
    /// </summary>
    /// <param name="last">The last day in time by a calendar.</param>
    public WorkCalendar CalendarOf<T>(T terms, Func<WorkCalendar, T, DateOnly> last, Stop? stop)
    {
        foreach (var (until, calendar) in Superseded)
        {
            var over = Shanghai.Midnight(last(calendar, terms).AddDays(1));
            if ((stop?.At < over ? stop.At : over) <= until)
            {
                return calendar;
            }
        }

        return Calendar;
    }

    /// <summary>The warning rule as it judges acts of a day; null where it does not.</summary>
    public WarningRule? Warning(string id, DateOnly day) =>
        Rules.At(day).Warning(WarningRule.NumberOf(id)) is { } rule && rule.From <= day ? rule : null;

    /// <summary>A clock set off by a trigger; null when no such limit is in force on that day.</summary>
    /// <param name="extra">Units added to the limit: days a test took, an extension.</param>
    /// <param name="presupposes">What stops it presupposes what sets it off: of a day before that it stops nothing.</param>
    public Clock? Clock(string limit, DateOnly trigger, string key = "", string? item = null, int extra = 0, Stop? stop = null,
        bool presupposes = false)
    {
        var rules = Rules.At(trigger);
        if (!rules.Limits.TryGetValue(limit, out var found) || found.From > trigger)
        {
            return null;
        }

        var n = (item is not null && found.ByItem.TryGetValue(item, out var own) ? own : found.N) + extra;
        var early = presupposes && stop?.On < trigger ? stop : null;
        var ended = early is null ? stop : null;
        return new(found, key, trigger, n, Deadline(trigger, n, found.Unit, ended), ended, rules.Version) { Early = early };
    }

    /// <summary>When so many units end, by the calendar that judges them.</summary>
    public Deadline Deadline(DateOnly trigger, int n, LimitUnit unit, Stop? stop) =>
        CalendarOf((trigger, n, unit), static (calendar, terms) => calendar.Due(terms.trigger, terms.n, terms.unit).Due, stop)
            .Due(trigger, n, unit);
}
