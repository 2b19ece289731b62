using Dashboard.Load.Drive;
using Dashboard.Load.Peers;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>S1, S2, S3: durable, exactly-once events per second; with the raw inserts of the same rows in turn.</summary>
/// <param name="toPeer">Wanted ratio to the peer that does the like.</param>
/// <param name="toOther">Wanted ratio to the build it is held against.</param>
internal sealed class Throughput(string name, Store store, int batchSize, int writers, Target toPeer, Target? toOther = null) : IScenario
{
    private const string Singles = "single inserts with trigger into";

    public string Name => name;

    public string Title => $"{store}, posts of {batchSize}, {writers} writers";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var events = batchSize == 1 ? bench.Options.Events * 3 / 10 : bench.Options.Events;
        await using var trial = await bench.StartAsync(name, store);
        // A sustained rate is wanted: the runtime goes on compiling the hot paths better for the first hundred thousand events.
        var warmUp = Math.Min(bench.Options.Events, 120_000);
        await trial.WarmUpAsync(batchSize, writers, warmUp);
        await using var against = bench.Options.Against is { } build ? await bench.StartAsync(name, store, build) : null;
        if (against is not null)
        {
            await against.WarmUpAsync(batchSize, writers, warmUp);
        }

        var peers = bench.Options.Compare ? await PeersAsync(bench) : [];
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(name, repeat); repeat++)
        {
            bench.Report.Box($"{name} repeat {repeat}", bench.Folder);
            // Who comes first changes each time: what the machine still does of the one before falls on both alike.
            var isFirst = repeat % 2 == 1;
            var other = against is null || isFirst ? null : await OtherAsync();
            var (run, workload) = await MeasureAsync(bench, trial, events, Title);
            if (against is not null)
            {
                other ??= await OtherAsync();
                bench.Report.Add(name, $"{Title}: product ÷ build it is held against", "×", run.PerSecond / other.PerSecond, toOther);
            }

            async Task<PostRun> OtherAsync() => (await MeasureAsync(bench, against!, events, $"against, {Title}")).Run;

            Bench.Sweep();
            foreach (var (peer, target, rowsPerSecond) in peers)
            {
                var raw = await rowsPerSecond(workload);
                workload = Workload.Create(workload.Shape, bench.Clock); // the same rows twice would only be recognised
                bench.Report.Add(name, $"peer (a) {peer}: rows/s", "/s", raw);
                bench.Report.Add(name, $"product ÷ {peer}", "×", run.PerSecond / raw, target);
            }

            step((double)repeat / bench.Options.Repeats);
        }
    }

    /// <summary>Those who insert the same rows by hand.</summary>
    private async Task<List<(string Name, Target? Target, Func<Workload, Task<double>> RowsPerSecond)>> PeersAsync(Bench bench)
    {
        switch (store, batchSize)
        {
            case (Store.PostgreSQL, 1):
                var single = new SinglePostgres(await bench.Cluster!.NewDatabaseAsync());
                await single.PrepareAsync();
                return [($"{Singles} PostgreSQL, {writers} connections", toPeer, workload => single.RunAsync(workload, writers))];
            case (Store.PostgreSQL, _):
                var raw = new RawPostgres(await bench.Cluster!.NewDatabaseAsync());
                await raw.PrepareAsync();
                return
                [
                    ("raw insert into PostgreSQL, 2 connections", toPeer, workload => raw.RunAsync(workload, 2)),
                    ("raw insert into PostgreSQL, 8 connections", null, workload => raw.RunAsync(workload, 8)),
                ];
            case (_, 1):
                var (alone, grouped) = (new SingleSqlite(File("alone"), grouped: false), new SingleSqlite(File("grouped"), grouped: true));
                return
                [
                    ($"{Singles} SQLite, a commit each, {writers} callers", toPeer, workload => alone.RunAsync(workload, writers)),
                    ($"{Singles} SQLite, commits grouped, {writers} callers", null, workload => grouped.RunAsync(workload, writers)),
                ];
            default:
                var file = new RawSqlite(File("raw"));
                return [("raw insert into SQLite", toPeer, file.RunAsync)];
        }

        string File(string peer) => Path.Combine(bench.Folder, $"{name}-{peer}.db");
    }

    private async Task<(PostRun Run, Workload Workload)> MeasureAsync(Bench bench, Trial trial, int events, string what)
    {
        var workload = Workload.Create(new WorkloadShape { Count = events, BatchSize = batchSize }, bench.Clock);
        Bench.Sweep();
        var cpu = trial.CpuSeconds();
        var own = Environment.CpuUsage.TotalTime;
        var run = await trial.PostAsync(workload, writers);
        cpu = trial.CpuSeconds() - cpu;
        own = Environment.CpuUsage.TotalTime - own;
        var settled = await trial.CheckAsync();
        var figure = bench.Report.Add(name, $"{what}: events/s", "/s", run.PerSecond);
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
}
