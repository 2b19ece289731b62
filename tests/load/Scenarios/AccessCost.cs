using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// What it costs that the product asks who one is: posts with a token against posts to a product that asks for none, in turn; and frames to
/// a hundred screens of three places, each with a mask of its own, against as many of one place.
/// </summary>
internal sealed class AccessCost(Store store) : IScenario
{
    private const int Screens = 99, PerSecond = 1000, Writers = 8, BatchSize = 100, WarmUp = 60_000;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly string[] OnePlace = ["command"], ThreePlaces = ["hall", "corridor", "command"];

    public string Name => "access";

    public string Title => $"tokens and masks, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var open = await bench.StartAsync(Name, store);
        await using var guarded = await bench.StartAsync(Name, store, asksWho: true);
        await open.WarmUpAsync(BatchSize, Writers, WarmUp);
        await guarded.WarmUpAsync(BatchSize, Writers, WarmUp);
        var screens = new Dictionary<string, string>();
        foreach (var place in ThreePlaces)
        {
            screens.Add(place, await guarded.Product.Admission!.ScreenAsync(place));
        }

        await FramesAsync(bench, guarded, screens, ThreePlaces, seconds: 3); // compiles the way of the frames, and is not counted
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            var (free, asked) = (await PostsAsync(bench, open), await PostsAsync(bench, guarded));
            bench.Report.Add(Name, $"{store}: events/s of who is asked for nothing", "/s", free);
            bench.Report.Add(Name, $"{store}: events/s with a token", "/s", asked);
            bench.Report.Add(Name, $"{store}: with a token ÷ asked for nothing", "×", asked / free, Targets.Tokens);
            var one = await FramesAsync(bench, guarded, screens, OnePlace, seconds: 5);
            var three = await FramesAsync(bench, guarded, screens, ThreePlaces, seconds: 5);
            bench.Report.Add(Name, $"{store}: event to frame, {Screens} screens of one place, p50", "ms", one);
            bench.Report.Add(Name, $"{store}: event to frame, {Screens} screens of three places, p50", "ms", three);
            bench.Report.Add(Name, $"{store}: three masks ÷ one, p50", "×", three / one, Targets.ThreeMasks);
            step((double)repeat / bench.Options.Repeats);
        }
    }

    private static async Task<double> PostsAsync(Bench bench, Trial trial)
    {
        var workload = Workload.Create(new WorkloadShape { Count = bench.Options.Events / 2, BatchSize = BatchSize }, bench.Clock);
        Bench.Sweep();
        var run = await trial.PostAsync(workload, Writers);
        await trial.CheckAsync();
        return run.PerSecond;
    }

    /// <returns>The median of the delays of all screens, in milliseconds.</returns>
    private async Task<double> FramesAsync(
        Bench bench, Trial trial, Dictionary<string, string> screens, string[] places, int seconds)
    {
        var view = $"jurisdiction/{bench.Options.Jurisdiction}";
        var workload = Workload.Create(
            new WorkloadShape { Count = PerSecond * seconds, BatchSize = 1, TodayOnly = true }, bench.Clock);
        using var source = trial.Product.Admission!.Source();
        var crowds = new List<Crowd>();
        try
        {
            foreach (var place in places)
            {
                crowds.Add(await Crowd.WatchAsync(
                    trial.Product.Address, view, Screens / places.Length, bench.Options.SeenEvery, screens[place]));
            }

            Bench.Sweep();
            using var loop = new OpenLoop(source, workload, PerSecond);
            trial.Count(workload, await loop.RunAsync(AnswerLimit));
            await trial.CheckAsync();
            await Task.WhenAll(crowds.Select(crowd =>
                crowd.ReachAsync(crowds.Max(one => one.Watchers.Max(watcher => watcher.Held)), AnswerLimit)));
            return Report.Delays.Sum(crowds.Select(crowd => DelaysOf(bench, crowd, workload, loop.Due))).Percentile(0.5);
        }
        finally
        {
            foreach (var crowd in crowds)
            {
                await crowd.DisposeAsync();
            }
        }
    }

    private Delays DelaysOf(Bench bench, Crowd crowd, Workload workload, long[] due)
    {
        var shown = new Dictionary<(int Item, string Counter), List<(long Value, long Version)>>();
        var (_, broken) = crowd.Book.Play((frame, content) => FrameDelays.Note(shown, frame.Version, content));
        var (delays, missing) = FrameDelays.Delays(crowd, workload, due, shown);
        foreach (var fault in broken.Take(3).Concat(missing > 0 ? [$"{missing} events were never shown to some screen"] : []))
        {
            bench.Report.Fault(Name, fault);
        }

        return delays;
    }
}
