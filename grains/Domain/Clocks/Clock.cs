using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Clocks;

/// <summary>What stopped a clock.</summary>
/// <param name="On">The day that counts.</param>
/// <param name="At">The instant taken for it.</param>
/// <param name="ReceivedAt">When this product came to know of it.</param>
internal sealed record Stop(DateOnly On, DateTimeOffset At, DateTimeOffset ReceivedAt)
{
    public static Stop By(Fact fact, DateOnly on) => new(on, fact.InstantOn(on), fact.ReceivedAt);

    /// <summary>The earliest of several.</summary>
    public static Stop? First(params ReadOnlySpan<Stop?> stops)
    {
        Stop? first = null;
        foreach (var stop in stops)
        {
            first = stop is not null && (first is null || stop.At < first.At) ? stop : first;
        }

        return first;
    }
}

/// <summary>A statutory limit running on a subject, or stopped (时限).</summary>
/// <param name="Key">Which of several of one limit (a document number); empty where there is one.</param>
/// <param name="N">Units, extensions included.</param>
/// <param name="Rules">Version of the rule set it is counted by.</param>
internal sealed record Clock(Limit Limit, string Key, DateOnly Trigger, int N, Deadline Deadline, Stop? Stopped, string Rules)
{
    /// <summary>What would have stopped it, of a day before it began: it serves nothing, and is marked (DOMAIN.md §14.1 V8).</summary>
    public Stop? Early { get; init; }

    /// <summary>The same limit ending on a day that a document sets.</summary>
    /// <param name="isFixed">A date in the law that no day of rest moves: 31 January.</param>
    public Clock Until(DateOnly raw, Law law, bool isFixed = false)
    {
        var rolls = !isFixed && Limit.Unit is LimitUnit.Days or LimitUnit.Months;
        var calendar = law.CalendarOf((raw, rolls), static (calendar, end) => end.rolls ? calendar.Roll(end.raw) : end.raw, Stopped);
        return this with { Deadline = new(raw, rolls ? calendar.Roll(raw) : raw, calendar.IsProvisional(raw)) };
    }

    /// <summary>Stopped on the last day or before.</summary>
    public bool IsMet => Stopped is { } stop && stop.On <= Deadline.Due;

    /// <summary>
    /// The timetable of a warning that follows this clock: so many units before it ends yellow and red, breach when its last day is over.
    /// For duties counted in calendar days what is left is counted to the raw day; breach follows the day it rolls to (DOMAIN.md §5.1).
    /// </summary>
    public Warning Warn(WarningRule rule, Threshold threshold, DateTimeOffset triggeredAt, WorkCalendar calendar)
    {
        var end = Limit.Agency ? Deadline.Raw : Deadline.Due;
        var steps = new List<Step>(3);
        Add(threshold.Yellow, Level.Yellow);
        Add(threshold.Red, Level.Red);
        steps.Add(new(Shanghai.Midnight(Deadline.Due.AddDays(1)), Level.Breach));
        return Warning.Of(rule, Deadline.Due, steps, Stopped);

        void Add(int? left, Level level)
        {
            if (left is { } units)
            {
                var day = threshold.Unit == LimitUnit.Workdays ? calendar.WhenLeft(end, units) : end.AddDays(-units);
                var at = Shanghai.Midnight(day);
                // What has less time than that from the beginning is warned of at once, not before it began.
                steps.Add(new(at > triggeredAt ? at : triggeredAt, level));
            }
        }
    }
}
