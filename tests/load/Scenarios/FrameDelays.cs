using System.Text.Json.Nodes;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Peers;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// S4, S5, S6: time from the moment an event is due at the sender until a watcher receives the first frame that includes it.
/// <para>
/// How a frame is known to include an event: each counting event raises one counter of one item by one (say S14 casesFiled), and views
/// show that figure by item. There are several hundred such cells, so two events of one cell lie hundreds of milliseconds apart and cannot
/// overtake each other unnoticed: the n-th event of a cell is shown by the first version in which the cell has grown by n. From the version
/// on, a watcher's delay is the arrival of its first frame of that version or a later one. Events that raise no counter (a notice served)
/// are sent like all others, but have no delay of their own.
/// </para>
/// </summary>
internal sealed class FrameDelays(Store store, IReadOnlyList<DelayCell> cells) : IScenario
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly string[] Marks =
    [
        "casesFiled", "casesDecided", "casesOnSpot", "casesClosed", "inspectionsRandom", "inspectionsRoutine", "inspectionsAdHoc",
        "licencesAccepted", "licencesDecided", "decisionsPublished",
    ];

    public string Name => string.Join('/', cells.Select(cell => cell.Scenario).Distinct());

    public string Title => $"event to frame, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var trial = await bench.StartAsync("delay", store);
        await trial.WarmUpAsync(100, 8, 60_000);
        await trial.WarmUpAsync(1, 16, 5_000);
        RawPostgres? polled = null;
        if (bench.Options.Compare && store == Store.PostgreSQL)
        {
            polled = new RawPostgres(await bench.Cluster!.NewDatabaseAsync());
            await polled.PrepareAsync();
            await polled.RunAsync(Workload.Create(new WorkloadShape { Count = 65_000 }, bench.Clock), 2);
        }

        // The first turn compiles the way of the frames and is not counted: screens hang there for months.
        await MeasureAsync(bench, trial, cells[0] with { Watchers = 20, PerSecond = 500 }, counted: false);
        var turns = bench.Options.Repeats * cells.Count;
        for (var turn = 0; turn < turns && !bench.IsTimeOver(Name, (turn / cells.Count) + 1); turn++)
        {
            var cell = cells[turn % cells.Count];
            bench.Report.Box($"{Name} {store} turn {turn + 1}", bench.Folder);
            var p50 = await MeasureAsync(bench, trial, cell, counted: true);
            if (polled is not null
                && cell.View.StartsWith("jurisdiction", StringComparison.Ordinal)
                && (cell.Scenario, cell.PerSecond) is ("s4", 1000) or ("s6", 100))
            {
                await PollAsync(bench, polled, cell, p50);
            }

            step((turn + 1.0) / turns);
        }
    }

    private async Task<double> MeasureAsync(Bench bench, Trial trial, DelayCell cell, bool counted)
    {
        var options = bench.Options;
        var seconds = options.Quick ? 4 : counted ? 6 : 20;
        var view = string.Format(null, cell.View, options.Jurisdiction);
        var shape = new WorkloadShape { Count = cell.PerSecond * seconds, BatchSize = 1, TodayOnly = true };
        var workload = Workload.Create(shape, bench.Clock);
        await using var crowd = await Crowd.WatchAsync(trial.Product.Address, view, cell.Watchers, options.SeenEvery);
        await using var witness = await Witness.WatchAsync(trial.Product.Address, view);
        Bench.Sweep();

        using var loop = new OpenLoop(trial.Product.Http, workload, cell.PerSecond);
        var cpu = trial.CpuSeconds();
        var own = Environment.CpuUsage.TotalTime;
        var run = await loop.RunAsync(AnswerLimit);
        cpu = trial.CpuSeconds() - cpu;
        own = Environment.CpuUsage.TotalTime - own;
        trial.Count(workload, run);
        await trial.CheckAsync();
        var (faults, _) = await ScreenCheck.MeetAsync(trial.Product.Http, crowd, witness);

        var what = $"{store}, {view}, {cell.Watchers:N0} {(cell.Watchers == 1 ? "watcher" : "watchers")}, {cell.PerSecond:N0} events/s";
        var shown = new Dictionary<(int Item, string Counter), List<(long Value, long Version)>>();
        var (documents, broken) = crowd.Book.Play((frame, content) => Note(shown, frame.Version, content));
        faults.AddRange(broken.Take(5));
        faults.AddRange(crowd.Watchers.Where(watcher => watcher.Failure is not null).Take(2).Select(watcher => watcher.Failure!.Message));
        var (delays, missing) = Delays(crowd, workload, loop.Due, shown);
        if (missing > 0)
        {
            faults.Add($"{missing} events were never shown to some watcher");
        }

        if (await ViewCheck.GetAsync(trial.Product.Http, view) is { } held
            && documents.TryGetValue(held["version"]!.GetValue<long>(), out var ours) && ours != Digest.Of(held))
        {
            faults.Add("The watchers' document is not the document GET answers for the same version");
        }

        foreach (var fault in faults)
        {
            bench.Report.Fault(cell.Scenario, $"{what}: {fault}");
        }

        var p50 = delays.Percentile(0.5);
        if (!counted)
        {
            return p50;
        }

        var report = bench.Report;
        report.Add(cell.Scenario, $"{what}: p50", "ms", p50, cell.Wanted?.P50);
        var figure = report.Add(cell.Scenario, $"{what}: p99", "ms", delays.Percentile(0.99), cell.Wanted?.P99);
        figure.CpuPerThousand.Add(cpu * 1000 / workload.Facts.Length);
        figure.CpuPercent.Add(cpu / run.Elapsed.TotalSeconds * 100);
        figure.ResidentMegabytes.Add(trial.ResidentMegabytes());
        var frames = crowd.Watchers.Average(watcher => watcher.Applied.Count - 1);
        report.Add(cell.Scenario, $"{what}: frames/s to each", "/s", frames / run.Elapsed.TotalSeconds);
        var patches = crowd.Book.PatchBytes();
        report.Add(cell.Scenario, $"{what}: patch, median", "KB", Kilobytes(patches, 0.5), cell.Wanted?.Patch);
        report.Add(cell.Scenario, $"{what}: patch, p99", "KB", Kilobytes(patches, 0.99));
        report.Add(cell.Scenario, $"{what}: patch, mean", "KB", patches.DefaultIfEmpty().Average() / 1024);
        report.Add(cell.Scenario, $"{what}: acknowledgement p99", "ms", run.Acknowledgements.Percentile(0.99));
        report.Add(cell.Scenario, $"{what}: CPU of this harness", "%", own / run.Elapsed * 100);
        if (crowd.Watchers.Sum(watcher => watcher.Resynchronisations) is var again and > 0)
        {
            report.Add(cell.Scenario, $"{what}: calls of Watch after a gap", "", again);
        }

        return p50;
    }

    /// <param name="sizes">In order of size.</param>
    private static double Kilobytes(int[] sizes, double share) =>
        sizes.Length == 0 ? double.NaN : sizes[Math.Max(0, (int)Math.Ceiling(share * sizes.Length) - 1)] / 1024.0;

    /// <summary>Notes at which version each (item, counter) cell reached which value.</summary>
    internal static void Note(
        Dictionary<(int Item, string Counter), List<(long Value, long Version)>> shown, long version, JsonObject content)
    {
        foreach (var (item, part) in content["items"] as JsonObject ?? [])
        {
            if (part?["counters"]?["year"] is not JsonObject year || !item.StartsWith('S'))
            {
                continue;
            }

            foreach (var mark in Marks)
            {
                if (year[mark] is JsonValue value)
                {
                    var key = (int.Parse(item.AsSpan(1)) - 1, mark);
                    if (!shown.TryGetValue(key, out var steps))
                    {
                        shown[key] = steps = [];
                    }

                    var reached = value.GetValue<long>();
                    if (steps.Count == 0 || steps[^1].Value < reached)
                    {
                        steps.Add((reached, version));
                    }
                }
            }
        }
    }

    /// <summary>How late each watcher had each event that raises a counter, and how many it never had.</summary>
    internal static (Delays Delays, long Missing) Delays(
        Crowd crowd, Workload workload, long[] due, Dictionary<(int Item, string Counter), List<(long Value, long Version)>> shown)
    {
        var first = crowd.Watchers.Min(watcher => watcher.Applied[0].Frame.Version);
        var counted = new Dictionary<(int Item, string Counter), long>();
        var events = new List<(long Version, long Due)>();
        long never = 0;
        for (var index = 0; index < workload.Facts.Length; index++)
        {
            var fact = workload.Facts[index];
            if (Tally.Mark(fact) is not { } mark
                || (crowd.View.StartsWith("team/", StringComparison.Ordinal) && crowd.View != $"team/{workload.Teams[fact.Team]}"))
            {
                continue;
            }

            var cell = (workload.Shape.FirstItem + fact.Item, mark);
            var steps = shown.GetValueOrDefault(cell) ?? [];
            // A cell that was 0 at the start is not in the first document.
            var before = steps.Count > 0 && steps[0].Version <= first ? steps[0].Value : 0;
            var nth = counted[cell] = counted.GetValueOrDefault(cell) + 1;
            var step = steps.FindIndex(known => known.Value >= before + nth);
            if (step < 0)
            {
                never += crowd.Watchers.Length;
            }
            else
            {
                events.Add((steps[step].Version, due[index]));
            }
        }

        events.Sort();
        var delays = new Delays();
        foreach (var watcher in crowd.Watchers)
        {
            var frame = 0;
            foreach (var (version, at) in events)
            {
                while (frame < watcher.Applied.Count && watcher.Applied[frame].Frame.Version < version)
                {
                    frame++;
                }

                if (frame == watcher.Applied.Count)
                {
                    never++;
                }
                else
                {
                    delays.Add(watcher.Applied[frame].At - at);
                }
            }
        }

        return (delays, never);
    }

    private async Task PollAsync(Bench bench, RawPostgres polled, DelayCell cell, double ours)
    {
        // A thousand screens would need 1,000 queries a second; a hundred already show where it ends.
        var screens = Math.Min(cell.Watchers, 100);
        var workload = Workload.Create(new WorkloadShape { Count = cell.PerSecond * 3, TodayOnly = true }, bench.Clock);
        Bench.Sweep();
        var cpu = ProcessUse.CpuSecondsOfFamily(bench.Cluster!.ProcessId);
        var began = bench.Clock.GetTimestamp();
        var (delays, missing) = await new PollingScreens(polled).RunAsync(workload, cell.PerSecond, screens, bench.Today);
        cpu = ProcessUse.CpuSecondsOfFamily(bench.Cluster.ProcessId) - cpu;
        var what = $"peer (b) GROUP BY polled each second, {screens} {(screens == 1 ? "screen" : "screens")}, {cell.PerSecond:N0} events/s";
        bench.Report.Add(cell.Scenario, $"{what}: p50", "ms", delays.Percentile(0.5));
        var figure = bench.Report.Add(cell.Scenario, $"{what}: p99", "ms", delays.Percentile(0.99));
        figure.CpuPercent.Add(cpu / bench.Clock.GetElapsedTime(began).TotalSeconds * 100);
        bench.Report.Add(cell.Scenario, $"product's p50 ÷ {what}", "×", ours / delays.Percentile(0.5));
        if (missing > 0)
        {
            bench.Report.Remark(
                $"{what}: {missing:N0} showings were still to come 4 s after the last event; its percentiles are lower bounds.");
        }
    }
}
