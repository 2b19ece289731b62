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
internal static class StoryRun
{
    /// <summary>So long all that went wrong is to be mended by itself.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    /// <summary>Tells the story of a seed.</summary>
    public static Verdict Tell(int seed, Mutant mutant = Mutant.None) => Stage.Alone(() =>
    {
        using var stage = Stage.Open(seed, mutant, Stage.Jurisdiction, "team/T01", Stage.Jurisdiction);
        var chaos = new Chaos(stage.World, stage.Cluster, stage.Database, stage.Hosts, stage.Screens);
        try
        {
            Tell(stage, Script.Of(seed), chaos);
        }
        catch (Exception problem)
        {
            stage.Faults.Add($"The story could not be told to its end: {problem}");
        }

        return new Verdict(seed, stage.Faults, stage.World.Trace, stage.World.Steps, chaos.Deeds);
    });

    private static void Tell(Stage stage, Script script, Chaos chaos)
    {
        chaos.Begin(stage.World.Random.Next(4) switch { 0 => 0, 1 => 0.05, 2 => 0.15, _ => 0.3 });
        var sources = script.Posts.Select(posts =>
            new SimulatedSource(stage.World, stage.Cluster, posts, script.Pause, stage.Acknowledged, stage.Faults)).ToList();
        var wrong = stage.Begin(() => chaos.RunAsync(script.Length));
        stage.Until(() => wrong.IsCompleted, "What goes wrong did not end.");
        wrong.GetAwaiter().GetResult();
        chaos.End();
        if (!stage.Until(() => sources.TrueForAll(static source => source.Done.IsCompleted),
            "A source was not answered, however often it repeated its post."))
        {
            return;
        }

        sources.ForEach(static source => source.Done.GetAwaiter().GetResult());
        stage.Pass(Rest);
        // What hangs on the register of certificates is folded again when every silo has read it.
        var basis = stage.Cluster.Members.First().Roster.Current.Basis;
        for (var again = 0; again < 5 && stage.Database.Stored.Rows.Any(row => row.Basis != basis); again++)
        {
            stage.Pass(TimeSpan.FromSeconds(25));
        }

        stage.Compare();
    }
}
