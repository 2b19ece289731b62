using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Loads with a difficulty beside the same loads without, in turn on one process. What is there beforehand was written before that process
/// was started, so that it holds none of it.
/// </summary>
internal abstract class Comparison(string name, string title, Store store) : IScenario
{
    public string Name => name;

    public string Title => $"{title}, {store}";

    /// <summary>What is compared; repeat 0 is the warm-up.</summary>
    protected abstract IReadOnlyList<Pair> Pairs { get; }

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync(Name, store);
        foreach (var workload in Beforehand(bench.Clock, bench.Options.Repeats))
        {
            await trial.PostAsync(workload, 8);
        }

        await trial.CheckAsync();
        await trial.Product.StopAsync();
        await trial.Product.StartAsync();
        foreach (var strand in Pairs.SelectMany(pair => new[] { pair.Without(0), pair.With(0) }))
        {
            var shape = new WorkloadShape { Count = SustainedRate.Events(bench) / 4, Strand = strand };
            await trial.PostAsync(Workload.Create(shape, bench.Clock), 8, SustainedRate.Longest);
        }

        await trial.CheckAsync();
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            foreach (var pair in Pairs)
            {
                var plain = await SustainedRate.MeasureAsync(bench, trial, Name, $"{store}, {pair.Plain}", pair.Without(repeat));
                var hard = await SustainedRate.MeasureAsync(bench, trial, Name, $"{store}, {pair.Hard}", pair.With(repeat));
                SustainedRate.Compare(bench, Name, $"{store}: {pair.Hard} ÷ {pair.Plain}", hard, plain, pair.Target);
            }

            step((double)repeat / bench.Options.Repeats);
        }
    }

    /// <summary>What is there before anything is measured.</summary>
    protected abstract IEnumerable<Workload> Beforehand(TimeProvider clock, int repeats);
}
