using System.Diagnostics;
using System.Text.Json.Nodes;
using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Time from the second at which a warning turns until a watcher of the jurisdiction receives the frame that shows it, beside many open
/// clocks: once with nothing else going on, once with events coming in. Nobody posts anything at that second; the product itself must wake.
/// Then what a quiet minute costs the server with those clocks, and with hardly any.
/// <para>
/// The warning is W09, the only one whose turn can be put to a chosen second from outside: an inspection that ended 24 hours before that
/// second and has no record. The n-th turn is in the first frame that says n more of them than before.
/// </para>
/// </summary>
internal sealed class Turns(Store store) : IScenario
{
    private const int Clocks = 10_000;
    private const int TurnsASecond = 2;
    private const int EventsBeside = 200;
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan QuietMinute = TimeSpan.FromMinutes(1);

    public string Name => "turns";

    public string Title => $"warnings that turn, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        await using var few = await bench.StartAsync(Name, store);
        await few.WarmUpAsync(100, 8, 2_000);
        await using var many = await bench.StartAsync(Name, store);
        await many.WarmUpAsync(100, 8, 2_000);
        await many.PostAsync(Workload.ForClocks(Clocks, bench.Clock), 8);
        await many.CheckAsync(everyView: false);
        for (var repeat = 1; repeat <= bench.Options.Repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            await TurnAsync(bench, many, 0);
            await TurnAsync(bench, many, EventsBeside);
            if (!bench.Options.Quick)
            {
                await RestAsync(bench, few, many);
            }

            step((double)repeat / bench.Options.Repeats);
        }
    }

    private async Task TurnAsync(Bench bench, Trial trial, int perSecond)
    {
        var (http, view) = (trial.Product.Http, $"jurisdiction/{bench.Options.Jurisdiction}");
        var seconds = bench.Options.Quick ? 20 : 60;
        var what = $"{store}, {Clocks:N0} open clocks, {(perSecond == 0 ? "nothing else" : $"{perSecond} events/s")}";
        await using var crowd = await Crowd.WatchAsync(trial.Product.Address, view, 1, bench.Options.SeenEvery);
        await using var witness = await Witness.WatchAsync(trial.Product.Address, view);
        var before = Yellow(await ViewCheck.GetAsync(http, view));

        var (now, at) = (bench.Clock.GetUtcNow(), Stopwatch.GetTimestamp());
        var first = DateTimeOffset.FromUnixTimeSeconds((now + Notice).ToUnixTimeSeconds());
        var turns = Enumerable.Range(0, seconds * TurnsASecond).Select(turn => first.AddSeconds(turn / TurnsASecond)).ToList();
        var due = turns.ConvertAll(turn => at + (long)((turn - now).TotalSeconds * Stopwatch.Frequency));
        await trial.PostAsync(Workload.ForTurns(turns, bench.Clock), 2);
        if (bench.Clock.GetUtcNow() >= first)
        {
            throw new LoadException($"{what}: the inspections were not through before the first of them turned");
        }

        if (perSecond > 0)
        {
            var beside = Workload.Create(new WorkloadShape { Count = perSecond * seconds, BatchSize = 1, TodayOnly = true }, bench.Clock);
            Bench.Sweep();
            Linux.SleepUntil(due[0] - (Stopwatch.Frequency / 2));
            using var loop = new OpenLoop(http, beside, perSecond);
            trial.Count(beside, await loop.RunAsync(AnswerLimit));
        }

        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, (double)(due[^1] - Stopwatch.GetTimestamp()) / Stopwatch.Frequency)));
        var faults = await SettleAsync(trial, crowd, witness, before + turns.Count);
        await trial.CheckAsync(everyView: false);
        var shown = new List<(long Value, long Version)>();
        var (_, broken) = crowd.Book.Play((frame, content) =>
        {
            if (content["warnings"]?["rules"]?["W09"]?["yellow"] is JsonValue value)
            {
                shown.Add((value.GetValue<long>(), frame.Version));
            }
        });
        faults.AddRange(broken.Take(5));
        Report(bench, what, DelaysOf(crowd.Watchers[0], before, due, shown), due.Count, faults);
    }

    /// <summary>
    /// Milliseconds from each turn's second until the watcher had the first frame that shows it, in order of size; those never shown are
    /// missing.
    /// </summary>
    private static List<double> DelaysOf(Watcher watcher, long before, List<long> due, List<(long Value, long Version)> shown)
    {
        var delays = new List<double>();
        for (var turn = 0; turn < due.Count; turn++)
        {
            var version = shown.Where(step => step.Value > before + turn).Select(step => step.Version).DefaultIfEmpty(long.MaxValue).Min();
            if (watcher.Applied.FirstOrDefault(frame => frame.Frame.Version >= version) is { At: > 0 } frame)
            {
                delays.Add((frame.At - due[turn]) * 1000.0 / Stopwatch.Frequency);
            }
        }

        delays.Sort();
        return delays;
    }

    private void Report(Bench bench, string what, List<double> delays, int turns, List<string> faults)
    {
        if (delays.Count < turns)
        {
            faults.Add($"{turns - delays.Count} of {turns} turns were never shown");
        }

        if (delays.Count(delay => delay < 0) is var early and > 0)
        {
            faults.Add($"{early} of {turns} turns were shown before they were due, the first of them {-delays[0]:0} ms too soon");
        }

        foreach (var fault in faults)
        {
            bench.Report.Fault(Name, $"{what}: {fault}");
        }

        if (delays.Count > 0)
        {
            double Share(double share) => delays[Math.Max(0, (int)Math.Ceiling(share * delays.Count) - 1)];
            bench.Report.Add(Name, $"{what}: turn to frame, min", "ms", delays[0]);
            bench.Report.Add(Name, $"{what}: turn to frame, median", "ms", Share(0.5));
            bench.Report.Add(Name, $"{what}: turn to frame, p99", "ms", Share(0.99));
            bench.Report.Add(Name, $"{what}: turn to frame, max of {turns}", "ms", delays[^1], Targets.Turn);
        }
    }

    /// <summary>The view, its teams and the evidence must come to say the same number, and all who watch must hold that document.</summary>
    private async Task<List<string>> SettleAsync(Trial trial, Crowd crowd, Witness witness, long wanted)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var faults = new List<string>();
            var document = await ViewCheck.GetAsync(trial.Product.Http, crowd.View) ?? [];
            if (Yellow(document) is var whole && whole != wanted)
            {
                faults.Add($"{whole} are yellow by W09, {wanted} should be");
            }

            // A team within the jurisdiction need not tell its warnings apart by rule; its own view does.
            var teams = (document["teams"] as JsonObject ?? []).Select(team => ViewCheck.GetAsync(trial.Product.Http, $"team/{team.Key}"));
            if ((await Task.WhenAll(teams)).Sum(Yellow) is var ofTeams && ofTeams != wanted)
            {
                faults.Add($"the teams together say {ofTeams} are yellow by W09, {wanted} should be");
            }

            var address = new Uri($"/api/evidence?view={crowd.View}&warning=W09&level=yellow", UriKind.Relative);
            var evidence = JsonNode.Parse(await trial.Product.Http.GetStringAsync(address))!;
            if (evidence["total"]!.GetValue<long>() is var opened && opened != wanted)
            {
                faults.Add($"the evidence of W09 names {opened}, {wanted} should be");
            }

            var version = document["version"]!.GetValue<long>();
            if (crowd.Watchers[0].Held != version || witness.Version != version || witness.DocumentDigest() != Digest.Of(document))
            {
                faults.Add("the watchers and GET do not hold one document");
            }

            if (faults.Count == 0 || Stopwatch.GetElapsedTime(began) > AnswerLimit)
            {
                return faults;
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Both at once, so that whatever else goes on in the machine concerns them alike.</summary>
    private async Task RestAsync(Bench bench, Trial few, Trial many)
    {
        var view = $"jurisdiction/{bench.Options.Jurisdiction}";
        await using var ofFew = await Crowd.WatchAsync(few.Product.Address, view, 1, bench.Options.SeenEvery);
        await using var ofMany = await Crowd.WatchAsync(many.Product.Address, view, 1, bench.Options.SeenEvery);
        await Task.Delay(HeldMemory.Rest);
        var (fewBefore, manyBefore) = (ProcessUse.CpuSeconds(few.Product.ProcessId), ProcessUse.CpuSeconds(many.Product.ProcessId));
        await Task.Delay(QuietMinute);
        var ofEmpty = ProcessUse.CpuSeconds(few.Product.ProcessId) - fewBefore;
        var ofFull = ProcessUse.CpuSeconds(many.Product.ProcessId) - manyBefore;
        bench.Report.Add(Name, $"{store}, quiet minute, 1 watcher, {Clocks:N0} open clocks: CPU of the server", "s", ofFull);
        bench.Report.Add(Name, $"{store}, quiet minute, 1 watcher, almost empty ledger: CPU of the server", "s", ofEmpty);
        await few.CheckAsync(everyView: false);
        await many.CheckAsync(everyView: false);
    }

    private static long Yellow(JsonNode? document) => document?["warnings"]?["rules"]?["W09"]?["yellow"]?.GetValue<long>() ?? 0;
}
