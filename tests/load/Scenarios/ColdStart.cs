using System.Diagnostics;
using Dashboard.Load.Checks;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S12: start of the process on a ledger of many events, with the snapshots it wrote when it was stopped in good order (SIGTERM),
/// and with all snapshots thrown away. Measured until /health/ready and until the jurisdiction's view shows every right total.
/// </summary>
internal sealed class ColdStart(Store store) : IScenario
{
    private const int Slice = 100_000;
    private static readonly TimeSpan RightLimit = TimeSpan.FromSeconds(120);

    public string Name => "s12";

    public string Title => $"start with history, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var events = bench.Options.ColdEvents;
        await using var trial = await bench.StartAsync(Name, store);
        for (var sent = 0; sent < events; sent += Slice)
        {
            await trial.PostAsync(Workload.Create(new WorkloadShape { Count = Math.Min(Slice, events - sent), BatchSize = 500 }, bench.Clock), 4);
            step(0.5 * sent / events);
        }

        Bench.Sweep();
        await trial.CheckAsync();
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            var what = $"{store}, {events:N0} events";
            var stopped = await trial.Product.StopAsync();
            bench.Report.Add(Name, $"{what}: stop in good order (writes snapshots)", "s", stopped.TotalSeconds);
            await StartAsync(bench, trial, $"{what}, with snapshot", 3.5);
            await trial.Product.StopAsync();
            if (await LedgerCheck.DropSnapshotsAsync(trial.Product) == 0)
            {
                bench.Report.Remark($"s12 {store}: there was no snapshot to throw away, so both starts are starts without one.");
            }

            await StartAsync(bench, trial, $"{what}, without snapshot", 8);
            step(0.5 + (0.5 * repeat / bench.Options.Repeats));
        }

        await trial.CheckAsync();
    }

    private async Task StartAsync(Bench bench, Trial trial, string what, double target)
    {
        var began = Stopwatch.GetTimestamp();
        var ready = await trial.Product.StartAsync();
        List<string> differences;
        do
        {
            differences = await ViewCheck.CompareAsync(trial.Product.Http, trial.Tally, $"jurisdiction/{bench.Options.Jurisdiction}");
        }
        while (differences.Count > 0 && Stopwatch.GetElapsedTime(began) < RightLimit);

        var right = Stopwatch.GetElapsedTime(began);
        if (differences.Count > 0)
        {
            bench.Report.Fault(Name, $"{what}: {differences[0]}");
        }

        bench.Report.Add(Name, $"{what}: until ready", "s", ready.TotalSeconds);
        // The targets are those of a million events; a shorter run has none.
        var figure = bench.Report.Add(Name, $"{what}: until the view is right", "s", right.TotalSeconds, bench.Options.ColdEvents >= 1_000_000 ? target : null);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
    }
}
