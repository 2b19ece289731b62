using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>Events per second and time to the 200 by batch size and by the number of teams the events are for; eight writers.</summary>
internal sealed class Acknowledgements(Store store) : IScenario
{
    private const int Writers = 8;
    private static readonly (int BatchSize, int Events)[] Batches = [(1, 6_000), (10, 20_000), (100, 60_000), (1000, 80_000)];
    private static readonly int[] TeamCounts = [1, 9, 50];

    public string Name => "ack";

    public string Title => $"acknowledgements, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.AddTeamsAsync(TeamCounts.Max());
        await trial.WarmUpAsync(1, Writers, 6_000);
        await trial.WarmUpAsync(100, Writers, 60_000);
        // PostgreSQL gets the whole matrix; SQLite, and the quick run, the middle row and the middle column.
        var cells = (from batch in Batches
                     from teams in TeamCounts
                     where teams == 9 || batch.BatchSize == 100 || (store == Store.PostgreSQL && !bench.Options.Quick)
                     select (batch, teams)).ToList();
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            foreach (var ((batchSize, events), teams) in cells)
            {
                var workload = Workload.Create(new WorkloadShape { Count = events, BatchSize = batchSize, Teams = teams }, bench.Clock);
                Bench.Sweep();
                var run = await trial.PostAsync(workload, Writers);
                var what = $"{store}, {Writers} writers, posts of {batchSize}, {teams} {(teams == 1 ? "team" : "teams")}";
                bench.Report.Add(Name, $"{what}: events/s", "/s", run.PerSecond);
                bench.Report.Add(Name, $"{what}: p50", "ms", run.Acknowledgements.Percentile(0.5));
                bench.Report.Add(Name, $"{what}: p99", "ms", run.Acknowledgements.Percentile(0.99));
                if (run.TurnedAway > 0)
                {
                    bench.Report.Add(Name, $"{what}: posts turned away (429/503)", "", run.TurnedAway);
                }
            }

            await trial.CheckAsync();
            step((double)repeat / bench.Options.Repeats);
        }
    }
}
