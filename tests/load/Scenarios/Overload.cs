using Dashboard.Load.Drive;
using Dashboard.Load.Peers;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S14: three times as many events as go through are offered for a minute. The product may turn posts away (429, 503), and is asked again
/// as it says; its memory must stay bounded, nothing that was acknowledged may be missing, and five seconds after the last
/// acknowledgement a post must take no longer than before. What single rows inserted by hand into the same PostgreSQL take in the same
/// seconds tells how much of that is the database's and the disk's, which still work off what a million rows left them.
/// </summary>
internal sealed class Overload(Store store) : IScenario
{
    private const int BatchSize = 100, Times = 3, Probes = 100;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250), Recovery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Name => "s14";

    public string Title => $"overload, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(BatchSize, 8, 60_000);
        await trial.WarmUpAsync(1, 16, 5_000);
        var full = await trial.PostAsync(Workload.Create(new WorkloadShape { Count = bench.Options.Events / 2 }, bench.Clock), 8);
        await trial.CheckAsync();
        var byHand = store == Store.PostgreSQL ? new SinglePostgres(await bench.Cluster!.NewDatabaseAsync()) : null;
        await (byHand?.PrepareAsync() ?? Task.CompletedTask);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            await OverloadAsync(bench, trial, full.PerSecond, byHand);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task OverloadAsync(Bench bench, Trial trial, double full, SinglePostgres? byHand)
    {
        var (report, what) = (bench.Report, $"{store}, {Times} × what goes through");
        var seconds = bench.Options.Quick ? 15 : 60;
        var (before, plainBefore) = await ProbeAsync(bench, trial, byHand);
        var workload = Workload.Create(
            new WorkloadShape { Count = (int)(full * Times) * seconds, BatchSize = BatchSize }, bench.Clock);
        Bench.Sweep();
        await trial.RestAsync();
        var atRest = trial.ResidentMegabytes();

        using var loop = new OpenLoop(trial.Product.Http, workload, full * Times / BatchSize, attempts: int.MaxValue);
        var running = loop.RunAsync(Limit);
        var most = atRest;
        while (!running.IsCompleted)
        {
            most = Math.Max(most, trial.ResidentMegabytes());
            await Task.WhenAny(running, Task.Delay(Glance));
        }

        var run = await running;
        await Task.Delay(Recovery);
        var (after, plainAfter) = await ProbeAsync(bench, trial, byHand);
        trial.Count(workload, run);
        await trial.CheckAsync();

        report.Add(Name, $"{what}: events/s offered", "/s", full * Times);
        report.Add(Name, $"{what}: events/s through", "/s", run.PerSecond).ResidentMegabytes.Add(most);
        report.Add(Name, $"{what}: posts turned away (429/503)", "", run.TurnedAway);
        report.Add(Name, $"{what}: the most memory meanwhile", "MB", most, Targets.OverloadMemory);
        report.Add(Name, $"{what}: acknowledgement p99 of single posts before", "ms", before);
        report.Add(Name, $"{what}: acknowledgement p99 of single posts 5 s after", "ms", after);
        report.Add(Name, $"{what}: after ÷ before", "×", after / before, Targets.AfterOverload);
        if (byHand is not null)
        {
            report.Add(Name, $"{what}: commit p99 of rows inserted by hand before", "ms", plainBefore);
            report.Add(Name, $"{what}: commit p99 of rows inserted by hand 5 s after", "ms", plainAfter);
            report.Add(Name, $"{what}: after ÷ before, of rows inserted by hand", "×", plainAfter / plainBefore);
        }
    }

    /// <summary>What single posts take when little is asked; and single rows beside them, as many.</summary>
    private static async Task<(double Post, double ByHand)> ProbeAsync(Bench bench, Trial trial, SinglePostgres? byHand)
    {
        var shape = new WorkloadShape { Count = Probes * 10, BatchSize = 1 };
        var workload = Workload.Create(shape, bench.Clock);
        var rows = byHand is null ? null : Task.Run(() => byHand.PaceAsync(Workload.Create(shape, bench.Clock), Probes));
        using var loop = new OpenLoop(trial.Product.Http, workload, Probes);
        var run = await loop.RunAsync(Limit);
        trial.Count(workload, run);
        return (run.Acknowledgements.Percentile(0.99), rows is null ? double.NaN : (await rows).Percentile(0.99));
    }
}
