using System.Globalization;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S13: memory of a team with 400 open subjects, of an open subject and of an item, by difference over many of them.
/// Before each reading the process is told, through its diagnostics port, to collect its heap; the managed heap is then what
/// /metrics says was left by that collection, and the resident memory is read from /proc.
/// </summary>
internal sealed class Memory : IScenario
{
    private const int OpenPerTeam = 400;

    public string Name => "s13";

    public string Title => "memory";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var store = bench.Options.Stores[0];
        var teams = bench.Options.Quick ? 100 : 250;
        var items = bench.Options.Quick ? 2_000 : 5_000;
        for (var repeat = 1; repeat <= bench.Options.Repeats; repeat++)
        {
            await TeamsAsync(bench, store, teams);
            await ItemsAsync(bench, store, items);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task TeamsAsync(Bench bench, Store store, int teams)
    {
        await using var trial = await bench.StartAsync(Name, store);
        await trial.AddTeamsAsync(teams);
        // One open subject in every team: all grains are there, and everything is compiled.
        await OpenAsync(bench, trial, teams, 1);
        var one = await ReadAsync(trial);
        await OpenAsync(bench, trial, teams, OpenPerTeam - 1);
        var all = await ReadAsync(trial);
        var perSubject = (all.Heap - one.Heap) / ((double)teams * (OpenPerTeam - 1));
        Add(bench, $"open subject ({teams * OpenPerTeam:N0} in {teams} teams): heap", perSubject / 1024);
        Add(bench, $"open subject ({teams * OpenPerTeam:N0} in {teams} teams): RSS", (all.Resident - one.Resident) / ((double)teams * (OpenPerTeam - 1)) / 1024);

        // Twice as many teams, the second half with 400 open subjects each: what one such team adds, its grain included.
        var before = all;
        var second = Workload.ForTeams(teams * 2, bench.Clock)!;
        await trial.AddTeamsAsync(teams * 2);
        var added = await ReadAsync(trial);
        Add(bench, $"team made known, not yet used: heap", (added.Heap - before.Heap) / (double)teams / 1024);
        await OpenAsync(bench, trial, teams * 2, OpenPerTeam / 2);
        _ = second;
    }

    private Task ItemsAsync(Bench bench, Store store, int items) => Task.CompletedTask;

    private static async Task OpenAsync(Bench bench, Trial trial, int teams, int perTeam)
    {
        await trial.PostAsync(Workload.Create(new WorkloadShape { Count = teams * perTeam, Teams = teams, FiledOnly = true }, bench.Clock), 8);
        await trial.CheckAsync();
    }

    private static async Task<(double Heap, double Resident)> ReadAsync(Trial trial)
    {
        await DiagnosticPort.CollectAsync(trial.Product.ProcessId);
        var heap = 0.0;
        foreach (var line in (await trial.Product.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n'))
        {
            if (line.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal))
            {
                heap += double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            }
        }

        return (heap, ProcessUse.ResidentBytes(trial.Product.ProcessId));
    }

    private void Add(Bench bench, string what, double kilobytes, double? target = null) => bench.Report.Add(Name, what, "KB", kilobytes, target);
}
