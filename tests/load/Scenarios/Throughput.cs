using Dashboard.Load.Drive;
using Dashboard.Load.Peers;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>S1, S2, S3: durable, exactly-once events per second; with the raw inserts of the same rows in turn.</summary>
internal sealed class Throughput(string name, Store store, int batchSize, int writers, double target) : IScenario
{
    public string Name => name;

    public string Title => $"{store}, posts of {batchSize}, {writers} writers";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var events = batchSize == 1 ? bench.Options.Events * 3 / 10 : bench.Options.Events;
        await using var trial = await bench.StartAsync(name, store);
        // A sustained rate is wanted: the runtime goes on compiling the hot paths better for the first hundred thousand events.
        await trial.WarmUpAsync(batchSize, writers, batchSize > 1 ? 120_000 : 30_000);
        await using var against = bench.Options.Against is { } build ? await bench.StartAsync(name, store, build) : null;
        if (against is not null)
        {
            await against.WarmUpAsync(batchSize, writers, batchSize > 1 ? 120_000 : 30_000);
        }

        RawPostgres? rawPostgres = null;
        RawSqlite? rawSqlite = null;
        if (bench.Options.Compare && batchSize > 1)
        {
            if (store == Store.PostgreSQL)
            {
                rawPostgres = new RawPostgres(await bench.Cluster!.NewDatabaseAsync());
                await rawPostgres.PrepareAsync();
            }
            else
            {
                rawSqlite = new RawSqlite(Path.Combine(bench.Folder, $"{name}-raw.db"));
            }
        }

        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(name, repeat); repeat++)
        {
            bench.Report.Box($"{name} repeat {repeat}", bench.Folder);
            var (run, workload) = await MeasureAsync(bench, trial, events, Title, target);
            if (against is not null)
            {
                var (other, _) = await MeasureAsync(bench, against, events, $"against, {Title}", null);
                bench.Report.Add(name, $"{Title}: product ÷ build it is held against", "×", run.PerSecond / other.PerSecond);
            }

            Bench.Sweep();
            if (rawPostgres is not null)
            {
                foreach (var connections in (int[])[2, 8])
                {
                    var raw = await rawPostgres.RunAsync(workload, connections);
                    workload = Workload.Create(workload.Shape, bench.Clock); // the same rows twice would only be recognised
                    Compare(bench, $"raw insert into PostgreSQL, {connections} connections", run.PerSecond, raw,
                        connections == 2 ? 0.3 : null);
                }
            }
            else if (rawSqlite is not null)
            {
                Compare(bench, "raw insert into SQLite", run.PerSecond, await rawSqlite.RunAsync(workload), 0.3);
            }

            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task<(PostRun Run, Workload Workload)> MeasureAsync(Bench bench, Trial trial, int events, string what, double? wanted)
    {
        var workload = Workload.Create(new WorkloadShape { Count = events, BatchSize = batchSize }, bench.Clock);
        Bench.Sweep();
        var cpu = trial.CpuSeconds();
        var own = Environment.CpuUsage.TotalTime;
        var run = await trial.PostAsync(workload, writers);
        cpu = trial.CpuSeconds() - cpu;
        own = Environment.CpuUsage.TotalTime - own;
        var settled = await trial.CheckAsync();
        var figure = bench.Report.Add(name, $"{what}: events/s", "/s", run.PerSecond, wanted, atLeast: true);
        figure.CpuPerThousand.Add(cpu * 1000 / events);
        figure.CpuPercent.Add(cpu / run.Elapsed.TotalSeconds * 100);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
        bench.Report.Add(name, $"{what}: acknowledgement p50", "ms", run.Acknowledgements.Percentile(0.5));
        bench.Report.Add(name, $"{what}: acknowledgement p99", "ms", run.Acknowledgements.Percentile(0.99));
        bench.Report.Add(name, $"{what}: views right after the last acknowledgement", "ms", settled.TotalMilliseconds);
        bench.Report.Add(name, $"{what}: CPU of this harness", "%", own / run.Elapsed * 100);
        if (run.TurnedAway > 0)
        {
            bench.Report.Add(name, $"{what}: posts turned away (429/503)", "", run.TurnedAway);
        }

        return (run, workload);
    }

    private void Compare(Bench bench, string peer, double ours, double raw, double? target)
    {
        bench.Report.Add(name, $"peer (a) {peer}: rows/s", "/s", raw);
        bench.Report.Add(name, $"product ÷ {peer}", "×", ours / raw, target, atLeast: true);
    }
}
