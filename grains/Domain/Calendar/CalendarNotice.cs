namespace Dashboard.Grains.Domain.Calendar;

/// <summary>Judges the notice of a year as a whole, by itself and against the one it would replace.</summary>
internal static class CalendarNotice
{
    private const int FirstYear = 1990, LastYear = 2100, MostDays = 120, MostName = 100, MostSource = 500;

    /// <summary>What keeps it from being a notice, as a sentence; null when nothing does.</summary>
    public static string? Problem(CalendarYear notice)
    {
        if (notice.Year is < FirstYear or > LastYear)
        {
            return $"data.year must be from {FirstYear} to {LastYear}.";
        }

        if (notice.Off.Count > MostDays || notice.MakeUp.Count > MostDays)
        {
            return $"data.off and data.makeUp may each name at most {MostDays} days.";
        }

        if (Named(notice).Where(day => !WorkCalendar.IsAbout(notice.Year, day)).Order().FirstOrDefault() is var foreign
            && foreign != default)
        {
            return $"data names {foreign:yyyy-MM-dd}, which is not in {notice.Year}; of the years beside it only the December before " +
                "and the January after may be named.";
        }

        if (notice.MakeUp.Where(notice.Off.ContainsKey).Order().FirstOrDefault() is var both && both != default)
        {
            return $"data names {both:yyyy-MM-dd} in off and in makeUp; a day is one of the two.";
        }

        return notice.Off.Values.Any(name => name.Length > MostName) || notice.Source.Length > MostSource
            ? $"data.names must be texts of at most {MostName} characters, data.sourceUrl one of at most {MostSource}." : null;
    }

    /// <summary>What is lost when a notice replaces a published one, as a sentence; null when nothing is.</summary>
    public static string? Dropped(CalendarYear? published, CalendarYear? notice)
    {
        if (published is not { Provisional: false } || notice is null)
        {
            return null;
        }

        var named = Named(notice).ToHashSet();
        var dropped = Named(published).Where(day => day.Year == published.Year && !named.Contains(day)).Order().ToList();
        return dropped.Count == 0 ? null
            : $"data drops {dropped.Count} published days of {published.Year}, the first {dropped[0]:yyyy-MM-dd}; name them all in off " +
                "or makeUp, or take the published notice back (op d) first.";
    }

    /// <summary>What the notice of another year says otherwise of a day, as a sentence; null when nothing contradicts.</summary>
    public static string? Contradicted(CalendarYear notice, IEnumerable<CalendarYear> published)
    {
        foreach (var other in published.Where(other => other is { Provisional: false } && other.Year != notice.Year))
        {
            var days = notice.Off.Keys.Where(other.MakeUp.Contains).Concat(notice.MakeUp.Where(other.Off.ContainsKey));
            if (days.Order().FirstOrDefault() is var day && day != default)
            {
                return $"data names {day:yyyy-MM-dd} in {(notice.Off.ContainsKey(day) ? "off" : "makeUp")}; the published notice of " +
                    $"{other.Year} has it in the other list. Correct one of the two first.";
            }
        }

        return null;
    }

    private static IEnumerable<DateOnly> Named(CalendarYear notice) => notice.Off.Keys.Concat(notice.MakeUp);
}
