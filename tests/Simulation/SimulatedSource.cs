using Dashboard.Grains;
using Dashboard.Grains.Contracts;

namespace Dashboard.Tests.Simulation;

/// <summary>What became of each event, as those were told who sent it.</summary>
internal sealed class Acknowledgements
{
    /// <summary>Every outcome that was heard, by source and id.</summary>
    public Dictionary<(string Source, string Id), List<(Outcome Outcome, UInt128 Hash)>> Heard { get; } = [];

    /// <summary>Notes what a post was answered.</summary>
    public void Note(SourceEvent[] events, Outcome[] outcomes)
    {
        foreach (var (sent, outcome) in events.Zip(outcomes))
        {
            if (!Heard.TryGetValue((sent.Source, sent.Id), out var heard))
            {
                Heard[(sent.Source, sent.Id)] = heard = [];
            }

            heard.Add((outcome, sent.Hash));
        }
    }
}

/// <summary>A client that posts events one post after the other, and repeats each until it is answered, through whatever way.</summary>
internal sealed class SimulatedSource
{
    private readonly World world;
    private readonly Cluster cluster;
    private readonly Acknowledgements acknowledged;
    private readonly List<string> faults;
    private readonly HostClock clock;

    public SimulatedSource(World world, Cluster cluster, IReadOnlyList<SourceEvent[]> posts, TimeSpan pause,
        Acknowledgements acknowledged, List<string> faults)
    {
        (this.world, this.cluster, this.acknowledged, this.faults, clock) = (world, cluster, acknowledged, faults, new(world));
        Done = new Process(world).NewLane().Begin(() => PostAllAsync(posts, pause));
    }

    /// <summary>Completes when all is answered.</summary>
    public Task Done { get; }

    private async Task PostAllAsync(IReadOnlyList<SourceEvent[]> posts, TimeSpan pause)
    {
        foreach (var post in posts)
        {
            await Task.Delay(world.UpTo(pause), clock);
            while (!await TryPostAsync(post))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100) + world.UpTo(TimeSpan.FromSeconds(1)), clock);
            }
        }
    }

    private async Task<bool> TryPostAsync(SourceEvent[] post)
    {
        try
        {
            var team = new SimulatedGrains(cluster, null).GetGrain<ITeamGrain>(Script.RouteOf(post, world.Random));
            acknowledged.Note(post, await team.Record(new(post)));
            return true;
        }
        catch (Exception problem)
        {
            if (Outage.Of(problem) is null)
            {
                faults.Add($"A post was answered by a fault of the program: {problem}");
            }

            return false;
        }
    }
}
