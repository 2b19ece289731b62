using System.Collections.Concurrent;
using System.Globalization;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// The whole way log → fold → judge → push → resume, simulated: a thousand stories, or as many as <c>DASHBOARD_SIMULATIONS</c> says,
/// each from a seed and told in one thread. <c>DASHBOARD_SIMULATION=seed</c> tells one of them again, step by step the same, or begins
/// with it.
/// </summary>
public sealed class SimulationTests
{
    private const int Usual = 1_000;

    private static int First { get; } = Set("DASHBOARD_SIMULATION") ?? 1;

    private static int Stories { get; } = Set("DASHBOARD_SIMULATIONS") ?? (Set("DASHBOARD_SIMULATION") is null ? Usual : 1);

    [Fact]
    public void Whatever_fails_nothing_is_lost_doubled_skipped_or_shown_wrongly()
    {
        var seeds = Enumerable.Range(First, Stories);
        var (wrong, deeds) = (new ConcurrentBag<Verdict>(), new ConcurrentDictionary<string, int>());
        long steps = 0;

        Each(seeds, seed =>
        {
            var verdict = StoryRun.Tell(seed);
            Interlocked.Add(ref steps, verdict.Steps);
            foreach (var (deed, times) in verdict.Deeds)
            {
                deeds.AddOrUpdate(deed, times, (_, before) => before + times);
            }

            if (verdict.Faults.Count > 0)
            {
                wrong.Add(verdict);
            }

            return wrong.Count < 10;
        });

        TestContext.Current.SendDiagnosticMessage(
            $"{steps} steps; {string.Join(' ', deeds.OrderBy(static deed => deed.Key).Select(static deed => $"{deed.Key}:{deed.Value}"))}");
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong.OrderBy(static verdict => verdict.Seed)));
    }

    [Fact]
    public void A_seed_tells_the_same_story_again()
    {
        foreach (var seed in Enumerable.Range(First, 5))
        {
            var (once, again) = (StoryRun.Tell(seed), StoryRun.Tell(seed));

            Assert.Equal((once.Trace, once.Steps), (again.Trace, again.Steps));
        }
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_broken_promise_is_noticed(Mutant mutant)
    {
        var found = 0;

        Each(Enumerable.Range(1, Usual), seed =>
        {
            if (StoryRun.Tell(seed, mutant).Faults.Count > 0)
            {
                Interlocked.CompareExchange(ref found, seed, 0);
            }

            return found == 0;
        });

        TestContext.Current.SendDiagnosticMessage($"{mutant} is noticed with seed {found}.");
        Assert.True(found > 0, $"{mutant} is not noticed by {Usual} stories.");
    }

    public static TheoryData<Mutant> Mutants => [.. Enum.GetValues<Mutant>().Where(static mutant => mutant != Mutant.None)];

    /// <summary>Two stories at a time, each in one thread, until one says that it is enough.</summary>
    private static void Each(IEnumerable<int> seeds, Func<int, bool> tell) => Parallel.ForEach(
        Partitioner.Create(seeds, EnumerablePartitionerOptions.NoBuffering),
        new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
        (seed, loop) =>
        {
            if (!tell(seed))
            {
                loop.Stop();
            }
        });

    private static int? Set(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : null;
}
