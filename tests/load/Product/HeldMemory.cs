namespace Dashboard.Load.Product;

/// <summary>
/// What the product holds when it is at rest. The process is told, through its diagnostics port, to collect its heap; the managed heap
/// is then what /metrics says was left by that collection, and the resident memory is read from /proc.
/// </summary>
/// <param name="Heap">Bytes of managed objects after a full collection.</param>
/// <param name="Free">Bytes between them that are free for the next ones: by chance some MB more or less in each process.</param>
/// <param name="Resident">Resident bytes.</param>
internal readonly record struct HeldMemory(double Heap, double Free, double Resident)
{
    private const string HeapSize = "dotnet_gc_last_collection_heap_size";
    private const string FreeSize = "dotnet_gc_last_collection_heap_fragmentation_size";

    /// <summary>Subjects nobody has used for a minute are let go by a team's housekeeping, which comes every half a minute.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(100);

    public static async Task<HeldMemory> ReadAsync(DashboardProcess product)
    {
        await Task.Delay(Rest);
        await DiagnosticPort.CollectAsync(product.ProcessId);
        await DiagnosticPort.CollectAsync(product.ProcessId); // once more for what finalizers let go
        var heap = await MetricsPage.SumAsync(product, name => name.StartsWith(HeapSize, StringComparison.Ordinal)) ?? 0;
        var free = await MetricsPage.SumAsync(product, name => name.StartsWith(FreeSize, StringComparison.Ordinal)) ?? 0;
        return heap > 0
            ? new(heap - free, free, ProcessUse.ResidentBytes(product.ProcessId))
            : throw new LoadException($"/metrics does not show {HeapSize}: without it the managed heap is not known.");
    }
}
