using System.Globalization;
using System.Numerics;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Views;

/// <summary>Today by the hour, as views show it.</summary>
internal static class HourDocuments
{
    /// <summary>
    /// Adds <c>hours</c>: <c>today</c>, how many events happened in each hour (<c>"09": 12</c>; an hour of none is left out), and where
    /// there are days to compare with, <c>usual</c>, the median of each hour over <c>days</c> earlier days of the same weekday, working
    /// days with working days. Nothing of a period that is over, and of what no hour was ever told.
    /// </summary>
    public static Document Add(Document document, Hours? hours, Documents.Reading reading)
    {
        if (hours is null || reading.Period is not null)
        {
            return document;
        }

        var (today, calendar) = (reading.Today, reading.Roster.Calendar);
        var described = new Document().With("today", ByHour(hours.On(today)));
        if (hours.Usual(today, day => calendar.IsWorkday(day) == calendar.IsWorkday(today)) is (var medians, var days))
        {
            described.With("usual", ByHour(medians)).With("days", days);
        }

        return document.With("hours", described);
    }

    private static Document ByHour<T>(IReadOnlyList<T> hours)
        where T : struct, INumber<T>
    {
        var named = new Document();
        for (var hour = 0; hour < hours.Count; hour++)
        {
            if (hours[hour] > T.Zero)
            {
                named.With(hour.ToString("00", CultureInfo.InvariantCulture), hours[hour]);
            }
        }

        return named;
    }
}
