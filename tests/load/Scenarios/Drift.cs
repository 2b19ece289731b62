using System.Globalization;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S15: a quarter of an hour at half of what goes through, with a minute at full speed before it and after it, which must let as much
/// through. At the end the ledger holds ten million rows: what half would leave short is posted at full speed after the first minute.
/// </summary>
internal sealed class Drift(Store store) : IScenario
{
    private const int BatchSize = 100, Writers = 8;
    private const long Rows = 10_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5), Minute = TimeSpan.FromMinutes(1);

    public string Name => "s15";

    public string Title => $"drift, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var minutes = bench.Options.Quick ? 1 : 13;
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(BatchSize, Writers, 120_000);
        var first = await FullAsync(bench, trial);
        // What the minutes at half will add, and the last one, which is two of them.
        var ahead = first / 2 * Minute.TotalSeconds * (minutes + 2);
        while (!bench.Options.Quick && trial.Tally.Events + ahead < Rows)
        {
            await FullAsync(bench, trial);
        }

        var half = new List<Delays>();
        for (var minute = 0; minute < minutes; minute++)
        {
            var workload = Workload.Create(new WorkloadShape { Count = (int)(first * Minute.TotalSeconds / 2) }, bench.Clock);
            using var loop = new OpenLoop(trial.Product.Http, workload, first / 2 / BatchSize);
            var run = await loop.RunAsync(Limit);
            trial.Count(workload, run);
            half.Add(run.Acknowledgements);
            var (tail, worst) = (run.Acknowledgements.Percentile(0.99), run.Acknowledgements.MaxMilliseconds);
            bench.Report.Remark(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} {store}: minute {minute + 1} at half, until {bench.Clock.GetUtcNow():HH:mm:ss}, "
                + $"p99 {tail:F0} ms, worst {worst:F0} ms."));
            step((minute + 1.0) / (minutes + 2));
        }

        var last = await FullAsync(bench, trial);
        await trial.CheckAsync();

        var (report, what) = (bench.Report, $"{store}, {minutes + 2} minutes");
        report.Add(Name, $"{what}: rows at the end", "", await LedgerCheck.RowsAsync(trial.Product));
        report.Add(Name, $"{what}: events/s in the first minute", "/s", first);
        report.Add(Name, $"{what}: events/s in the last minute", "/s", last).ResidentMegabytes.Add(trial.ResidentMegabytes());
        report.Add(Name, $"{what}: last ÷ first", "×", last / first, Targets.Drift);
        report.Add(Name, $"{what}: acknowledgement p99 at half of it", "ms", Delays.Sum(half).Percentile(0.99), Targets.DriftAcknowledged);
        report.Add(Name, $"{what}: the same, its first minute", "ms", half[0].Percentile(0.99));
        report.Add(Name, $"{what}: the same, its last minute", "ms", half[^1].Percentile(0.99));
    }

    /// <summary>Events per second of a minute at full speed.</summary>
    private static async Task<double> FullAsync(Bench bench, Trial trial)
    {
        // More than goes through in a minute: the time ends it.
        var workload = Workload.Create(new WorkloadShape { Count = bench.Options.Events * 5 }, bench.Clock);
        Bench.Sweep();
        var run = await trial.PostAsync(workload, Writers, bench.Options.Quick ? Minute / 6 : Minute);
        await trial.CheckAsync();
        return run.PerSecond;
    }
}
