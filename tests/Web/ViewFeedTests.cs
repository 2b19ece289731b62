using System.Reflection;
using Dashboard.Grains.Contracts;
using Dashboard.Web;
using Dashboard.Web.Access;
using Dashboard.Web.Screens;
using Dashboard.Web.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>The feed of a view whose cluster fails in ways of its own; what it does while all is well the simulation shows.</summary>
public sealed class ViewFeedTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly FailingGrains grains = (FailingGrains)(object)DispatchProxy.Create<IGrainFactory, FailingGrains>();

    [Fact]
    public async Task Whatever_a_renewal_fails_with_the_watch_is_renewed_again_and_the_feed_ends_as_any_other()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        using var losses = new SiloLosses(services, clock, NullLogger<SiloLosses>.Instance);
        using var metrics = new ScreenMetrics(clock);
        var factory = (IGrainFactory)(object)grains;
        var feed = new ViewFeed("team/T01", Mask.None, factory, null!, clock, new(clock, TimeSpan.FromMilliseconds(4), 1),
            new DemoMark(false, factory), metrics, losses, () => null, NullLogger<ViewFeed>.Instance);

        await Patience.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(grains.Watched >= 4);
            },
            "it is renewed");
        await feed.DisposeAsync();

        Assert.True(grains.IsDeleted);
        var watched = grains.Watched;
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(watched, grains.Watched);
    }

    /// <summary>Grains of which a call may be given up, or end in something that nobody expects.</summary>
    public class FailingGrains : DispatchProxy
    {
        /// <summary>How often a watch was asked for.</summary>
        public int Watched { get; private set; }

        /// <summary>The reference of the feed has been given back.</summary>
        public bool IsDeleted { get; private set; }

        /// <inheritdoc/>
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(IGrainFactory.GetGrain):
                    var grain = Create(targetMethod.ReturnType, typeof(FailingGrain));
                    ((FailingGrain)grain).Watching = () => ++Watched;
                    return grain;
                case nameof(IGrainFactory.DeleteObjectReference):
                    IsDeleted = true;
                    return null;
                default:
                    return args![0];
            }
        }
    }

    /// <summary>Its watch is cancelled, then fails, and it cannot be told that a watch has ended.</summary>
    public class FailingGrain : DispatchProxy
    {
        internal Func<int> Watching { get; set; } = static () => 0;

        /// <inheritdoc/>
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IViewGrain.Watch) => Task.FromException<long?>(
                Watching() % 2 == 1 ? new TaskCanceledException("given up") : new InvalidOperationException("unexpected")),
            _ => Task.FromException(new InvalidOperationException("unexpected")),
        };
    }
}
