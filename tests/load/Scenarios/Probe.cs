using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S7: event to frame, on a hundred screens, of single events while others post batches as fast as they go through. The single events are
/// about an item of their own, so that a screen's figures tell them from the rest.
/// </summary>
internal sealed class Probe(Store store) : IScenario
{
    private const int Screens = 100, PerSecond = 20, Writers = 8, OwnItem = 33;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Name => "s7";

    public string Title => $"event to frame beside batches, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, Writers, 120_000);
        await trial.WarmUpAsync(1, 16, 5_000);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            await MeasureAsync(bench, trial);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task MeasureAsync(Bench bench, Trial trial)
    {
        var seconds = bench.Options.Quick ? 5 : 20;
        var shape = new WorkloadShape
        {
            Count = PerSecond * seconds,
            BatchSize = 1,
            Items = 1,
            FirstItem = OwnItem,
            TodayOnly = true,
        };
        var probes = Workload.Create(shape, bench.Clock);
        var batches = Workload.Create(new WorkloadShape { Count = bench.Options.Events * 3, Items = OwnItem }, bench.Clock);
        await using var crowd = await Crowd.WatchAsync(
            trial.Product.Address, $"jurisdiction/{bench.Options.Jurisdiction}", Screens, bench.Options.SeenEvery);
        Bench.Sweep();

        var posting = trial.PostAsync(batches, Writers, TimeSpan.FromSeconds(seconds));
        using var loop = new OpenLoop(trial.Product.Http, probes, PerSecond);
        var run = await loop.RunAsync(Limit);
        var through = await posting;
        trial.Count(probes, run);
        await trial.CheckAsync();
        var faults = await ScreenCheck.ProveAsync(trial.Product.Http, crowd);

        var shown = new Dictionary<(int Item, string Counter), List<(long Value, long Version)>>();
        crowd.Book.Play((frame, content) => FrameDelays.Note(shown, frame.Version, content));
        var (delays, missing) = FrameDelays.Delays(crowd, probes, loop.Due, shown);
        if (missing > 0)
        {
            faults.Add($"{missing} events were never shown to some watcher");
        }

        var what = $"{store}, {Screens} screens";
        faults.ForEach(fault => bench.Report.Fault(Name, $"{what}: {fault}"));
        bench.Report.Add(Name, $"{what}: events/s of the batches", "/s", through.PerSecond);
        bench.Report.Add(Name, $"{what}: p50", "ms", delays.Percentile(0.5));
        bench.Report.Add(Name, $"{what}: p99", "ms", delays.Percentile(0.99), Targets.Probe);
        bench.Report.Add(Name, $"{what}: acknowledgement p99 of single posts", "ms", run.Acknowledgements.Percentile(0.99));
    }
}
