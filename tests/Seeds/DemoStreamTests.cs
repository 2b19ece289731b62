using System.Text.Json;
using Dashboard.Seeds.Demo;

namespace Dashboard.Tests.Seeds;

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
            Assert.True(told.Instant("time") <= now && told.Instant("recordedat") <= now && told.Instant("time") > now.AddMinutes(-10),
                told.Text("id"));
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
        string[] kinds = ["patrol.reported", "inspection.started", "inspection.completed", "case.onSpotDecided", "case.paid", "case.closed",
            "licence.accepted", "licence.decided", "decision.published", "case.filed"];
        Assert.All(kinds, kind => Assert.Contains(told, one => IsLive(one) && one.Name() == kind));
    }

    [Fact]
    public void Live_inspections_are_planned_recorded_and_combined_and_repeat_no_visit()
    {
        var told = Read("a", 3000).Select(entry => entry.Told).ToList();
        var started = told.Where(one => IsLive(one) && one.Name() == "inspection.started").Select(one => one.Data()).ToList();

        Assert.All(started,
            data => Assert.True(data.TryGetProperty("actionCode", out _) && data.TryGetProperty("codeShownAt", out _)
                && data.TryGetProperty("certShownAt", out _)));
        Assert.All(started.Where(data => data.Text("category") != "Triggered"), data =>
        {
            Assert.Equal($"TASK-2026-{data.Text("category")[0]}-{data.Text("teamId")}", data.Text("taskId"));
            Assert.True(data.TryGetProperty("combinedVisitId", out _));
        });
        Assert.All(told.Where(one => IsLive(one) && one.Name() == "inspection.completed"),
            one => Assert.True(one.Data().GetProperty("recordAttached").GetBoolean() && one.Data().GetProperty("avAttached").GetBoolean()));
        Assert.Equal(started.Count,
            started.Select(data => data.GetProperty("party").Text("code") + data.GetProperty("itemCodes")[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public void Every_watched_source_is_heard_within_half_an_hour_of_work(string run)
    {
        var times = Read(run, 2000)
            .Where(entry => entry.Now < Start.AddHours(8))
            .ToLookup(entry => entry.Told.Text("source"), entry => entry.Now);

        Assert.All(["/zj/zzd-zszf", "/zj/cfba", "/zj/hlwjg", "/zj/zwfw"], source =>
            Assert.All(times[source].Prepend(Start).Zip(times[source]),
                gap => Assert.True(gap.Second - gap.First < TimeSpan.FromMinutes(30), $"{source} at {gap.Second}")));
    }

    [Fact]
    public void Two_runs_share_no_live_id()
    {
        var first = Read("a", 200)
            .Concat(Read("b", 200))
            .Select(entry => entry.Told)
            .Where(IsLive)
            .Select(told => told.Text("id"))
            .ToList();

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
