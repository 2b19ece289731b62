namespace Dashboard.Tests.Web;

/// <summary>One running dashboard without demo data, shared by the tests that tell it their own events.</summary>
public sealed class PlainDashboard : IAsyncLifetime
{
    /// <summary>The process.</summary>
    public RunningDashboard Running { get; private set; } = null!;

    /// <summary>A client of it.</summary>
    public HttpClient Http => Running.Http;

    /// <summary>Registers a team that no other test uses.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> NewTeamAsync()
    {
        var team = Told.NewId("X");
        await Http.AcceptAsync(Told.Team(team));
        return team;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Running = await RunningDashboard.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Running.DisposeAsync();
}

/// <summary>Tests on the plain dashboard run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PlainDashboardUsers : ICollectionFixture<PlainDashboard>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "the plain dashboard";
}
