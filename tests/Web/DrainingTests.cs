using Dashboard.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>A host that is to end, and those who are connected to it.</summary>
public sealed class DrainingTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly Life life = new();
    private readonly Draining draining;

    public DrainingTests() => draining = new(life, clock);

    [Fact]
    public async Task With_nobody_connected_it_ends_at_once() => await draining.EndAsync();

    [Fact]
    public async Task It_waits_while_somebody_asks_and_ends_half_a_second_after_the_last()
    {
        draining.Opened(new DefaultConnectionContext());
        var ending = draining.EndAsync();
        for (var asked = 0; asked < 3; asked++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.45));
            Assert.False(ending.IsCompleted);
            await draining.ServeAsync(new DefaultHttpContext(), static _ => Task.CompletedTask);
        }

        await Patience.UntilAsync(() => IsOverAsync(ending, 0.1), "it ends");
    }

    [Fact]
    public async Task It_ends_as_soon_as_all_have_left_and_after_five_seconds_though_they_go_on_asking()
    {
        using var closed = new CancellationTokenSource();
        draining.Opened(new DefaultConnectionContext { ConnectionClosed = closed.Token });
        var ending = draining.EndAsync();
        await closed.CancelAsync();
        await Patience.UntilAsync(() => IsOverAsync(ending, 0.1), "it ends, since nobody is there");

        draining.Opened(new DefaultConnectionContext());
        var begun = clock.GetUtcNow();
        ending = draining.EndAsync();
        await Patience.UntilAsync(async () =>
        {
            await draining.ServeAsync(new DefaultHttpContext(), static _ => Task.CompletedTask);
            return await IsOverAsync(ending, 0.3);
        }, "it ends though somebody asks");
        Assert.True(clock.GetUtcNow() - begun >= TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("HTTP/1.1", true, "close")]
    [InlineData("HTTP/1.1", false, "")]
    [InlineData("HTTP/2", true, "")]
    public async Task Who_is_answered_by_a_host_that_ends_is_told_that_his_connection_ends(string protocol, bool isEnding, string told)
    {
        var context = new DefaultHttpContext();
        context.Request.Protocol = protocol;
        if (isEnding)
        {
            life.StopApplication();
        }

        await draining.ServeAsync(context, static _ => Task.CompletedTask);

        Assert.Equal(told, context.Response.Headers.Connection.ToString());
    }

    public void Dispose() => life.Dispose();

    /// <summary>Lets time pass, and says whether it has ended.</summary>
    private Task<bool> IsOverAsync(Task ending, double seconds)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(ending.IsCompleted);
    }

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
