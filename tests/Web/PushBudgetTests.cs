using Dashboard.Web.Screens;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>The pace of frames by what they cost.</summary>
public sealed class PushBudgetTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);

    private readonly FakeTimeProvider clock = new();
    private readonly PushBudget budget;

    public PushBudgetTests() => budget = new(clock, Tick, processors: 2);

    [Fact]
    public void A_cheap_frame_may_be_followed_after_a_tick() =>
        Assert.All(Frames(200, TimeSpan.FromMilliseconds(0.3), 1_000, 100), pause => Assert.Equal(Tick, pause));

    [Fact]
    public void A_crowd_lengthens_the_pause_to_what_the_budget_allows()
    {
        var pauses = Frames(100, TimeSpan.FromMilliseconds(1), 5_000, 1_000).ToList();

        Assert.Equal(5_000 * 1_000 / 100_000_000.0, pauses[0].TotalSeconds);
        Assert.All(pauses, pause => Assert.InRange(pause, Tick, PushBudget.LongestPause));
        // 13 ms of a budget of half a processor, and 50 ms on the wire.
        Assert.InRange(pauses[^1].TotalMilliseconds, 49, 51);
    }

    [Fact]
    public void A_dear_frame_never_keeps_screens_waiting_longer_than_a_quarter_of_a_second() =>
        Assert.All(Frames(20, TimeSpan.FromSeconds(3), 50_000_000, 10_000), pause => Assert.Equal(PushBudget.LongestPause, pause));

    [Fact]
    public void After_a_quiet_moment_a_dear_frame_is_followed_sooner_than_in_a_row_of_such()
    {
        var inARow = Frames(20, TimeSpan.FromMilliseconds(15), 100, 1).Last();
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Tick, budget.Spend(TimeSpan.FromMilliseconds(15), 100, 1));
        Assert.InRange(inARow.TotalMilliseconds, 25, 35);
    }

    [Fact]
    public void Many_views_share_one_budget()
    {
        var spent = TimeSpan.Zero;
        var next = new TimeSpan[40];
        var start = clock.GetTimestamp();
        for (var now = clock.GetElapsedTime(start); now < TimeSpan.FromSeconds(2); now = clock.GetElapsedTime(start))
        {
            for (var view = 0; view < next.Length; view++)
            {
                if (next[view] <= now)
                {
                    spent += TimeSpan.FromMilliseconds(0.3);
                    next[view] = now + budget.Spend(TimeSpan.FromMilliseconds(0.3), 500, 0);
                }
            }

            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(spent.TotalSeconds, 0.7, 1.1);
    }

    private IEnumerable<TimeSpan> Frames(int count, TimeSpan work, int bytes, int screens)
    {
        for (var i = 0; i < count; i++)
        {
            var pause = budget.Spend(work, (long)bytes * screens, screens);
            yield return pause;
            clock.Advance(pause);
        }
    }
}
