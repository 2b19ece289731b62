using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;

namespace Dashboard.Grains.Views;

/// <summary>Wakes a grain within its turns, at a moment that may be set again and again.</summary>
/// <param name="wake">
/// What is to be done then. It may come early, since nobody sleeps longer than half a day at a stretch: it looks at the time.
/// </param>
internal sealed class WakeUp(Grain grain, TimeProvider clock, Func<Task> wake)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(12);
    private IGrainTimer? timer;

    /// <summary>Wakes at a second since 1970, at once when it has passed; <see cref="long.MaxValue"/>: not at all.</summary>
    public void At(long second)
    {
        if (second < long.MaxValue || timer is not null)
        {
            timer ??= grain.RegisterGrainTimer(wake, Options(Timeout.InfiniteTimeSpan));
            timer.Change(second == long.MaxValue ? Timeout.InfiniteTimeSpan : Until(second), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>At each midnight 今日 is another day, with nothing having happened.</summary>
    public static void AtMidnight(Grain grain, TimeProvider clock, Action wake)
    {
        IGrainTimer? timer = null;
        timer = grain.RegisterGrainTimer(
            () =>
            {
                timer!.Change(UntilMidnight(), Timeout.InfiniteTimeSpan);
                wake();
                return Task.CompletedTask;
            },
            Options(UntilMidnight()));

        TimeSpan UntilMidnight()
        {
            var now = clock.GetUtcNow();
            return Shanghai.Midnight(Shanghai.Day(now).AddDays(1)) - now;
        }
    }

    private static GrainTimerCreationOptions Options(TimeSpan due) =>
        new() { DueTime = due, Period = Timeout.InfiniteTimeSpan, Interleave = true };

    private TimeSpan Until(long second)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(second) - clock.GetUtcNow();
        return until < TimeSpan.Zero ? TimeSpan.Zero : until > LongestSleep ? LongestSleep : until;
    }
}
