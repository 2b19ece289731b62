using System.Text.Json;
using Dashboard.Web.Demo;

namespace Dashboard.Tests.Demo;

public sealed class DemoStreamTests
{
    // A Monday morning, and long enough for the story's own plans of the day to come due.
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Live_events_are_of_now_unique_and_rising_per_subject()
    {
        var ids = new HashSet<string>();
        var sequences = new Dictionary<string, long>();
        foreach (var (now, told) in Read("a", 3000))
        {
            Assert.True(ids.Add(told.Text("source") + told.Text("id")), told.Text("id"));
            var seq = told.GetProperty("seq").GetInt64();
            Assert.True(seq > sequences.GetValueOrDefault(told.Text("subject")), told.Text("id"));
            sequences[told.Text("subject")] = seq;
            Assert.True(told.Instant("time") <= now && told.Instant("recordedat") <= now && told.Instant("time") > now.AddMinutes(-10), told.Text("id"));
            Assert.True(told.Data().GetProperty("synthetic").GetBoolean());
        }

        Assert.Equal(3000, ids.Count);
    }

    [Fact]
    public void The_stream_goes_on_with_the_story_and_with_live_acts_of_many_kinds()
    {
        var told = Read("a", 3000).Select(entry => entry.Told).ToList();
        var today = new DemoStory(StoryReading.Seeds).After(Start).TakeWhile(next => next.Recorded <= Start.AddHours(12)).Count();

        Assert.InRange(told.Count(one => !IsLive(one)), today, today + 200);
        string[] kinds = ["patrol.reported", "inspection.started", "inspection.completed", "case.onSpotDecided", "case.paid", "case.closed", "licence.accepted", "licence.decided", "decision.published", "case.filed"];
        Assert.All(kinds, kind => Assert.Contains(told, one => IsLive(one) && one.Name() == kind));
    }

    [Fact]
    public void Two_runs_share_no_live_id()
    {
        var first = Read("a", 200).Concat(Read("b", 200)).Select(entry => entry.Told).Where(IsLive).Select(told => told.Text("id")).ToList();

        Assert.Equal(first.Count, first.Distinct().Count());
    }

    private static bool IsLive(JsonElement told) => told.Text("id").StartsWith("live-", StringComparison.Ordinal);

    private static IEnumerable<(DateTimeOffset Now, JsonElement Told)> Read(string run, int count)
    {
        using var stream = new DemoStream(StoryReading.Seeds, Start, run);
        for (var n = 1; n <= count; n++)
        {
            var now = Start.AddSeconds(15 * n);
            yield return (now, JsonDocument.Parse(stream.Next(now)).RootElement);
        }
    }
}
