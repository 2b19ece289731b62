using Dashboard.Tests.Web;

namespace Dashboard.Tests.Browser;

/// <summary>A dashboard with the demo story, loaded once for the tests that only look at it.</summary>
public sealed class DemoDashboard : IAsyncDisposable
{
    private readonly Lazy<Task<RunningDashboard>> running = new(() => RunningDashboard.StartAsync(demo: true));

    /// <summary>The dashboard, ready.</summary>
    public async Task<RunningDashboard> ReadyAsync()
    {
        var dashboard = await running.Value;
        return dashboard.ExitCode is { } code
            ? throw new InvalidOperationException($"The dashboard has ended with {code}:\n{dashboard.Log}")
            : dashboard;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            await (await running.Value).DisposeAsync();
        }
    }
}
