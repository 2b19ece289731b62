using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Whether work per event depends on how many teams there are: a city of 90 districts of eleven teams beside a bureau of nine, in turn,
/// with screens that watch the whole. What a screen is sent may not grow with the events.
/// </summary>
internal sealed class Province(Store store) : IScenario
{
    private const int Districts = 90, Screens = 10;

    public string Name => "province";

    public string Title => $"a city of districts, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        var view = $"jurisdiction/{bench.Options.Jurisdiction}";
        var (few, many) = (new WorkloadShape { Count = SustainedRate.Events(bench) }, new WorkloadShape
        {
            Count = SustainedRate.Events(bench),
            Teams = Registers.FirstTeam + (Districts * Workload.TeamsOfDistrict),
            Districts = Districts,
        });
        await using var bureau = await bench.StartAsync(Name, store);
        await using var city = await bench.StartAsync(Name, store);
        await city.PostAsync(Workload.ForDistricts(Districts, bench.Options.Jurisdiction, bench.Clock), 1);
        foreach (var (trial, shape) in new[] { (bureau, few), (city, many) })
        {
            await trial.PostAsync(Workload.Create(shape with { Count = 2 * shape.Count }, bench.Clock), 8);
            await trial.CheckAsync();
        }

        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            var plain = await MeasureAsync(bureau, few, $"{store}, 9 teams");
            var hard = await MeasureAsync(city, many, $"{store}, {Districts} districts of {Workload.TeamsOfDistrict} teams");
            SustainedRate.Compare(bench, Name, $"{store}: 990 teams ÷ 9", hard, plain, Targets.Province);
            step((double)repeat / bench.Options.Repeats);
        }

        async Task<Rate> MeasureAsync(Trial trial, WorkloadShape shape, string what)
        {
            await using var crowd = await Crowd.WatchAsync(trial.Product.Address, view, Screens, bench.Options.SeenEvery);
            var began = bench.Clock.GetTimestamp();
            var rate = await SustainedRate.MeasureAsync(bench, trial, Name, what, shape);
            var frames = crowd.Watchers.Average(static watcher => watcher.Applied.Count) / bench.Clock.GetElapsedTime(began).TotalSeconds;
            bench.Report.Add(Name, $"{what}: frames of a screen", "/s", frames);
            return rate;
        }
    }
}
