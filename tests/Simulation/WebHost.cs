using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web;
using Dashboard.Web.Access;
using Dashboard.Web.Screens;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// A web host: the product's feeds, one per view, behind a hub that hands their frames to the connections of screens, each in its order.
/// </summary>
internal sealed class WebHost : Process, IDisposable, IHubContext<DashboardHub, IDashboardClient>, IHubClients<IDashboardClient>
{
    /// <summary>However many a machine has, the same story is told.</summary>
    private const int Processors = 2;

    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    private readonly Dictionary<string, ViewFeed> feeds = [];
    private readonly Dictionary<string, List<Connection>> groups = [];
    private readonly Dictionary<(string View, long From), long> next = [];
    private readonly Cluster cluster;
    private readonly Lane lane;
    private readonly PushBudget budget;
    private readonly ScreenMetrics metrics;
    private readonly SiloLosses losses;

    public WebHost(World world, Cluster cluster)
        : base(world)
    {
        this.cluster = cluster;
        lane = NewLane();
        budget = new(Clock, TimeSpan.FromMilliseconds(4), Processors);
        metrics = new(Clock);
        losses = new(NoServices, Clock, NullLogger<SiloLosses>.Instance);
    }

    /// <inheritdoc/>
    public IHubClients<IDashboardClient> Clients => this;

    /// <inheritdoc/>
    public IDashboardClient Group(string groupName) => new Crowd(this, groupName);

    /// <summary>The links to silos broke, one at least.</summary>
    public void LoseSilo() => lane.Begin(() =>
    {
        losses.NotifyClusterConnectionLost();
        return Task.CompletedTask;
    });

    /// <summary>A screen watches a view; it is answered through its connection.</summary>
    /// <param name="number">Of the question.</param>
    public void Watch(Connection connection, string view, long? since, int number) =>
        lane.Begin(() => AnswerAsync(connection, view, since, number));

    /// <inheritdoc/>
    public override void Die()
    {
        base.Die();
        foreach (var connection in groups.Values.SelectMany(static connections => connections).Distinct())
        {
            connection.Break();
        }
    }

    /// <summary>Lets go of what outlives a story.</summary>
    public void Dispose()
    {
        metrics.Dispose();
        losses.Dispose();
    }

    private async Task AnswerAsync(Connection connection, string view, long? since, int number)
    {
        Frame? frame = null;
        try
        {
            Of(ViewFeeds.GroupOf(view, Mask.None)).Add(connection);
            if (!feeds.TryGetValue(view, out var feed))
            {
                var grains = new SimulatedGrains(cluster, this);
                feeds[view] = feed = new(view, Mask.None, grains, this, Clock, budget, new DemoMark(false, grains), metrics, losses,
                    static () => null, NullLogger.Instance);
            }

            frame = await JoinAsync(feed, view, new(connection.Id, Unpacks: false), since);
        }
        catch (HubException)
        {
            // There was no such view: a feed that learns that is let go, and the next one asks anew.
            feeds.Remove(view);
        }
        catch (Exception problem) when (Outage.Of(problem) is not null)
        {
            // The hub says that the cluster does not answer yet; the screen asks again.
        }

        connection.Send(frame, number);
    }

    private async Task<Frame?> JoinAsync(ViewFeed feed, string view, Watcher watcher, long? since)
    {
        if (cluster.Mutant == Mutant.SkipsAPatch && since is { } held && next.TryGetValue((view, held), out var later))
        {
            var frame = await feed.JoinAsync(watcher, later);
            return frame?.Base is null ? frame : frame with { Base = held };
        }

        return await feed.JoinAsync(watcher, since);
    }

    private List<Connection> Of(string group)
    {
        if (!groups.TryGetValue(group, out var connections))
        {
            groups[group] = connections = [];
        }

        connections.RemoveAll(static connection => !connection.IsOpen);
        return connections;
    }

    /// <inheritdoc/>
    public IGroupManager Groups => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient All => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient Client(string connectionId) => throw Unasked();

    /// <inheritdoc/>
    IDashboardClient IHubClients<IDashboardClient>.Clients(IReadOnlyList<string> connectionIds) => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw Unasked();

    /// <inheritdoc/>
    IDashboardClient IHubClients<IDashboardClient>.Groups(IReadOnlyList<string> groupNames) => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient User(string userId) => throw Unasked();

    /// <inheritdoc/>
    public IDashboardClient Users(IReadOnlyList<string> userIds) => throw Unasked();

    private static NotSupportedException Unasked() => new("Feeds send to groups only.");

    /// <summary>The screens of a group; what is packed goes to none, since the story's screens unpack nothing.</summary>
    private sealed class Crowd(WebHost host, string group) : IDashboardClient
    {
        public Task frame(Frame frame)
        {
            if (frame.Base is { } from && from != frame.Version)
            {
                host.next[(frame.View, from)] = frame.Version;
            }

            foreach (var connection in host.Of(group))
            {
                connection.Send(frame, 0);
            }

            return host.World.TravelAsync(host.Clock);
        }

        public Task command(string id, string kind, string arguments) => throw Unasked();
    }
}
