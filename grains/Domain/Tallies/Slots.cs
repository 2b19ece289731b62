using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Metrics;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Where what stands open is summed up for a day: by stage, by age, by kind, and by whether its due day has passed.
/// A subject that stands open may be in several slots.
/// </summary>
internal static class Slots
{
    /// <summary>Age classes of open cases in days since filing: name and last day of the class.</summary>
    public static IReadOnlyList<(string Name, int Last)> Ages { get; } = [("0-30", 30), ("31-60", 60), ("61-75", 75), ("76-90", 90),
        ("over90", int.MaxValue)];

    private const int FirstAge = 8, LicenceSlot = 13, TaskSlot = 14, RectificationSlot = 15, FirstDue = 16, SlotsOfDue = 4;

    /// <summary>The slots kept by item: what is open by stage, age and kind.</summary>
    public const int OfItem = FirstDue;

    /// <summary>Subjects that are set aside.</summary>
    public static int SetAside { get; } = FirstDue + (SlotsOfDue * Counters.DueCount);

    /// <summary>Open orders that stand on the wall.</summary>
    public static int OrdersListed { get; } = SetAside + 1;

    /// <summary>How many slots there are.</summary>
    public static int Count { get; } = OrdersListed + 1;

    public static int Stage(int index) => index;

    public static int Age(int index) => FirstAge + index;

    public static int Licences => LicenceSlot;

    public static int Tasks => TaskSlot;

    public static int Rectifications => RectificationSlot;

    /// <summary>What is open of a counter with a due day: passed or not, attributed to the period of the view, or whenever.</summary>
    public static int Of(Counter counter, bool passed, bool ofPeriod) =>
        FirstDue + (SlotsOfDue * Counters.DueIndex(counter)) + (passed ? 0 : 1) + (ofPeriod ? 0 : 2);

    /// <summary>The slots of a standing cell, seen from a viewpoint.</summary>
    public static IEnumerable<int> Of(Cell cell, Viewpoint at)
    {
        if (Counters.HasDue(cell.Counter))
        {
            var passed = cell.Due < at.Today;
            yield return Of(cell.Counter, passed, ofPeriod: false);
            if (at.RatePeriod.Contains(cell.Day))
            {
                yield return Of(cell.Counter, passed, ofPeriod: true);
            }

            yield break;
        }

        for (var i = 0; i < Stages.Open.Count; i++)
        {
            if (cell.Counter == Stages.Open[i].Counter)
            {
                yield return Stage(i);
                yield return Age(AgeOf(at.Today.DayNumber - cell.Day.DayNumber));
            }
        }

        switch (cell.Counter)
        {
            case Counter.LicenceOpen:
                yield return LicenceSlot;
                break;
            case Counter.TaskOpen:
                yield return TaskSlot;
                break;
            case Counter.RectificationOpen:
                yield return RectificationSlot;
                break;
            case Counter.SetAside:
                yield return SetAside;
                break;
            case Counter.OrdersListed:
                yield return OrdersListed;
                break;
        }
    }

    private static int AgeOf(int days)
    {
        var index = 0;
        while (days > Ages[index].Last)
        {
            index++;
        }

        return index;
    }
}
