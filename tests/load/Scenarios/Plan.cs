using Dashboard.Load.Product;
using Dashboard.Load.Report;

namespace Dashboard.Load.Scenarios;

/// <summary>Which scenarios a run consists of, the weightiest first, with what is wanted of each.</summary>
internal static class Plan
{
    private const string Jurisdiction = "jurisdiction/{0}";

    public static IEnumerable<IScenario> Of(LoadOptions options)
    {
        var stores = options.Stores;
        bool Wanted(string scenario) => options.Scenarios.Contains(scenario);

        if (Wanted("s1") && stores.Contains(Store.PostgreSQL))
        {
            yield return new Throughput("s1", Store.PostgreSQL, 100, 8, Targets.PostgresBatches, Targets.PostgresAgainst);
        }

        if (Wanted("s2") && stores.Contains(Store.SQLite))
        {
            yield return new Throughput("s2", Store.SQLite, 100, 8, Targets.SqliteBatches, Targets.SqliteAgainst);
        }

        if (Wanted("s3"))
        {
            foreach (var store in options.Quick ? stores.Take(1) : stores)
            {
                yield return new Throughput("s3", store, 1, 64, Targets.Singles);
            }
        }

        foreach (var store in Wanted("budget") ? stores : [])
        {
            yield return new StageBudget(store, isFirst: store == stores[0]);
        }

        var cells = Cells(options.Quick).Where(cell => Wanted(cell.Scenario)).ToList();
        var main = stores[0];
        if (cells.Count > 0)
        {
            yield return new FrameDelays(main, cells);
        }

        if (Wanted("s7"))
        {
            yield return new Probe(main);
        }

        if (Wanted("s9"))
        {
            yield return new Held(main);
        }

        if (Wanted("s10"))
        {
            yield return new Killed(main);
        }

        foreach (var store in Wanted("r2") ? stores : [])
        {
            yield return new KillCycles(store);
        }

        if (Wanted("province"))
        {
            yield return new Province(main);
        }

        if (Wanted("s12"))
        {
            yield return new ColdStart(main, open: false);
        }

        if (Wanted("s13"))
        {
            yield return new Memory();
        }

        foreach (var scenario in Comparisons(main))
        {
            yield return scenario;
        }

        if (Wanted("access"))
        {
            yield return new AccessCost(main);
        }

        if (Wanted("turns"))
        {
            yield return new Turns(main);
        }

        if (Wanted("s14"))
        {
            yield return new Overload(main);
        }

        if (Wanted("s15"))
        {
            yield return new Drift(main);
        }

        if (Wanted("open-start") && !options.Quick)
        {
            yield return new ColdStart(main, open: true);
        }

        if (Wanted("ack"))
        {
            yield return new Acknowledgements(main);
        }

        foreach (var other in options.Quick ? [] : stores.Skip(1))
        {
            if (Wanted("s12"))
            {
                yield return new ColdStart(other, open: false);
            }

            foreach (var scenario in Comparisons(other))
            {
                yield return scenario;
            }

            if (Wanted("open-start"))
            {
                yield return new ColdStart(other, open: true);
            }

            // The way to the screen is the same on every store, so the weightiest cells stand for all.
            var chosen = cells.Where(cell => cell is { PerSecond: 1000, Watchers: > 1, View: Jurisdiction }).ToList();
            if (chosen.Count > 0)
            {
                yield return new FrameDelays(other, chosen);
            }

            if (Wanted("ack"))
            {
                yield return new Acknowledgements(other);
            }
        }

        IEnumerable<IScenario> Comparisons(Store store)
        {
            if (Wanted("shapes"))
            {
                yield return new Shapes(store);
                yield return new OpenSubjects(store);
            }

            if (Wanted("contend"))
            {
                yield return new Contention(store);
            }
        }
    }

    private static IEnumerable<DelayCell> Cells(bool quick)
    {
        yield return new DelayCell("s4", Jurisdiction, 100, 1000, Targets.Wall);
        yield return new DelayCell("s5", Jurisdiction, 1000, 1000, Targets.ManyBusy);
        yield return new DelayCell("s6", Jurisdiction, 100, 100, Targets.HundredCalm);
        if (!quick)
        {
            yield return new DelayCell("s4", "team/T01", 100, 1000, Targets.TeamScreen);
            yield return new DelayCell("s5", Jurisdiction, 1000, 100, Targets.ManyCalm);
            yield return new DelayCell("s6", Jurisdiction, 1, 100, Targets.OneCalm);
            yield return new DelayCell("s6", Jurisdiction, 1, 1000);
        }
    }
}
