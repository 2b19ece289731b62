using Dashboard.Tests.Web;

namespace Dashboard.Tests.Browser;

/// <summary>A dashboard with the demo story, loaded once for the tests that only look at it.</summary>
public sealed class DemoDashboard : IAsyncDisposable
{
    private readonly Lazy<Task<RunningDashboard>> running = new(() => RunningDashboard.StartAsync(demo: true));

    /// <summary>The dashboard, ready.</summary>
    public Task<RunningDashboard> ReadyAsync() => running.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            await (await running.Value).DisposeAsync();
        }
    }
}
