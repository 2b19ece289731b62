using Dashboard.Load.Checks;
using Dashboard.Load.Drive;
using Dashboard.Load.Product;
using Dashboard.Load.Story;

namespace Dashboard.Load;

/// <summary>The product on a database of its own, with the independent count of everything it was sent.</summary>
internal sealed class Trial(Bench bench, string scenario, DashboardProcess product, long seededRows) : IAsyncDisposable
{
    private static readonly TimeSpan PostLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private const double AtRest = 0.2; // of a core

    public DashboardProcess Product { get; } = product;

    public Tally Tally { get; } = new() { Without = bench.Options.Without };

    /// <summary>Posts a workload by writers in a closed loop, or what of it goes through in time, and takes it into the count.</summary>
    public async Task<PostRun> PostAsync(Workload workload, int writers, TimeSpan? longest = null)
    {
        var run = await ClosedLoop.RunAsync(Product, workload, writers, PostLimit, longest);
        Count(workload, run);
        return run;
    }

    /// <summary>Takes a workload that was posted otherwise into the count.</summary>
    public void Count(Workload workload, PostRun run)
    {
        Tally.Add(workload, run.Posted, bench.Options.Jurisdiction);
        if (run.Accepted != run.Posted)
        {
            bench.Report.Fault(scenario, $"{run.Posted} events were acknowledged, but only {run.Accepted} as accepted: {run.Complaint}");
        }
    }

    /// <summary>Processor seconds so far of the product and of its database.</summary>
    public double CpuSeconds() => ProcessUse.CpuSeconds(Product.ProcessId)
        + (Product.Store == Store.PostgreSQL ? ProcessUse.CpuSecondsOfFamily(bench.Cluster!.ProcessId) : 0);

    public double ResidentMegabytes() => ProcessUse.ResidentBytes(Product.ProcessId) / 1048576.0;

    /// <summary>
    /// Acknowledged = rows in the ledger = what every view shows; anything else ends the scenario, since its figures would not count.
    /// </summary>
    /// <param name="everyView">
    /// False: only the jurisdiction's, with the teams and items in it, so that the product need not make the others up.
    /// </param>
    /// <returns>Time until the views were right.</returns>
    public async Task<TimeSpan> CheckAsync(bool everyView = true)
    {
        var (waited, differences) = await ViewCheck.SettleAsync(Product.Http, Tally, bench.Options.Jurisdiction, everyView, SettleLimit);
        var rows = await LedgerCheck.RowsAsync(Product) - seededRows;
        if (rows != Tally.Events)
        {
            differences.Insert(0, $"{Tally.Events} events were acknowledged, but the ledger holds {rows} rows more than at its start");
        }

        foreach (var difference in differences.Take(8))
        {
            bench.Report.Fault(scenario, difference);
        }

        return differences.Count == 0 ? waited : throw new LoadException($"{differences.Count} differences between product and count");
    }

    /// <summary>Waits until product and database have nothing left to do, or for ten seconds.</summary>
    public async Task RestAsync()
    {
        var began = bench.Clock.GetTimestamp();
        double used;
        do
        {
            used = CpuSeconds();
            await Task.Delay(Glance);
            used = CpuSeconds() - used;
        }
        while (used > AtRest * Glance.TotalSeconds && bench.Clock.GetElapsedTime(began) < RestLimit);
    }

    /// <summary>Makes the teams above the ninth known to the product.</summary>
    public async Task AddTeamsAsync(int teams)
    {
        if (Workload.ForTeams(teams, bench.Clock) is { } workload)
        {
            await PostAsync(workload, 1);
        }
    }

    /// <summary>Until a few thousand requests of each kind have been compiled, a figure would be the compiler's.</summary>
    public async Task WarmUpAsync(int batchSize, int writers, int events)
    {
        await PostAsync(Workload.Create(new WorkloadShape { Count = events, BatchSize = batchSize }, bench.Clock), writers);
        await CheckAsync();
    }

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
