using System.Globalization;
using System.Runtime;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Intake;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Load.Checks;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Stages;
using Dashboard.Load.Story;
using Dashboard.Web;
using Dashboard.Web.Ingest;
using Dashboard.Web.Reference;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Where the time and the garbage of an event go: the stages of the product, run in this process one after the other and measured alone.
/// Inward eight posts of 100 make a round, as eight writers keep them coming; outward 20 events make a version, as 1,000 events/s do in
/// 20 ms.
/// </summary>
/// <param name="isFirst">Of the stores of this run: with it the way out is measured, which is the same whatever the store.</param>
internal sealed class StageBudget(Store store, bool isFirst) : IScenario
{
    private const int PostSize = 100, PostsTogether = 8, VersionSize = 20;
    private const int RoundSize = PostSize * PostsTogether;
    private const int WarmUpRounds = 50, WarmUpVersions = 150;
    private const int WarmUpRoundsOfStore = 20; // all else was compiled with the first
    private const string Team = "T01";

    public string Name => "budget";

    public string Title => $"stage by stage, {store}";

    public async Task RunAsync(Bench bench, Action<double> step)
    {
        if (isFirst && !GCSettings.IsServerGC)
        {
            bench.Report.Remark($"{Name}: this process runs under the workstation's collector; DOTNET_gcServer=1 gives it the product's.");
        }

        var (repeats, jurisdiction) = (bench.Options.Repeats, bench.Options.Jurisdiction);
        var rounds = bench.Options.Events * 3 / 10 / RoundSize;
        var (warmUpRounds, warmUpVersions, versions) = isFirst
            ? (WarmUpRounds, WarmUpVersions, bench.Options.Events / 20 / VersionSize)
            : (WarmUpRoundsOfStore, 0, 0);
        var busy = Story(PostSize, PostsTogether * (warmUpRounds + (repeats * rounds)));
        var calm = Story(VersionSize, warmUpVersions + (repeats * versions));
        var connection = store == Store.PostgreSQL ? await bench.Cluster!.NewDatabaseAsync() : null;
        var services = new ServiceCollection().AddLedger(connection, Path.Combine(bench.Folder, $"{Name}-{store}"));
        services.AddScreens();
        await using var product = services.BuildServiceProvider();
        var ledger = product.GetRequiredService<ILedger>();
        await ledger.PrepareAsync(CancellationToken.None);
        var roster = Roster(bench);
        var teams = roster.TeamsOf(jurisdiction, jurisdiction).ToList();
        var wayIn = new WayIn(roster, ledger, bench.Clock);
        var wayOut = new WayOut(roster, jurisdiction, Team, [.. product.GetServices<IHubProtocol>()], wayIn.FiguresOf, bench.Clock);

        await GoInAsync(wayIn, busy, warmUpRounds, new());
        wayOut.Show(teams, OutwardMeters.New());
        await GoOutAsync(wayIn, wayOut, calm, warmUpVersions, OutwardMeters.New());
        for (var repeat = 1; repeat <= repeats && !bench.IsTimeOver(Name, repeat); repeat++)
        {
            bench.Report.Box($"{Name} {store} repeat {repeat}", bench.Folder);
            Bench.Sweep();
            var (written, database) = (await WrittenAsync(connection), DatabaseSeconds(bench));
            var inward = new StageMeter();
            await GoInAsync(wayIn, busy, rounds, inward);
            (written, database) = (await WrittenAsync(connection) - written, DatabaseSeconds(bench) - database);
            Report(bench, inward, $"in, {store}", "event");
            ReportStore(bench, written / (rounds * RoundSize), database * 1e6 / (rounds * RoundSize));
            if (isFirst)
            {
                var outward = OutwardMeters.New();
                await GoOutAsync(wayIn, wayOut, calm, versions, outward);
                ReportOutward(bench, wayOut, outward);
            }

            step((double)repeat / repeats);
        }

        wayOut.Show(teams, OutwardMeters.New());
        Check(bench, wayOut, [busy, calm]);

        ToldStory Story(int postSize, int posts) =>
            new(Workload.Create(new WorkloadShape { Count = posts * postSize, BatchSize = postSize }, bench.Clock));
    }

    private static async Task GoInAsync(WayIn way, ToldStory story, int rounds, StageMeter meter)
    {
        for (var round = 0; round < rounds; round++)
        {
            await way.TakeAsync(story.Next(PostsTogether), meter);
            meter.EndRound(RoundSize);
        }
    }

    private static async Task GoOutAsync(WayIn wayIn, WayOut wayOut, ToldStory story, int versions, OutwardMeters meters)
    {
        for (var version = 0; version < versions; version++)
        {
            wayOut.Show(await wayIn.TakeAsync(story.Next(1), new()), meters);
        }
    }

    /// <summary>What is shown at the end must be what was taken in, or nothing was measured.</summary>
    private void Check(Bench bench, WayOut wayOut, ToldStory[] stories)
    {
        var tally = new Tally();
        foreach (var story in stories)
        {
            story.CountIn(tally, bench.Options.Jurisdiction);
        }

        foreach (var view in new[] { wayOut.Wall, wayOut.Screen })
        {
            foreach (var difference in ViewCheck.Compare(JsonNode.Parse(view.Document.ToUtf8())!.AsObject(), tally, view.Name).Take(8))
            {
                bench.Report.Fault(Name, difference);
            }
        }
    }

    /// <summary>Teams, items and law of the seeds.</summary>
    private static RosterEdition Roster(Bench bench)
    {
        var reader = new EventReader(bench.Clock);
        var seeds = bench.Options.Seeds ?? throw new LoadException("The budget needs the seeds of the product: --seeds FOLDER.");
        return CurrentRoster.Read(new ReferenceData(seeds, bench.Options.Jurisdiction).Events()
            .SelectMany(utf8 => reader.Read(utf8, BodyFormat.One))
            .Select(read => read.Event ?? throw new LoadException(read.Refusal!.Reason)), 1);
    }

    private void ReportOutward(Bench bench, WayOut way, OutwardMeters meters)
    {
        Report(bench, meters.Parts, "out", "part");
        foreach (var (view, meter) in new[] { (way.Wall, meters.Wall), (way.Screen, meters.Screen) })
        {
            Report(bench, meter, $"out, {view.Name}", "version");
            Add(bench, $"out, {view.Name}: size of a patch", "B", view.TakePatchBytes());
        }
    }

    private void ReportStore(Bench bench, double written, double cpuMicroseconds)
    {
        Add(bench, $"in, {store}: bytes written", "B/event", written);
        if (store == Store.PostgreSQL)
        {
            Add(bench, $"in, {store}: processor time of the database", "µs/event", cpuMicroseconds);
        }
    }

    /// <summary>Each stage, and all together.</summary>
    private void Report(Bench bench, StageMeter meter, string where, string each)
    {
        var stages = meter.Costs.ToList();
        var whole = stages.FindAll(cost => !WayIn.IsPart(cost.Stage));
        var together = new StageCost(
            "together",
            whole.Sum(cost => cost.Microseconds),
            whole.Sum(cost => cost.CpuMicroseconds),
            whole.Sum(cost => cost.AllocatedBytes));
        foreach (var cost in whole.Count > 1 ? stages.Append(together) : stages)
        {
            var figure = Add(bench, $"{where}: {cost.Stage}", $"µs/{each}", cost.Microseconds);
            figure.CpuMicroseconds.Add(cost.CpuMicroseconds);
            figure.AllocatedBytes.Add(cost.AllocatedBytes);
        }
    }

    private Figure Add(Bench bench, string what, string unit, double value) => bench.Report.Add(Name, what, unit, value);

    /// <summary>Bytes the store has written so far: PostgreSQL to its log, SQLite, as a part of this process, to its files.</summary>
    private static async Task<double> WrittenAsync(string? connection)
    {
        if (connection is null)
        {
            const string Written = "wchar: ";
            var line = File.ReadLines("/proc/self/io").First(line => line.StartsWith(Written, StringComparison.Ordinal));
            return double.Parse(line.AsSpan(Written.Length), CultureInfo.InvariantCulture);
        }

        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8");
        return (double)(await command.ExecuteScalarAsync())!;
    }

    private static double DatabaseSeconds(Bench bench) =>
        bench.Cluster is { } cluster ? ProcessUse.CpuSecondsOfFamily(cluster.ProcessId) : 0;
}
