using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Reading;
using Dashboard.Tests.Cluster;
using Dashboard.Web.Screens;

namespace Dashboard.Tests.Simulation;

/// <summary>What came of a story.</summary>
/// <param name="Faults">What must not be, a sentence each; empty when all is right.</param>
/// <param name="Trace">The same for two runs that took the same steps.</param>
/// <param name="Deeds">What went wrong in it, and how often.</param>
internal sealed record Verdict(int Seed, IReadOnlyList<string> Faults, ulong Trace, long Steps, IReadOnlyDictionary<string, int> Deeds)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"seed {Seed}, {Steps} steps, {string.Join(' ', Deeds.Select(static deed => $"{deed.Key}:{deed.Value}"))}\n"
            + string.Join('\n', Faults);
}

/// <summary>
/// A story from log to screen, told once from a seed: sources post, silos and web hosts come and go, and when all is at rest what was
/// acknowledged, what the ledger holds, what the figures say and what the screens show must be one and the same.
/// </summary>
internal sealed class StoryRun
{
    /// <summary>So long all that went wrong is to be mended by itself.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);
    private static readonly Lazy<StoredLedger> Founded = new(Found);

    private readonly int seed;
    private readonly World world;
    private readonly Database database;
    private readonly Cluster cluster;
    private readonly List<string> faults = [];
    private readonly Acknowledgements acknowledged = new();
    private readonly List<WebHost> hosts = [];
    private readonly List<SimulatedScreen> screens = [];
    private readonly Lane observer;

    private StoryRun(int seed, StoredLedger stored, Mutant mutant)
    {
        (this.seed, world) = (seed, new(seed));
        database = new(world, stored) { Mutant = mutant };
        cluster = new(world, database) { Mutant = mutant, Lost = () => hosts.ForEach(static host => host.LoseSilo()) };
        observer = new Process(world).NewLane();
    }

    /// <summary>Tells the story of a seed.</summary>
    public static Verdict Tell(int seed, Mutant mutant = Mutant.None)
    {
        // Whatever goes on elsewhere in the process must not take the story's continuations.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var founded = Founded.Value;
            var run = new StoryRun(seed, founded.Copy(mutant), mutant);
            return run.Tell();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>A ledger that knows the law and two teams, written by the product itself with nothing going wrong.</summary>
    private static StoredLedger Found()
    {
        var run = new StoryRun(0, new(Mutant.None), Mutant.None);
        run.cluster.Start();
        run.Complete(() => new SimulatedGrains(run.cluster, null).GetGrain<ITeamGrain>("unassigned").Record(new([.. Script.Law])));
        run.world.Run(static () => false, TimeSpan.FromSeconds(25));
        run.Forget();
        return run.database.Stored;
    }

    private Verdict Tell()
    {
        var script = Script.Of(seed);
        cluster.Start();
        cluster.Start();
        hosts.Add(new(world, cluster));
        hosts.Add(new(world, cluster));
        screens.AddRange(new[] { $"jurisdiction/{Cluster.Options.Value.Jurisdiction}", "team/T01",
            $"jurisdiction/{Cluster.Options.Value.Jurisdiction}" }.Select(view => new SimulatedScreen(world, view, AnyHost, faults)));
        var chaos = new Chaos(world, cluster, database, hosts, screens);
        try
        {
            Go(script, chaos);
        }
        catch (Exception problem)
        {
            faults.Add($"The story could not be told to its end: {problem}");
        }

        Forget();
        return new(seed, faults, world.Trace, world.Steps, chaos.Deeds);
    }

    private void Go(Script script, Chaos chaos)
    {
        chaos.Begin(world.Random.Next(4) switch { 0 => 0, 1 => 0.05, 2 => 0.15, _ => 0.3 });
        var sources = script.Posts.Select(posts => new SimulatedSource(world, cluster, posts, script.Pause, acknowledged, faults)).ToList();
        var wrong = observer.Begin(() => chaos.RunAsync(script.Length));
        if (!world.Run(() => wrong.IsCompleted, Longest))
        {
            faults.Add("What goes wrong did not end.");
        }

        wrong.GetAwaiter().GetResult();
        chaos.End();
        if (!world.Run(() => sources.TrueForAll(static source => source.Done.IsCompleted), Longest))
        {
            faults.Add("A source was not answered, however often it repeated its post.");
            return;
        }

        sources.ForEach(static source => source.Done.GetAwaiter().GetResult());
        world.Run(static () => false, Rest);
        // What hangs on the register of certificates is folded again when every silo has read it.
        var basis = cluster.Members.First().Roster.Current.Basis;
        for (var again = 0; again < 5 && database.Stored.Rows.Any(row => row.Basis != basis); again++)
        {
            world.Run(static () => false, TimeSpan.FromSeconds(25));
        }

        Complete(CompareAsync);
    }

    /// <summary>Compares all there is; screens first, since whoever asks a grain may wake it.</summary>
    private async Task<bool> CompareAsync()
    {
        var grains = new SimulatedGrains(cluster, null);
        CompareAcknowledged();
        foreach (var screen in screens)
        {
            screen.Prove();
            var view = (await grains.Find(screen.View)!.Get(null))!;
            if (screen.Version != view.Version || Load.Drive.Digest.Of(screen.Document) != view.Document.Digest())
            {
                faults.Add($"A screen shows version {screen.Version} of {screen.View}, the server has {view.Version}; the "
                    + $"document {Differences(screen, view.Document)}");
            }
        }

        var silo = cluster.Members.First();
        var ledger = new LedgerLink(world, database, silo.Clock);
        var proof = await new Verifier(ledger, new(ledger), grains, silo.Roster, Cluster.Options).VerifyAsync(CancellationToken.None);
        faults.AddRange(proof.Differences);
        await CompareCellsAsync(grains);
        return true;
    }

    private void CompareAcknowledged()
    {
        var stored = database.Stored;
        foreach (var ((source, id), heard) in acknowledged.Heard)
        {
            var isUnfit = id.StartsWith(Database.Unfit, StringComparison.Ordinal);
            var held = stored.Find(source, id);
            if (heard.Count(static one => one.Outcome == Outcome.Accepted) > 1)
            {
                faults.Add($"Event {id} was accepted twice.");
            }

            if ((held is null) != isUnfit)
            {
                faults.Add(isUnfit ? $"Event {id} is held, which no database can hold." : $"Event {id} was acknowledged and is lost.");
            }

            faults.AddRange(heard
                .Where(one => one.Outcome != (isUnfit ? Outcome.Refused : held is null ? one.Outcome
                        : one.Hash != held.Hash ? Outcome.Contradiction
                        : one.Outcome == Outcome.Accepted ? Outcome.Accepted : Outcome.Duplicate))
                .Select(one => $"Event {id} was answered {one.Outcome}, which is not so."));
        }

        faults.AddRange(stored.Events.CountBy(static @event => (@event.Source, @event.Id)).Where(static one => one.Value > 1)
            .Select(static one => $"Event {one.Key.Id} is held {one.Value} times."));
    }

    /// <summary>The figures of all teams against those that a plain recount of the ledger's events gives.</summary>
    private async Task CompareCellsAsync(SimulatedGrains grains)
    {
        var held = new Dictionary<string, long>();
        foreach (var team in database.Stored.Teams.Keys)
        {
            foreach (var (cell, amount) in Delta.Decode((await grains.GetGrain<ITeamParts>(team).Proof()).Cells))
            {
                Office.Add(held, team, cell, amount);
            }
        }

        var plain = PlainModel.Cells([.. database.Stored.Events]);
        foreach (var cell in plain.Keys.Union(held.Keys).Where(cell => plain.GetValueOrDefault(cell) != held.GetValueOrDefault(cell)))
        {
            faults.Add($"{cell}: a plain recount gives {plain.GetValueOrDefault(cell)}, the team shows {held.GetValueOrDefault(cell)}");
        }
    }

    private static string Differences(SimulatedScreen screen, Document document)
    {
        if (screen.Document is not { } shown)
        {
            return "is not there.";
        }

        var there = System.Text.Json.Nodes.JsonNode.Parse(document.ToUtf8())!.AsObject();
        var differing = there.Select(static member => member.Key).Union(shown.Select(static member => member.Key))
            .Where(name => Load.Drive.Digest.Of(there[name]) != Load.Drive.Digest.Of(shown[name]));
        return $"differs in {string.Join(", ", differing)}.";
    }

    /// <summary>Waits for something that is asked of the product when all is at rest.</summary>
    private void Complete<T>(Func<Task<T>> work)
    {
        var task = observer.Begin(work);
        if (!world.Run(() => task.IsCompleted, Longest))
        {
            faults.Add("What was asked at the end was not answered.");
            return;
        }

        task.GetAwaiter().GetResult();
    }

    private WebHost? AnyHost() => hosts.Where(static host => host is { IsAlive: true, IsHanging: false }).ToList() is { Count: > 0 } alive
        ? alive[world.Random.Next(alive.Count)]
        : null;

    private void Forget()
    {
        foreach (var silo in cluster.Silos)
        {
            silo.Dispose();
        }

        hosts.ForEach(static host => host.Dispose());
    }
}
