using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Metrics;

namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Where what stands open is summed up for a day: by stage, by age, by kind, and by whether the deadline of a rate has passed.
/// A subject that stands open may be in several slots.
/// </summary>
internal static class Slots
{
    /// <summary>Age classes of open cases in days since filing: name and last day of the class.</summary>
    public static IReadOnlyList<(string Name, int Last)> Ages { get; } = [("0-30", 30), ("31-60", 60), ("61-75", 75), ("76-90", 90), ("over90", int.MaxValue)];

    private const int FirstAge = 8, LicenceSlot = 13, TaskSlot = 14, RectificationSlot = 15, FirstRate = 16;

    public static int Stage(int index) => index;

    public static int Age(int index) => FirstAge + index;

    public static int Licences => LicenceSlot;

    public static int Tasks => TaskSlot;

    public static int Rectifications => RectificationSlot;

    /// <summary>What is open and past the deadline of a rate.</summary>
    public static int Due(int rate) => FirstRate + (2 * rate);

    /// <summary>What is open and still in time for a rate.</summary>
    public static int Pending(int rate) => FirstRate + (2 * rate) + 1;

    /// <summary>The slots of a standing cell, seen from a viewpoint.</summary>
    public static IEnumerable<int> Of(Cell cell, Viewpoint at)
    {
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
        }

        for (var i = 0; i < Rate.All.Count; i++)
        {
            if (cell.Counter == Rate.All[i].Open && at.RatePeriod.Contains(cell.Day))
            {
                yield return Rate.All[i].IsDue(cell.Day, at) ? Due(i) : Pending(i);
            }
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
