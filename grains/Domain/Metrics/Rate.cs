using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Metrics;

/// <summary>The three parts of a rate that can be opened.</summary>
internal enum RatePart
{
    Numerator,
    Denominator,
    Pending,
}

/// <summary>
/// A rate whose parts are counters, attributed to a day (DOMAIN.md §8). What is open counts in the denominator once its deadline
/// has passed, and until then is pending.
/// </summary>
/// <param name="Id">M01 …</param>
/// <param name="Numerator">What is achieved.</param>
/// <param name="Denominator">What is in the denominator in any case (it may contain the numerator).</param>
/// <param name="Open">What stands open on its attribution date; None where nothing can be pending.</param>
/// <param name="Deadline">The last day on which what is open is still in time, from its attribution date.</param>
internal sealed record Rate(string Id, Counter Numerator, Counter Denominator, Counter Open, Func<DateOnly, WorkCalendar, DateOnly> Deadline)
{
    /// <summary>The rates shown now. Disclosure falls due 7 working days after the decision (国办发〔2018〕118号).</summary>
    public static IReadOnlyList<Rate> All { get; } =
    [
        new("M01", Counter.DisclosureDone, Counter.DisclosureDone, Counter.DisclosureOpen, static (decided, calendar) => calendar.WorkdaysAfter(decided, 7)),
        new("M12", Counter.PlannedTaskDone, Counter.PlannedTaskDone, Counter.PlannedTaskOpen, static (planEnd, _) => planEnd),
        new("M27", Counter.ReviewsCorrected, Counter.ReviewsConcluded, Counter.None, static (day, _) => day),
        new("M28", Counter.LawsuitsLost, Counter.LawsuitsConcluded, Counter.None, static (day, _) => day),
    ];

    /// <summary>Whether a count of a subject belongs to a part of this rate on a day.</summary>
    public bool Has(RatePart part, Counter counter, DateOnly attributed, Viewpoint at) => part switch
    {
        RatePart.Numerator => counter == Numerator,
        RatePart.Denominator => counter == Denominator || (counter == Open && IsDue(attributed, at)),
        _ => counter == Open && !IsDue(attributed, at),
    };

    /// <summary>The deadline of what is attributed to this day has passed.</summary>
    public bool IsDue(DateOnly attributed, Viewpoint at) => Deadline(attributed, at.Calendar) < at.Today;
}

/// <summary>A rate with its parts, never without them.</summary>
internal readonly record struct RateValue(long Numerator, long Denominator, long Pending)
{
    /// <summary>Percent with one decimal, rounded down, so that 99.96 % does not read 100 %; null when there is nothing to divide by.</summary>
    public double? Value => Denominator == 0 ? null : (double)(Numerator * 1000 / Denominator) / 10;
}
