using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>Whether work per event depends on what lies open: a rate beside 100,000 open subjects and beside none, in turn.</summary>
internal sealed class OpenSubjects(Store store) : IScenario
{
    private const int Many = 100_000;

    public string Name => "shapes";

    public string Title => $"open subjects, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var none = await StartAsync(bench, 0);
        await using var many = await StartAsync(bench, Many);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store}, open subjects, repeat {repeat}", bench.Folder);
            var plain = await SustainedRate.MeasureAsync(bench, none, Name, $"{store}, nothing open beforehand");
            var hard = await SustainedRate.MeasureAsync(bench, many, Name, $"{store}, {Many:N0} subjects open beforehand");
            SustainedRate.Compare(bench, Name, $"{store}: {Many:N0} open ÷ nothing open", hard, plain, Targets.ManyOpen);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task<Trial> StartAsync(Bench bench, int open)
    {
        var trial = await bench.StartAsync(Name, store);
        if (open > 0)
        {
            await trial.PostAsync(Workload.Create(new WorkloadShape { Count = open, FiledOnly = true }, bench.Clock), 8);
        }

        await trial.WarmUpAsync(100, 8, SustainedRate.Events(bench));
        return trial;
    }
}
