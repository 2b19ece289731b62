using System.Collections.Frozen;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Orders;

/// <summary>
/// The numbers of supervision orders (SUPERVISION.md §2, rule data <c>orders</c>), in working days unless said. A running order keeps those
/// of the rule set of the day it was issued.
/// </summary>
internal sealed record OrderTerms
{
    /// <summary>The warnings of which the system drafts an order, each a rule and the level from which on: (4, Breach).</summary>
    public FrozenDictionary<byte, Level> DraftOn { get; init; } = FrozenDictionary<byte, Level>.Empty;

    /// <summary>Warnings raised before this day are not drafted of: where the loop begins.</summary>
    public DateOnly DraftFrom { get; init; } = DateOnly.MinValue;

    /// <summary>From issue to report, by severity (ORD-02).</summary>
    public FrozenDictionary<string, int> Days { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>From issue to acceptance (ORD-01).</summary>
    public int Accept { get; init; } = 1;

    /// <summary>From report to closing or return (ORD-03).</summary>
    public int Check { get; init; } = 3;

    /// <summary>An extension at most (ORD-04).</summary>
    public int Extension { get; init; } = 10;

    /// <summary>From closing to the look back, in calendar days (ORD-05).</summary>
    public int LookBack { get; init; } = 30;

    /// <summary>So many calendar days within which a third order of one kind at one team is a recurrence (W35).</summary>
    public int RepeatDays { get; init; } = 90;

    /// <summary>From the draft to its issue or dismissal (ORD-07).</summary>
    public int Draft { get; init; } = 2;

    /// <summary>Before the day of a supervision document an order drafted of it is due.</summary>
    public int BeforeDocument { get; init; } = 3;

    public int Level2After { get; init; } = 5;

    public int Level3After { get; init; } = 10;

    /// <summary>What is left after a return of a report that was in time.</summary>
    public int ReturnGrace { get; init; } = 3;

    /// <summary>Working days from issue to report; of a severity the rules do not name the longest they give.</summary>
    public int DaysOf(string? severity) =>
        severity is not null && Days.TryGetValue(severity, out var days) ? days : Days.Count > 0 ? Days.Values.Max() : 15;

    /// <summary>The last day of the report of an order issued on a day, and no later than the subject's own last day.</summary>
    public DateOnly DueOf(string? severity, DateOnly issued, WorkCalendar calendar, DateOnly? own = null)
    {
        var due = calendar.WorkdaysAfter(issued, DaysOf(severity));
        return own is { } last && last < due && last >= issued ? last : due;
    }
}
