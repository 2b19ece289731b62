using Dashboard.Grains.Contracts;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Cluster;

/// <summary>Who watches is shown each new version once the last was taken; who has left is let alone.</summary>
public sealed class ViewPublisherTests
{
    [Fact]
    public async Task Who_leaves_is_shown_nothing_more_and_has_left_when_what_was_on_its_way_is_taken()
    {
        long version = 1;
        var watcher = new SlowWatcher();
        var publisher = new ViewPublisher(TimeProvider.System, NullLogger.Instance,
            () => new("team/T01", version, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, new()));
        publisher.Watch(watcher);
        version = 2;
        publisher.Changed();

        var leaving = publisher.UnwatchAsync(watcher);
        var hadLeft = leaving.IsCompleted;
        watcher.Taken.SetResult();
        await leaving;

        Assert.False(hadLeft);
        Assert.Equal([1], watcher.Shown);
    }

    private sealed class SlowWatcher : IViewWatcher
    {
        public TaskCompletionSource Taken { get; } = new();

        public List<long> Shown { get; } = [];

        public Task Show(View view)
        {
            Shown.Add(view.Version);
            return Taken.Task;
        }
    }
}
