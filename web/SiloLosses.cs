using Orleans.Messaging;

namespace Dashboard.Web;

/// <summary>
/// Notices that a silo has gone: its link to this host broke, or it is no longer among the silos of the cluster. What it was asked will
/// never be answered, and who asked need not wait until the call is given up. A host with a silo inside never loses one.
/// </summary>
internal sealed class SiloLosses(IServiceProvider services, TimeProvider clock, ILogger<SiloLosses> log)
    : RecurringWork(Interval, clock, log), IClusterConnectionStatusObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly IGatewayListProvider? silos = services.GetService<IGatewayListProvider>();
    private CancellationTokenSource coming = new();
    private HashSet<Uri> known = [];

    /// <summary>Cancelled when the next silo is lost.</summary>
    public CancellationToken Next => Volatile.Read(ref coming).Token;

    /// <summary>Asks the cluster, and waits for the answer no longer than the silos stand.</summary>
    /// <exception cref="Orleans.Runtime.SiloUnavailableException">
    /// One has gone meanwhile: whether it did what it was asked is not known.
    /// </exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        var lost = Next;
        try
        {
            return await ask().WaitAsync(lost);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            throw new Orleans.Runtime.SiloUnavailableException("A silo has gone while this was asked.");
        }
    }

    /// <summary>Asks for what changes nothing, and once more when a silo was lost or being replaced meanwhile.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await AskAsync(ask);
        }
        catch (Orleans.Runtime.OrleansException)
        {
            return await AskAsync(ask);
        }
    }

    /// <inheritdoc/>
    public void NotifyClusterConnectionLost() => Tell();

    /// <inheritdoc/>
    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (currentNumberOfGateways < previousNumberOfGateways)
        {
            Tell();
        }
    }

    /// <inheritdoc/>
    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        if (silos is not null)
        {
            var now = (await silos.GetGateways()).ToHashSet();
            var isLess = known.Except(now).Any();
            known = now;
            if (isLess)
            {
                Tell();
            }
        }
    }

    private void Tell() => Interlocked.Exchange(ref coming, new()).Cancel();
}
