using System.Collections.Concurrent;
using Dashboard.Load.Checks;
using Dashboard.Load.Product;
using Dashboard.Load.Report;

namespace Dashboard.Load;

/// <summary>What all scenarios share: options, the built product, the database cluster, the report.</summary>
internal sealed class Bench(
    LoadOptions options, LoadReport report, TimeProvider clock, string webDll, string folder, PostgresCluster? cluster)
{
    private readonly ConcurrentBag<DashboardProcess> started = [];
    private readonly long began = clock.GetTimestamp();
    private int trials;

    public LoadOptions Options { get; } = options;

    public LoadReport Report { get; } = report;

    public TimeProvider Clock { get; } = clock;

    public PostgresCluster? Cluster { get; } = cluster;

    public string Folder { get; } = folder;

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>Starts the product on a fresh database.</summary>
    /// <param name="other">The build to start in its place, with the seeds that stand beside it.</param>
    /// <param name="asksWho">It lets in only who says who they are, and the harness does.</param>
    public async Task<Trial> StartAsync(string scenario, Store store, string? other = null, bool asksWho = false)
    {
        var connection = store == Store.PostgreSQL ? await Cluster!.NewDatabaseAsync() : null;
        var settings = other is null ? Options : Options with { Seeds = Path.Combine(WebBuild.Root(other), "seeds") };
        if (asksWho)
        {
            settings = settings with { ServerSettings = [.. settings.ServerSettings, ("Dashboard__Auth__Mode", "Required")] };
        }

        var product = new DashboardProcess(settings, other ?? webDll, Path.Combine(Folder, $"{scenario}-{++trials}"), store, connection);
        started.Add(product);
        await product.StartAsync();
        if (asksWho)
        {
            await product.EnterAsync();
        }

        return new Trial(this, scenario, product, await LedgerCheck.RowsAsync(product)); // teams, items and calendar are events, too
    }

    /// <summary>True when the time of the run is used up: a scenario then makes no further repeat.</summary>
    public bool IsTimeOver(string scenario, int repeat)
    {
        var isOver = repeat > 1 && Clock.GetElapsedTime(began) > Options.Budget;
        if (isOver)
        {
            Report.Remark($"{scenario}: ended before repeat {repeat}, the time was over. --minutes gives more.");
        }

        return isOver;
    }

    /// <summary>Ends the product at once, when the run is broken off.</summary>
    public async Task AbandonAsync()
    {
        foreach (var product in started)
        {
            await product.DisposeAsync();
        }
    }

    /// <summary>Lets go of what the last repeat left behind, so that it is not collected during the next measurement.</summary>
    public static void Sweep()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
