using System.Globalization;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S13: memory of a team with 400 open subjects, of an open subject and of an item, by difference over many of them, so that what the
/// process needs anyway cancels out. Before each reading the process is told, through its diagnostics port, to collect its heap; the
/// managed heap is then what /metrics says was left by that collection, and the resident memory is read from /proc.
/// A team's figure holds all that the process keeps because of it: the grain, its subjects, its share of the sums and views.
/// </summary>
internal sealed class Memory : IScenario
{
    private const int OpenPerTeam = 400;

    public string Name => "s13";

    public string Title => "memory";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var store = bench.Options.Stores[0];
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            await TeamsAsync(bench, store, bench.Options.Quick ? 50 : 250);
            step((repeat - 0.5) / bench.Options.Repeats);
            await ItemsAsync(bench, store, bench.Options.Quick ? 500 : 2_000);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task TeamsAsync(Bench bench, Store store, int teams)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 5_000);
        var none = await ReadAsync(trial);
        await trial.AddTeamsAsync(teams);
        await OpenAsync(bench, trial, teams, 34, teams);
        var one = await ReadAsync(trial);
        await OpenAsync(bench, trial, teams, 34, teams * (OpenPerTeam - 1));
        var all = await ReadAsync(trial);

        var subjects = (double)teams * (OpenPerTeam - 1);
        Add(bench, $"team with one open subject, of {teams}: heap", (one.Heap - none.Heap) / teams);
        Add(bench, $"open subject, of {subjects:N0}: heap", (all.Heap - one.Heap) / subjects);
        Add(bench, $"open subject, of {subjects:N0}: RSS", (all.Resident - one.Resident) / subjects);
        Add(bench, $"team with {OpenPerTeam} open subjects, of {teams}: heap", (all.Heap - none.Heap) / teams, 24);
        Add(bench, $"team with {OpenPerTeam} open subjects, of {teams}: RSS", (all.Resident - none.Resident) / teams);
        await trial.CheckAsync();
        bench.Report.Add(Name, $"process with {teams * OpenPerTeam:N0} open subjects in {teams} teams: RSS", "MB", all.Resident / 1048576);
    }

    private async Task ItemsAsync(Bench bench, Store store, int items)
    {
        var few = await GrowthAsync(bench, store, items, 34);
        var many = await GrowthAsync(bench, store, items, items);
        // The same cases for the same team, once for 34 items and once for an item each: what remains are the items.
        Add(bench, $"item with one open case, of {items:N0}: heap", (many.Heap - few.Heap) / (items - 34), 4);
        Add(bench, $"item with one open case, of {items:N0}: RSS", (many.Resident - few.Resident) / (items - 34));
    }

    private async Task<(double Heap, double Resident)> GrowthAsync(Bench bench, Store store, int cases, int items)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.WarmUpAsync(100, 8, 5_000);
        var before = await ReadAsync(trial);
        if (Workload.ForItems(items, bench.Clock) is { } known)
        {
            await trial.PostAsync(known, 1);
        }

        await OpenAsync(bench, trial, 1, items, cases);
        var after = await ReadAsync(trial);
        await trial.CheckAsync();
        return (after.Heap - before.Heap, after.Resident - before.Resident);
    }

    private static async Task OpenAsync(Bench bench, Trial trial, int teams, int items, int cases)
    {
        await trial.PostAsync(Workload.Create(new WorkloadShape { Count = cases, Teams = teams, Items = items, FiledOnly = true }, bench.Clock), 8);
        await trial.CheckAsync(everyView: false);
    }

    /// <returns>Bytes held after a full collection.</returns>
    /// <summary>Grains let go within 30 s of what they kept at hand while they were busy; what is measured is a team at rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(35);

    private static async Task<(double Heap, double Resident)> ReadAsync(Trial trial)
    {
        const string HeapSize = "dotnet_gc_last_collection_heap_size";
        await Task.Delay(Rest);
        await DiagnosticPort.CollectAsync(trial.Product.ProcessId);
        await DiagnosticPort.CollectAsync(trial.Product.ProcessId); // once more for what finalizers let go
        var heap = 0.0;
        foreach (var line in (await trial.Product.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n'))
        {
            if (line.StartsWith(HeapSize, StringComparison.Ordinal))
            {
                heap += double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            }
        }

        return heap > 0
            ? (heap, ProcessUse.ResidentBytes(trial.Product.ProcessId))
            : throw new LoadException($"/metrics does not show {HeapSize}: without it the managed heap is not known.");
    }

    private void Add(Bench bench, string what, double bytes, double? target = null) => bench.Report.Add(Name, what, "KB", bytes / 1024, target);
}
