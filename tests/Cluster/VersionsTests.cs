using Dashboard.Grains.Views;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Cluster;

/// <summary>Versions rise, whatever the clock does, and two activations that show one view do not say the same number.</summary>
public sealed class VersionsTests
{
    private readonly FakeTimeProvider clock = new(new(2026, 11, 28, 10, 0, 0, TimeSpan.FromHours(8)));

    private long Now => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [Fact]
    public void They_rise_and_keep_to_the_time()
    {
        var versions = new VersionMarks(clock, 7).New();
        var random = new Random(1);
        long last = 0;
        for (var each = 0; each < 10_000; each++)
        {
            clock.Advance(TimeSpan.FromMicroseconds(random.Next(3) * random.Next(400)));

            var next = versions.Next(last);

            Assert.InRange(next, Math.Max(Now, last + 1), Math.Max(Now, last + 1) + Versions.Marks - 1);
            last = next;
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_turn_them_back()
    {
        var versions = new VersionMarks(clock, 7).New();
        var ahead = versions.Next(Now + 3_600_000_000);

        Assert.InRange(ahead, Now + 3_600_000_001, Now + 3_600_000_000 + Versions.Marks);
    }

    [Fact]
    public void Two_activations_say_no_number_twice_though_they_speak_at_the_same_time()
    {
        var (one, other) = (new VersionMarks(clock, 255), new VersionMarks(clock, 100));
        var said = new[] { one.New(), one.New(), other.New(), other.New() }.SelectMany(versions =>
        {
            var mine = new List<long>();
            for (var each = 0; each < 1_000; each++)
            {
                mine.Add(versions.Next(mine.LastOrDefault()));
            }

            return mine;
        }).ToList();

        Assert.Distinct(said);
    }
}
