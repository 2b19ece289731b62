using System.Diagnostics;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S9: many screens of one view at once: what each holds in the product's memory while figures flow, and how long it takes until all are
/// back when their links break together.
/// </summary>
internal sealed class Held(Store store) : IScenario
{
    private const int PerSecond = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => "s9";

    public string Title => $"screens held, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var screens = bench.Options.Quick ? 1_000 : 5_000;
        var what = $"{store}, {screens:N0} screens";
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 20_000);
        var none = await HeldMemory.ReadAsync(trial.Product);
        step(0.3);

        await using var crowd = await Crowd.WatchAsync(
            trial.Product.Address, $"jurisdiction/{bench.Options.Jurisdiction}", screens, bench.Options.SeenEvery, returns: true);
        var cpu = trial.CpuSeconds();
        var run = await FlowAsync(bench, trial);
        cpu = trial.CpuSeconds() - cpu;
        var all = await HeldMemory.ReadAsync(trial.Product);
        step(0.7);

        var broken = Stopwatch.GetTimestamp();
        Array.ForEach(crowd.Watchers, static watcher => watcher.Break());
        var back = await crowd.ReturnedAsync(broken, Limit);
        await FlowAsync(bench, trial);
        await trial.CheckAsync();
        foreach (var fault in await ScreenCheck.ProveAsync(trial.Product.Http, crowd))
        {
            bench.Report.Fault(Name, $"{what}: {fault}");
        }

        var report = bench.Report;
        report.Add(Name, $"{what}: heap of each", "KB", (all.Heap - none.Heap) / screens / 1024);
        report.Add(Name, $"{what}: RSS of each", "KB", (all.Resident - none.Resident) / screens / 1024, Targets.HeldScreen)
            .ResidentMegabytes.Add(trial.ResidentMegabytes());
        report.Add(Name, $"{what}: until all are back when their links break", "s", (double)(back - broken) / Stopwatch.Frequency);
        report.Add(Name, $"{what}, {PerSecond} events/s: acknowledgement p99", "ms", run.Acknowledgements.Percentile(0.99))
            .CpuPercent.Add(cpu / run.Elapsed.TotalSeconds * 100);
    }

    private static async Task<PostRun> FlowAsync(Bench bench, Trial trial)
    {
        var workload = Workload.Create(new WorkloadShape { Count = PerSecond * 20, BatchSize = 1 }, bench.Clock);
        using var loop = new OpenLoop(trial.Product.Http, workload, PerSecond);
        var run = await loop.RunAsync(Limit);
        trial.Count(workload, run);
        return run;
    }
}
