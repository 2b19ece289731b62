using System.Diagnostics;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// R2: the process is killed (kill −9) again and again, at work and while it starts, at moments nobody chose, while upstreams post and
/// send three posts of ten once more. Twenty kills a repeat; then the ledger, counted by SQL, every view and every screen must hold what
/// was acknowledged, once.
/// </summary>
internal sealed class KillCycles(Store store) : IScenario
{
    private const int Kills = 20, Screens = 20, BatchSize = 10, Writers = 8, PerSecond = 30;
    private const double Again = 0.3, WhileItStarts = 0.2;
    private static readonly TimeSpan AtWork = TimeSpan.FromSeconds(2), Starting = TimeSpan.FromSeconds(3), Limit = TimeSpan.FromSeconds(60);

    public string Name => "r2";

    public string Title => $"kills without end, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync(Name, store);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            await KillAsync(bench, trial);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task KillAsync(Bench bench, Trial trial)
    {
        // More than can be posted: each start takes some seconds.
        var shape = new WorkloadShape { Count = PerSecond * BatchSize * Kills * 10, BatchSize = BatchSize };
        var workload = Workload.Create(shape, bench.Clock);
        await using var crowd = await Crowd.WatchAsync(
            trial.Product.Address, $"jurisdiction/{bench.Options.Jurisdiction}", Screens, bench.Options.SeenEvery, returns: true);
        using var stop = new CancellationTokenSource();
        var posting = new PatientLoop(trial.Product.Http, workload, Writers, PerSecond, Again).RunAsync(stop.Token);
        var (dead, whileItStarted) = (0L, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(AtWork * Random.Shared.NextDouble());
            await trial.Product.KillAsync();
            if (Random.Shared.NextDouble() < WhileItStarts)
            {
                whileItStarted += await trial.Product.DiesAtStartAsync(Starting * Random.Shared.NextDouble()) ? 1 : 0;
            }

            dead = Stopwatch.GetTimestamp();
            await trial.Product.StartAsync();
        }

        await crowd.ReturnedAsync(dead, Limit);
        await stop.CancelAsync();
        var run = await posting;
        trial.Count(workload, run);
        await trial.CheckAsync();
        var what = $"{store}, kills at work and at start, {Again:P0} sent again";
        foreach (var fault in await ScreenCheck.ProveAsync(trial.Product.Http, crowd))
        {
            bench.Report.Fault(Name, $"{what}: {fault}");
        }

        bench.Report.Add(Name, $"{what}: kills", "", Kills + whileItStarted);
        bench.Report.Add(Name, $"{what}: events acknowledged, each once in the ledger", "", run.Accepted);
    }
}
