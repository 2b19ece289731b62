using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Reading;
using Dashboard.Tests.Cluster;
using Dashboard.Web.Screens;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// All that a story needs: a world, a database that knows the law and two teams, silos, web hosts and screens; and at its end the
/// comparison of what was acknowledged, what the ledger holds, what the figures say and what the screens show.
/// </summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20), ShownWithin = TimeSpan.FromSeconds(5);
    private static readonly Lazy<StoredLedger> Founded = new(Found);

    private readonly Lane observer;

    private Stage(int seed, StoredLedger stored, Mutant mutant)
    {
        World = new(seed);
        Database = new(World, stored) { Mutant = mutant };
        Cluster = new(World, Database) { Mutant = mutant, Lost = () => Hosts.ForEach(static host => host.LoseSilo()) };
        observer = new Process(World).NewLane();
    }

    /// <summary>The view of the jurisdiction.</summary>
    public static string Jurisdiction { get; } = $"jurisdiction/{Cluster.Options.Value.Jurisdiction}";

    public World World { get; }

    public Database Database { get; }

    public Cluster Cluster { get; }

    public List<WebHost> Hosts { get; } = [];

    public List<SimulatedScreen> Screens { get; } = [];

    /// <summary>What those who posted were told.</summary>
    public Acknowledgements Acknowledged { get; } = new();

    /// <summary>What must not be, a sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Opens a stage: two silos, two web hosts, and screens of some views.</summary>
    public static Stage Open(int seed, Mutant mutant, params string[] views)
    {
        var stage = new Stage(seed, Founded.Value.Copy(mutant), mutant);
        stage.Cluster.Start();
        stage.Cluster.Start();
        stage.Hosts.AddRange([new(stage.World, stage.Cluster), new(stage.World, stage.Cluster)]);
        stage.Screens.AddRange(views.Select(view => new SimulatedScreen(stage.World, view, stage.AnyHost, stage.Faults)));
        return stage;
    }

    /// <summary>Runs a story in this thread, with no other context to go on in.</summary>
    public static T Alone<T>(Func<T> story)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return story();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Some time passes.</summary>
    public void Pass(TimeSpan time) => World.Run(static () => false, time);

    /// <summary>Begins something beside all else.</summary>
    public Task Begin(Func<Task> work) => observer.Begin(work);

    /// <summary>Goes on until something is so.</summary>
    /// <param name="otherwise">What is a fault when it does not come to be.</param>
    public bool Until(Func<bool> isSo, string otherwise)
    {
        var came = World.Run(isSo, Longest);
        if (!came)
        {
            Faults.Add(otherwise);
        }

        return came;
    }

    /// <summary>Waits for something that is asked of the product.</summary>
    public T? Ask<T>(Func<Task<T>> question)
    {
        var answer = observer.Begin(question);
        return Until(() => answer.IsCompleted, "What was asked was not answered.") ? answer.GetAwaiter().GetResult() : default;
    }

    /// <summary>Has a team record events, with nothing going wrong.</summary>
    public void Post(string team, params SourceEvent[] events) => Acknowledged.Note(events,
        Ask(() => new SimulatedGrains(Cluster, null).GetGrain<ITeamGrain>(team).Record(new(events)))!);

    /// <summary>Compares all there is; screens first, since whoever asks a grain may wake it.</summary>
    public void Compare() => Ask(CompareAsync);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var silo in Cluster.Silos)
        {
            silo.Dispose();
        }

        Hosts.ForEach(static host => host.Dispose());
    }

    /// <summary>A ledger that knows the law and two teams, written by the product itself with nothing going wrong.</summary>
    private static StoredLedger Found()
    {
        using var stage = new Stage(0, new(Mutant.None), Mutant.None);
        stage.Cluster.Start();
        stage.Post("unassigned", [.. Script.Law]);
        stage.Pass(TimeSpan.FromSeconds(25));
        return stage.Database.Stored;
    }

    private async Task<bool> CompareAsync()
    {
        var grains = new SimulatedGrains(Cluster, null);
        CompareAcknowledged();
        foreach (var screen in Screens)
        {
            screen.Prove();
            var view = (await grains.Find(screen.View)!.Get(null))!;
            if (screen.Version != view.Version && HasJustTurned())
            {
                await Task.Delay(ShownWithin, Cluster.Members.First().Clock);
                screen.Prove();
                view = (await grains.Find(screen.View)!.Get(null))!;
            }

            if (screen.Version != view.Version || Load.Drive.Digest.Of(screen.Document) != view.Document.Digest())
            {
                Faults.Add($"A screen shows version {screen.Version} of {screen.View}, the server has {view.Version}; the "
                    + $"document {Differences(screen, view.Document)}");
            }
        }

        var silo = Cluster.Members.First();
        var ledger = new LedgerLink(World, Database, silo.Clock);
        var proof = await new Verifier(ledger, new(ledger), grains, silo.Roster, Cluster.Options).VerifyAsync(CancellationToken.None);
        Faults.AddRange(proof.Differences);
        await CompareCellsAsync(grains);
        return true;
    }

    /// <summary>
    /// A warning turned so lately that a screen may not show it yet. When the view was made does not tell: a grain that slept through a
    /// turn makes it as soon as it is asked.
    /// </summary>
    private bool HasJustTurned()
    {
        var now = Watch.Now(Cluster.Members.First().Clock.GetUtcNow());
        return Database.Stored.Rows.SelectMany(static row => WatchedSubject.Decode(row.Watches)).SelectMany(static watch => watch.Steps)
            .Any(step => step.At <= now && now - step.At <= ShownWithin.TotalSeconds);
    }

    private void CompareAcknowledged()
    {
        foreach (var ((source, id), heard) in Acknowledged.Heard)
        {
            var isUnfit = id.StartsWith(Database.Unfit, StringComparison.Ordinal);
            var held = Database.Stored.Find(source, id);
            if (heard.Count(static one => one.Outcome == Outcome.Accepted) > 1)
            {
                Faults.Add($"Event {id} was accepted twice.");
            }

            if ((held is null) != isUnfit)
            {
                Faults.Add(isUnfit ? $"Event {id} is held, which no database can hold." : $"Event {id} was acknowledged and is lost.");
            }

            Faults.AddRange(heard
                .Where(one => one.Outcome != (isUnfit ? Outcome.Refused : held is null ? one.Outcome
                    : one.Hash != held.Hash ? Outcome.Contradiction
                    : one.Outcome == Outcome.Accepted ? Outcome.Accepted : Outcome.Duplicate))
                .Select(one => $"Event {id} was answered {one.Outcome}, which is not so."));
        }

        Faults.AddRange(Database.Stored.Events.CountBy(static @event => (@event.Source, @event.Id)).Where(static one => one.Value > 1)
            .Select(static one => $"Event {one.Key.Id} is held {one.Value} times."));
    }

    /// <summary>The figures of all teams against those that a plain recount of the ledger's events gives.</summary>
    private async Task CompareCellsAsync(SimulatedGrains grains)
    {
        var held = new Dictionary<string, long>();
        foreach (var team in Database.Stored.Teams.Keys)
        {
            foreach (var (cell, amount) in Delta.Decode((await grains.GetGrain<ITeamParts>(team).Proof()).Cells))
            {
                Office.Add(held, team, cell, amount);
            }
        }

        var plain = PlainModel.Cells([.. Database.Stored.Events]);
        foreach (var cell in plain.Keys.Union(held.Keys).Where(cell => plain.GetValueOrDefault(cell) != held.GetValueOrDefault(cell)))
        {
            Faults.Add($"{cell}: a plain recount gives {plain.GetValueOrDefault(cell)}, the team shows {held.GetValueOrDefault(cell)}");
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

    private WebHost? AnyHost() => Hosts.Where(static host => host is { IsAlive: true, IsHanging: false }).ToList() is { Count: > 0 } alive
        ? alive[World.Random.Next(alive.Count)]
        : null;
}
