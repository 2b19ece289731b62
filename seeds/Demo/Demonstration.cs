using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Seeds.Demo;

/// <summary>The officers and the story up to now, then a live stream if wanted.</summary>
internal sealed partial class Demonstration(
    string seedsFolder, bool isLive, IStoryIntake intake, TimeProvider clock, ILogger<Demonstration> log)
    : BackgroundService
{
    private static readonly DateOnly StoryBegins = new(2020, 1, 1);
    private static readonly TimeSpan BetweenLiveEvents = TimeSpan.FromSeconds(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host must not wait for the story.
        await Task.Yield();
        var startedAt = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(startedAt.ToOffset(StoryLog.Shanghai).DateTime);
        var officers = new DemoOfficers(new SeedFiles(seedsFolder).Teams).Introduced();
        await intake.RecordAsync(officers.Concat(new DemoStory(seedsFolder, clock).Events(StoryBegins, today)), stoppingToken);
        intake.CaughtUp();
        LogTold(clock.GetUtcNow() - startedAt);
        if (!isLive)
        {
            return;
        }

        using var stream = new DemoStream(seedsFolder, startedAt);
        using var timer = new PeriodicTimer(BetweenLiveEvents, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await intake.RecordAsync([stream.Next(clock.GetUtcNow())], stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo story is loaded, in {Elapsed}")]
    private partial void LogTold(TimeSpan elapsed);
}
