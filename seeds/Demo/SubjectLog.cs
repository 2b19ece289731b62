using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>The steps of one subject, in any order; <see cref="Tell"/> writes them by day with a rising sequence number.</summary>
internal sealed class SubjectLog(StoryLog story, string subject, string team, string item)
{
    private readonly List<SubjectStep> steps = [];

    public string Subject { get; } = subject;
    public string Team { get; } = team;
    public string Item { get; } = item;

    /// <summary>Something that happens at some time of the working hours of a day, after what was added before for that day.</summary>
    /// <param name="delay">How much later than usual it is recorded; what follows does not wait for it.</param>
    public void On(DateOnly day, string source, string name, Action<Utf8JsonWriter> data, TimeSpan delay = default) =>
        steps.Add(new(day, null, delay, source, name, data));

    public void At(DateTimeOffset time, string source, string name, Action<Utf8JsonWriter> data) =>
        steps.Add(new(DateOnly.FromDateTime(time.DateTime), time, TimeSpan.Zero, source, name, data));

    /// <param name="firstSeq">1, unless another source has already told of this subject.</param>
    public void Tell(long firstSeq = 1)
    {
        var seq = firstSeq;
        var last = DateTimeOffset.UnixEpoch;
        foreach (var step in steps.OrderBy(step => step.Day))
        {
            var time = step.Time ?? Office(step.Day);
            // So far apart that they are also recorded in this order.
            if (time < last.AddMinutes(5))
            {
                time = last.AddMinutes(story.Random.Between(6, 30));
            }

            story.Write(this, step, seq++, time);
            last = time;
        }

        steps.Clear();
    }

    private DateTimeOffset Office(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 40)), StoryLog.Shanghai).AddSeconds(story.Random.Between(0, 7 * 3600));
}

internal sealed record SubjectStep(DateOnly Day, DateTimeOffset? Time, TimeSpan Delay, string Source, string Name,
    Action<Utf8JsonWriter> Data);
