namespace Dashboard.Tests.Web;

/// <summary>One running dashboard with the demo story and nothing after it, shared by the tests that only read.</summary>
public sealed class DemoDashboard : IAsyncLifetime
{
    private RunningDashboard? running;

    /// <summary>A client of it.</summary>
    public HttpClient Http => running!.Http;

    /// <summary>Folder of its ledger.</summary>
    public string Data => running!.Data;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => running = await RunningDashboard.StartAsync(
        demo: true, more: new Dictionary<string, string> { ["Dashboard__DemoStream"] = "false" });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => running?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Tests on the demo run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DemoDashboardUsers : ICollectionFixture<DemoDashboard>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "the demo dashboard";
}
