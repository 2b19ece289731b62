using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// W28: a source that sends nothing in working hours is a finding of its own (失联). It says nothing of any other warning: silence never
/// clears one.
/// </summary>
internal static class Silence
{
    /// <summary>Its number.</summary>
    public const byte Rule = 28;

    /// <summary>The kind under which a source stands in a warning.</summary>
    public const string Kind = "source";

    /// <summary>The timetable of every watched source that has ever sent something.</summary>
    /// <param name="seen">When the last event of each source was received.</param>
    public static IEnumerable<(string Source, Watch Watch)> Judge(Law law, IReadOnlyDictionary<string, DateTimeOffset> seen)
    {
        foreach (var (source, received) in seen)
        {
            // To the second, as views show it: who reads it there must come to the same.
            var last = received.AddTicks(-(received.Ticks % TimeSpan.TicksPerSecond));
            var rules = law.Rules.At(Shanghai.Day(last));
            if (rules.Parameters.WatchedSources.Contains(source) && rules.Warnings.TryGetValue("W28", out var rule))
            {
                var steps = new[] { (rule.First.Yellow, Level.Yellow), (rule.First.Red, Level.Red) }
                    .Where(step => step.Item1 is not null)
                    .Select(step =>
                        (Watch.Seconds(AfterWork(law.Calendar, rules.Parameters, last, TimeSpan.FromMinutes(step.Item1!.Value))),
                            step.Item2));
                yield return (source, new(Rule, null, [.. steps], null));
            }
        }
    }

    /// <summary>
    /// The instant at which so much working time has passed since another; counted, not stepped, so that it ends for any hours.
    /// </summary>
    private static DateTimeOffset AfterWork(WorkCalendar calendar, Parameters hours, DateTimeOffset since, TimeSpan work)
    {
        var (aDay, day) = (hours.WorkTo - hours.WorkFrom, Shanghai.Day(since));
        if (calendar.IsWorkday(day))
        {
            var (from, to) = (Shanghai.Midnight(day) + hours.WorkFrom.ToTimeSpan(), Shanghai.Midnight(day) + hours.WorkTo.ToTimeSpan());
            from = from > since ? from : since;
            if (to - from >= work)
            {
                return from + work;
            }

            work -= to > from ? to - from : TimeSpan.Zero;
        }

        // A whole number of days' work ends with the last of those days, not as the next one begins.
        var whole = (int)((work.Ticks - 1) / aDay.Ticks);
        return Shanghai.Midnight(calendar.WorkdaysAfter(day, whole + 1)) + hours.WorkFrom.ToTimeSpan() + (work - (aDay * whole));
    }
}
