using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Events per second until every event is acknowledged and shown, so that work put off does not look like work saved. What the product
/// still does when the views are right is in the processor time, read when it has come to rest, and not in the next measurement.
/// </summary>
internal static class SustainedRate
{
    private const int Writers = 8;

    /// <summary>A measurement posts no longer than this, so that a cliff is seen and not waited for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Events of one measurement.</summary>
    public static int Events(Bench bench) => bench.Options.Events * 3 / 10;

    /// <summary>Adds the ratio of two rates, and of their processor time, which tells more when others use the machine.</summary>
    public static void Compare(Bench bench, string scenario, string what, Rate hard, Rate plain, Target target)
    {
        bench.Report.Add(scenario, what, "×", hard.PerSecond / plain.PerSecond, target);
        bench.Report.Add(scenario, $"{what}: processor time per event", "×", hard.CpuSecondsPerEvent / plain.CpuSecondsPerEvent);
    }

    public static Task<Rate> MeasureAsync(Bench bench, Trial trial, string scenario, string what, Strand? strand = null) =>
        MeasureAsync(bench, trial, scenario, what, new WorkloadShape { Count = Events(bench), Strand = strand });

    public static async Task<Rate> MeasureAsync(Bench bench, Trial trial, string scenario, string what, WorkloadShape shape)
    {
        var workload = Workload.Create(shape, bench.Clock);
        Bench.Sweep();
        await trial.RestAsync();
        var stale = await StaleAsync(trial);
        var cpu = trial.CpuSeconds();
        var run = await trial.PostAsync(workload, Writers, Longest);
        var settled = await trial.CheckAsync(everyView: false);
        await trial.RestAsync();
        cpu = trial.CpuSeconds() - cpu;
        await trial.CheckAsync();

        var perSecond = run.Posted / (run.Elapsed + settled).TotalSeconds;
        var figure = bench.Report.Add(scenario, $"{what}: events/s", "/s", perSecond);
        figure.CpuPerThousand.Add(cpu * 1000 / run.Posted);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
        bench.Report.Add(scenario, $"{what}: acknowledgement p99", "ms", run.Acknowledgements.Percentile(0.99));
        if (run.TurnedAway > 0)
        {
            bench.Report.Add(scenario, $"{what}: posts turned away (429/503)", "", run.TurnedAway);
        }

        if (await StaleAsync(trial) - stale is { } retried and > 0)
        {
            bench.Report.Add(scenario, $"{what}: batches folded again, their belief was stale", "", retried);
        }

        return new(perSecond, cpu / run.Posted);
    }

    /// <summary>Batches whose commit was refused because another team had written first; null while /metrics does not count them.</summary>
    private static Task<double?> StaleAsync(Trial trial) =>
        MetricsPage.SumAsync(trial.Product, name => name.Contains("stale", StringComparison.OrdinalIgnoreCase));
}
