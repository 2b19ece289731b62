using System.Diagnostics;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S10: the process is killed (kill −9) under load and started again at once, as its supervisor does. Counted from the kill: until a post
/// is acknowledged, and until every screen has been answered on a new link. Nothing that was acknowledged may be missing, no screen may
/// have a gap.
/// </summary>
internal sealed class Killed(Store store) : IScenario
{
    private const int BatchSize = 10, Writers = 8, PerSecond = 50;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5), Limit = TimeSpan.FromSeconds(60);

    public string Name => "s10";

    public string Title => $"kill under load, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var screens = bench.Options.Quick ? 200 : 1_000;
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 20_000);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            await KillAsync(bench, trial, screens);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task KillAsync(Bench bench, Trial trial, int screens)
    {
        var what = $"{store}, {screens:N0} screens, {PerSecond * BatchSize:N0} events/s";
        var shape = new WorkloadShape { Count = PerSecond * BatchSize * (int)Limit.TotalSeconds, BatchSize = BatchSize };
        var workload = Workload.Create(shape, bench.Clock);
        await using var crowd = await Crowd.WatchAsync(
            trial.Product.Address, $"jurisdiction/{bench.Options.Jurisdiction}", screens, bench.Options.SeenEvery, returns: true);
        using var stop = new CancellationTokenSource();
        var writers = new PatientLoop(trial.Product.Http, workload, Writers, PerSecond);
        var posting = writers.RunAsync(stop.Token);
        await Task.Delay(Before);

        var killed = Stopwatch.GetTimestamp();
        await trial.Product.KillAsync();
        var dead = Stopwatch.GetTimestamp();
        var starting = trial.Product.StartAsync();
        var taken = await writers.AcknowledgedAsync(dead).WaitAsync(Limit);
        var shown = await crowd.ReturnedAsync(killed, Limit);
        await starting;
        await stop.CancelAsync();
        trial.Count(workload, await posting);

        await trial.CheckAsync();
        foreach (var fault in await ScreenCheck.ProveAsync(trial.Product.Http, crowd))
        {
            bench.Report.Fault(Name, $"{what}: {fault}");
        }

        var report = bench.Report;
        report.Add(Name, $"{what}: kill to the first acknowledgement", "s", Seconds(killed, taken), Targets.WritesAfterKill);
        report.Add(Name, $"{what}: kill to the last screen's answer", "s", Seconds(killed, shown), Targets.ScreensAfterKill)
            .ResidentMegabytes.Add(trial.ResidentMegabytes());
    }

    private static double Seconds(long from, long to) => (double)(to - from) / Stopwatch.Frequency;
}
