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
        var main = stores[0];
        if (cells.Count > 0)
        {
            yield return new FrameDelays(main, cells);
        }

        if (Wanted("s12"))
        {
            yield return new ColdStart(main, open: false);
        }

        if (Wanted("s13"))
        {
            yield return new Memory();
        }

        if (Wanted("open") && !options.Quick)
        {
            yield return new OpenSubjects(main);
        }

        if (Wanted("turns"))
        {
            yield return new Turns(main);
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

            if (Wanted("open"))
            {
                yield return new OpenSubjects(other);
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
