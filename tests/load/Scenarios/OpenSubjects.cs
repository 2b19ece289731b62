using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Whether work per event depends on what lies open: events per second beside 100,000 open subjects against 1,000, in turn.
/// </summary>
internal sealed class OpenSubjects(Store store) : IScenario
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const double Least = 0.8;

    public string Name => "open";

    public string Title => $"open subjects, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var events = bench.Options.Events / 2;
        await using var few = await StartAsync(bench, Few);
        await using var many = await StartAsync(bench, Many);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} repeat {repeat}", bench.Folder);
            var beside = await MeasureAsync(bench, few, Few, events);
            var besideMany = await MeasureAsync(bench, many, Many, events);
            bench.Report.Add(Name, $"{store}: {Many:N0} open ÷ {Few:N0} open", "×", besideMany / beside, Least, atLeast: true);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task<Trial> StartAsync(Bench bench, int open)
    {
        var trial = await bench.StartAsync(Name, store);
        await trial.PostAsync(Workload.Create(new WorkloadShape { Count = open, FiledOnly = true }, bench.Clock), 8);
        await trial.WarmUpAsync(100, 8, 60_000);
        return trial;
    }

    private async Task<double> MeasureAsync(Bench bench, Trial trial, int open, int events)
    {
        var workload = Workload.Create(new WorkloadShape { Count = events }, bench.Clock);
        Bench.Sweep();
        var run = await trial.PostAsync(workload, 8);
        await trial.CheckAsync();
        var figure = bench.Report.Add(Name, $"{store}, {open:N0} subjects open beforehand: events/s", "/s", run.PerSecond);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
        return run.PerSecond;
    }
}
