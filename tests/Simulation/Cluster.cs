using Dashboard.Grains;
using Dashboard.Grains.Parts;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// The silos, and the network between all processes. A message may be late, be lost, or its answer may; a silo that is given up may be
/// alive, and then a grain is there twice for a while.
/// </summary>
internal sealed class Cluster(World world, Database database)
{
    /// <summary>So long an answer is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<GrainKey, Activation> directory = [];
    private readonly List<Silo> silos = [];
    private readonly Dictionary<string, TeamPart> earlier = [];
    private readonly HostClock clock = new(world);

    /// <summary>Settings of the product; the jurisdiction is that of the seeds.</summary>
    public static IOptions<DashboardOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new DashboardOptions());

    /// <summary>The snapshots of teams.</summary>
    public Snapshots Snapshots { get; } = new(world, database);

    /// <summary>Which promise is broken.</summary>
    public Mutant Mutant { get; init; }

    /// <summary>How often a message or an answer is lost.</summary>
    public double Losses { get; set; }

    /// <summary>Told when a silo is given up.</summary>
    public Action? Lost { get; set; }

    /// <summary>The silos that the cluster takes for alive.</summary>
    public IEnumerable<Silo> Members => silos.Where(static silo => !silo.GivenUp.IsCancellationRequested);

    /// <summary>All silos there ever were.</summary>
    public IReadOnlyList<Silo> Silos => silos;

    /// <summary>Starts another silo.</summary>
    public Silo Start()
    {
        var silo = new Silo(world, database);
        silos.Add(silo);
        return silo;
    }

    /// <summary>The cluster takes a silo for dead: its grains are started elsewhere when they are next asked.</summary>
    public void GiveUp(Silo silo)
    {
        foreach (var (key, _) in directory.Where(entry => entry.Value.Silo == silo).ToList())
        {
            directory.Remove(key);
        }

        silo.GiveUp();
        Lost?.Invoke();
    }

    /// <summary>An activation has left.</summary>
    public void Forget(GrainKey key, Activation activation)
    {
        if (directory.GetValueOrDefault(key) == activation)
        {
            directory.Remove(key);
        }
    }

    /// <summary>The activation that is called by a key now, if there is one.</summary>
    public Activation? Find(GrainKey key) => directory.GetValueOrDefault(key);

    /// <summary>Calls a grain, which is started if it is not there.</summary>
    /// <exception cref="TimeoutException">No answer came: it may have been called.</exception>
    /// <exception cref="SiloUnavailableException">Its silo has gone: it may have been called.</exception>
    public async Task<T> CallAsync<T>(GrainKey key, Func<Grain, Task<T>> call)
    {
        await TravelAsync();
        var activation = await ActivationAsync(key);
        var answer = await WithinAsync(activation.CallAsync(call), activation.Silo);
        await TravelAsync();
        return answer;
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(GrainKey key, Func<Grain, Task> call) => CallAsync(key, async grain =>
    {
        await call(grain);
        return true;
    });

    /// <summary>Calls a grain and waits for nothing.</summary>
    public Task Tell(GrainKey key, Func<Grain, Task> call)
    {
        _ = SwallowAsync(CallAsync(key, call));
        return Task.CompletedTask;
    }

    /// <summary>Shows a view to a web host, which answers when it wants to see the next.</summary>
    public async Task ShowAsync(Process host, Lane lane, Func<Task> show)
    {
        await TravelAsync();
        if (!host.IsAlive)
        {
            throw new SiloUnavailableException("The web host has gone.");
        }

        // A host that dies meanwhile is noticed when no answer comes.
        await lane.Begin(show).WaitAsync(Patience, host.Clock);
        await TravelAsync();
    }

    /// <summary>Gives a sum a part.</summary>
    public async Task<bool> TakeAsync(ISum sum, TeamPart part)
    {
        var of = Mutant == Mutant.TakesOlderParts ? part.Team : Mutant == Mutant.CountsPartsTwice && part.Team == "T02" ? "T01" : "";
        if (earlier.GetValueOrDefault(of) is { } other)
        {
            await sum.Take(other with { Team = part.Team, Sequence = part.Sequence, Version = part.Version });
        }

        await sum.Take(part);
        earlier[part.Team] = earlier.GetValueOrDefault(part.Team) is { } first && Mutant == Mutant.TakesOlderParts ? first : part;
        return true;
    }

    private static async Task SwallowAsync(Task told)
    {
        try
        {
            await told;
        }
        catch (Exception)
        {
            // Nobody waits for it.
        }
    }

    private async Task TravelAsync()
    {
        await world.TravelAsync(clock);
        if (world.Happens(Losses))
        {
            await Task.Delay(Patience, clock);
            throw new TimeoutException("No answer came within 30 s.");
        }
    }

    private async Task<Activation> ActivationAsync(GrainKey key)
    {
        while (true)
        {
            if (!directory.TryGetValue(key, out var activation))
            {
                directory[key] = activation = new(this, AnyMember(), key);
            }

            if (!activation.IsLeaving || !activation.Deactivated.IsCompleted)
            {
                await WithinAsync(Started(activation), activation.Silo);
            }

            if (!activation.IsLeaving)
            {
                return activation;
            }

            Forget(key, activation);
        }

        // What is about to leave is waited for, so that it is never there twice by its own doing.
        static async Task<bool> Started(Activation activation)
        {
            await activation.Started;
            await (activation.IsLeaving ? activation.Deactivated : Task.CompletedTask);
            return true;
        }
    }

    private Silo AnyMember() => Members.ToList() is { Count: > 0 } members
        ? members[world.Random.Next(members.Count)]
        : throw new SiloUnavailableException("No silo is there.");

    private static async Task<T> WithinAsync<T>(Task<T> answer, Silo silo)
    {
        try
        {
            return await answer.WaitAsync(silo.GivenUp);
        }
        catch (OperationCanceledException) when (silo.GivenUp.IsCancellationRequested)
        {
            throw new SiloUnavailableException("The silo has gone while this was asked.");
        }
    }
}
