using Dashboard.Load.Product;

namespace Dashboard.Load.Scenarios;

/// <summary>Which scenarios a run consists of, the weightiest first, with the targets of the project.</summary>
internal static class Plan
{
    private const string Jurisdiction = "jurisdiction/{0}";

    public static IEnumerable<IScenario> Of(LoadOptions options)
    {
        var stores = options.Stores;
        bool Wanted(string scenario) => options.Scenarios.Contains(scenario);

        if (Wanted("s1") && stores.Contains(Store.PostgreSQL))
        {
            yield return new Throughput("s1", Store.PostgreSQL, 100, 8, 30_000);
        }

        if (Wanted("s2") && stores.Contains(Store.SQLite))
        {
            yield return new Throughput("s2", Store.SQLite, 100, 8, 45_000);
        }

        if (Wanted("s3"))
        {
            foreach (var store in options.Quick ? stores.Take(1) : stores)
            {
                yield return new Throughput("s3", store, 1, 64, 9_000);
            }
        }

        var cells = Cells(options.Quick).Where(cell => Wanted(cell.Scenario)).ToList();
        foreach (var store in options.Quick ? stores.Take(1) : stores)
        {
            // On SQLite the way to the screen is the same, so the two weightiest cells stand for all.
            var chosen = store == Store.SQLite && stores.Count > 1 ? cells.Where(cell => cell is { PerSecond: 1000, Watchers: > 1 } && cell.View == Jurisdiction).ToList() : cells;
            if (chosen.Count > 0)
            {
                yield return new FrameDelays(store, chosen);
            }
        }

        if (Wanted("s12"))
        {
            foreach (var store in options.Quick ? stores.Take(1) : stores)
            {
                yield return new ColdStart(store);
            }
        }

        if (Wanted("s13"))
        {
            yield return new Memory();
        }

        if (Wanted("open") && !options.Quick)
        {
            yield return new OpenSubjects(stores[0]);
        }

        if (Wanted("ack"))
        {
            foreach (var store in options.Quick ? stores.Take(1) : stores)
            {
                yield return new Acknowledgements(store);
            }
        }
    }

    private static IEnumerable<DelayCell> Cells(bool quick)
    {
        yield return new DelayCell("s4", Jurisdiction, 100, 1000, P50: 12, P99: 30);
        yield return new DelayCell("s5", Jurisdiction, 1000, 1000, P99: 100);
        yield return new DelayCell("s6", Jurisdiction, 100, 100, P50: 5);
        if (!quick)
        {
            yield return new DelayCell("s4", "team/T01", 100, 1000, P50: 12, P99: 30);
            yield return new DelayCell("s5", Jurisdiction, 1000, 100, P99: 100);
            yield return new DelayCell("s6", Jurisdiction, 1, 100, P50: 5);
            yield return new DelayCell("s6", Jurisdiction, 1, 1000);
        }
    }
}
