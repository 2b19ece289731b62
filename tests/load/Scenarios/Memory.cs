using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S13: memory of a team with 400 open subjects, of an open subject and of an item, by difference over many of them, so that what the
/// process needs anyway cancels out.
/// A team's figure holds all that the process keeps because of it: the grain, its subjects, its share of the sums and views.
/// </summary>
internal sealed class Memory : IScenario
{
    private const int OpenPerTeam = 400;
    private const int Teams = 250;

    public string Name => "s13";

    public string Title => "memory";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var store = bench.Options.Stores[0];
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            await TeamsAsync(bench, store, bench.Options.Quick ? 50 : Teams);
            step((repeat - 0.5) / bench.Options.Repeats);
            await ItemsAsync(bench, store, bench.Options.Quick ? 500 : 2_000);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task TeamsAsync(Bench bench, Store store, int teams)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 5_000);
        var none = await HeldMemory.ReadAsync(trial.Product);
        await trial.AddTeamsAsync(teams);
        await OpenAsync(bench, trial, teams, 34, teams);
        var one = await HeldMemory.ReadAsync(trial.Product);
        await OpenAsync(bench, trial, teams, 34, teams * (OpenPerTeam - 1));
        var all = await HeldMemory.ReadAsync(trial.Product);

        var subjects = (double)teams * (OpenPerTeam - 1);
        Add(bench, $"team with one open subject, of {teams}: heap", (one.Heap - none.Heap) / teams);
        Add(bench, $"open subject, of {subjects:N0}: heap", (all.Heap - one.Heap) / subjects, Targets.OpenSubject);
        Add(bench, $"open subject, of {subjects:N0}: RSS", (all.Resident - one.Resident) / subjects);
        Add(bench, $"team with {OpenPerTeam} open subjects, of {teams}: heap", (all.Heap - none.Heap) / teams, Targets.TeamOf400);
        Add(bench, $"team with {OpenPerTeam} open subjects, of {teams}: free beside it", (all.Free - none.Free) / teams);
        Add(bench, $"team with {OpenPerTeam} open subjects, of {teams}: RSS", (all.Resident - none.Resident) / teams);
        await trial.CheckAsync();
        var what = $"process with {teams * OpenPerTeam:N0} open subjects in {teams} teams: RSS";
        bench.Report.Add(Name, what, "MB", all.Resident / 1048576, teams == Teams ? Targets.OpenProcess : null);
    }

    private async Task ItemsAsync(Bench bench, Store store, int items)
    {
        var few = await GrowthAsync(bench, store, items, 34);
        var many = await GrowthAsync(bench, store, items, items);
        // The same cases for the same team, once for 34 items and once for an item each: what remains are the items.
        Add(bench, $"item with one open case, of {items:N0}: heap", (many.Heap - few.Heap) / (items - 34), Targets.Item);
        Add(bench, $"item with one open case, of {items:N0}: free beside it", (many.Free - few.Free) / (items - 34));
        Add(bench, $"item with one open case, of {items:N0}: RSS", (many.Resident - few.Resident) / (items - 34));
    }

    private async Task<HeldMemory> GrowthAsync(Bench bench, Store store, int cases, int items)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 5_000);
        var before = await HeldMemory.ReadAsync(trial.Product);
        if (Workload.ForItems(items, bench.Clock) is { } known)
        {
            await trial.PostAsync(known, 1);
        }

        await OpenAsync(bench, trial, 1, items, cases);
        var after = await HeldMemory.ReadAsync(trial.Product);
        await trial.CheckAsync();
        return new(after.Heap - before.Heap, after.Free - before.Free, after.Resident - before.Resident);
    }

    private static async Task OpenAsync(Bench bench, Trial trial, int teams, int items, int cases)
    {
        var shape = new WorkloadShape { Count = cases, Teams = teams, Items = items, FiledOnly = true };
        await trial.PostAsync(Workload.Create(shape, bench.Clock), 8);
        await trial.CheckAsync(everyView: false);
    }

    private void Add(Bench bench, string what, double bytes, Target? target = null) =>
        bench.Report.Add(Name, what, "KB", bytes / 1024, target);
}
