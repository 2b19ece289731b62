using System.Diagnostics;
using Dashboard.Load.Checks;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Start of the process on a ledger of many events (S12) or of many open subjects, with the snapshots it wrote when it was stopped in good
/// order (SIGTERM), and with all snapshots thrown away. Measured until /health/ready and until the jurisdiction's view shows every right
/// total. Of open subjects also what each holds in memory, by difference.
/// </summary>
internal sealed class ColdStart(Store store, bool open) : IScenario
{
    private const int Slice = 100_000;
    private const int OpenSubjects = 100_000;
    private static readonly TimeSpan RightLimit = TimeSpan.FromSeconds(120);

    public string Name => open ? "open-start" : "s12";

    public string Title => open ? $"start with open subjects, {store}" : $"start with history, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var what = open ? $"{store}, {OpenSubjects:N0} open subjects" : $"{store}, {bench.Options.ColdEvents:N0} events";
        await using var trial = await bench.StartAsync(Name, store);
        if (open)
        {
            await OpenAsync(bench, trial, what);
        }
        else
        {
            await PostHistoryAsync(bench, trial, step);
        }

        Bench.Sweep();
        await trial.CheckAsync();
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            var stopped = await trial.Product.StopAsync();
            bench.Report.Add(Name, $"{what}: stop in good order (writes snapshots)", "s", stopped.TotalSeconds);
            await StartAsync(bench, trial, $"{what}, with snapshot", open ? Targets.OpenStartWithSnapshot : Targets.StartWithSnapshot);
            await trial.Product.StopAsync();
            if (await LedgerCheck.DropSnapshotsAsync(trial.Product) == 0)
            {
                bench.Report.Remark($"{Name} {store}: there was no snapshot to throw away, so both starts are starts without one.");
            }

            await StartAsync(bench, trial, $"{what}, without snapshot", open ? Targets.OpenStartWithout : Targets.StartWithout);
            step(0.5 + (0.5 * repeat / bench.Options.Repeats));
        }

        await trial.CheckAsync();
    }

    private async Task OpenAsync(Bench bench, Trial trial, string what)
    {
        await trial.WarmUpAsync(100, 8, 5_000);
        var none = await HeldMemory.ReadAsync(trial.Product);
        await trial.PostAsync(Workload.Create(new WorkloadShape { Count = OpenSubjects, FiledOnly = true }, bench.Clock), 8);
        await trial.CheckAsync(everyView: false);
        var all = await HeldMemory.ReadAsync(trial.Product);
        bench.Report.Add(Name, $"{what}: heap of each", "KB", (all.Heap - none.Heap) / OpenSubjects / 1024);
        bench.Report.Add(Name, $"{what}: RSS of each", "KB", (all.Resident - none.Resident) / OpenSubjects / 1024);
    }

    private static async Task PostHistoryAsync(Bench bench, Trial trial, Action<double> step)
    {
        var events = bench.Options.ColdEvents;
        for (var sent = 0; sent < events; sent += Slice)
        {
            var shape = new WorkloadShape { Count = Math.Min(Slice, events - sent), BatchSize = 500 };
            await trial.PostAsync(Workload.Create(shape, bench.Clock), 4);
            step(0.5 * sent / events);
        }
    }

    private async Task StartAsync(Bench bench, Trial trial, string what, Target target)
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
        var cpu = ProcessUse.CpuSeconds(trial.Product.ProcessId);
        if (differences.Count > 0)
        {
            bench.Report.Fault(Name, $"{what}: {differences[0]}");
        }

        bench.Report.Add(Name, $"{what}: until ready", "s", ready.TotalSeconds);
        // The targets are those of a million events; a shorter run has none.
        var wanted = open || bench.Options.ColdEvents >= 1_000_000 ? target : null;
        var figure = bench.Report.Add(Name, $"{what}: until the view is right", "s", right.TotalSeconds, wanted);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
        bench.Report.Add(Name, $"{what}: CPU of the server until then", "s", cpu);
    }
}
