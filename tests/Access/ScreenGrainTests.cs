using Dashboard.Grains.Contracts;
using Dashboard.Grains.Screens;

namespace Dashboard.Tests.Access;

/// <summary>A screen's grain says by the time alone that its screen has gone or did not answer.</summary>
public sealed class ScreenGrainTests
{
    private static readonly ScreenReport Report = new("1", "1920x1080", null, null);
    private readonly Clock clock = new();
    private readonly Host host = new();
    private readonly ScreenGrain screen;

    public ScreenGrainTests() => screen = new(clock);

    [Fact]
    public async Task A_screen_whose_host_fell_silent_is_offline_within_twenty_seconds_since_it_was_last_heard_of()
    {
        await screen.Linked(host, "a", Report);
        var heard = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.True((await screen.Standing()).IsOnline);

        clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal((false, heard), ((await screen.Standing()).IsOnline, (await screen.Standing()).LastSeen));
    }

    [Fact]
    public async Task The_end_of_an_older_link_is_not_the_end_of_the_screen()
    {
        await screen.Linked(host, "a", Report);
        await screen.Linked(host, "b", Report);

        await screen.Unlinked("a");
        Assert.True((await screen.Standing()).IsOnline);
        await screen.Unlinked("b");
        Assert.False((await screen.Standing()).IsOnline);
    }

    [Fact]
    public async Task A_command_that_is_not_answered_within_three_seconds_has_failed_and_what_comes_later_changes_nothing()
    {
        await screen.Linked(host, "a", Report);
        var command = await screen.Tell("identify", "{}");
        Assert.Equal([("a", command, "identify")], host.Passed);
        Assert.Equal("sent", (await screen.Command(command))!.State);

        clock.Pass(TimeSpan.FromSeconds(4));
        await screen.Answer(command, true, "late");
        Assert.Equal("failed", (await screen.Command(command))!.State);
        Assert.DoesNotContain("late", (await screen.Command(command))!.Result);
    }

    [Fact]
    public async Task A_picture_is_kept_for_a_command_that_waits_for_it_and_only_the_last()
    {
        await screen.Linked(host, "a", Report);
        var first = await screen.Tell("screenshot", "{}");
        await screen.Show(first, [1]);
        await screen.Answer(first, true, "drawn");
        var second = await screen.Tell("screenshot", "{}");
        await screen.Show(second, [2]);

        Assert.Null(await screen.Picture(first));
        Assert.Equal([2], (await screen.Picture(second))!);
        Assert.Equal("done", (await screen.Command(first))!.State);
    }

    private sealed class Host : IScreenLink
    {
        public List<(string Connection, string Command, string Kind)> Passed { get; } = [];

        public Task Pass(string connection, ScreenCommand command)
        {
            Passed.Add((connection, command.Id, command.Kind));
            return Task.CompletedTask;
        }
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

        public void Pass(TimeSpan time) => now += time;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;
    }
}
