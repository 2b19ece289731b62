using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;

namespace Dashboard.Grains.Roster;

/// <summary>
/// What calendars were known before the notice of a year was amended. A pure function of the set of notices: their order is the order
/// of facts, and the instant of an amendment the one it names. The first notice of a year counts from the beginning of time, since
/// nothing could be judged by another.
/// </summary>
internal static class CalendarHistory
{
    /// <summary>So many amendments are told apart; what ended before them is judged by the first calendar that is kept.</summary>
    private const int Most = 50;

    /// <param name="now">The notices in force.</param>
    /// <param name="told">All that was published of each year.</param>
    public static ImmutableArray<(DateTimeOffset Until, WorkCalendar Calendar)> Before(
        ImmutableDictionary<int, CalendarYear> now, IEnumerable<IEnumerable<SourceEvent>> told)
    {
        var calendars = new List<(DateTimeOffset Until, WorkCalendar Calendar)>();
        foreach (var (at, earlier) in told.SelectMany(Amendments).OrderByDescending(amended => amended.At)
            .ThenByDescending(amended => amended.Before.Year).Take(Most))
        {
            now = now.SetItem(earlier.Year, earlier);
            calendars.Add((at, new(now)));
        }

        calendars.Reverse();
        return [.. calendars];
    }

    /// <summary>Each instant at which a published year came to be another, with the year before it.</summary>
    private static IEnumerable<(DateTimeOffset At, CalendarYear Before)> Amendments(IEnumerable<SourceEvent> told)
    {
        var (known, before, at) = (new List<SourceEvent>(), (CalendarYear?)null, DateTimeOffset.MinValue);
        foreach (var @event in told.Order(Comparer<SourceEvent>.Create(Chronicle.Compare)))
        {
            known.Add(@event);
            at = @event.Time > at ? @event.Time : at;
            if (Chronicle.Live(known) is not [.., { Fact: CalendarPublished { Calendar: { Provisional: false } notice } }]
                || CalendarNotice.Problem(notice) is not null)
            {
                continue;
            }

            if (before is not null && !before.SaysTheSameAs(notice))
            {
                yield return (at, before);
            }

            before = notice;
        }
    }
}
