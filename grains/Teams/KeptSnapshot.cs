using Orleans.Storage;

namespace Dashboard.Grains.Teams;

/// <summary>
/// A team's snapshot in grain storage. For a moment two activations of a team may write it: whoever finds that another has written reads
/// what stands there, and an older snapshot never takes the place of a newer one.
/// </summary>
/// <param name="sequence">The last sequence number in what is kept; 0 when nothing is that can be used.</param>
internal sealed class KeptSnapshot(IPersistentState<TeamSnapshot> storage, long sequence)
{
    private Task writing = Task.CompletedTask;

    /// <summary>The last sequence number in what is kept.</summary>
    public long Sequence { get; private set; } = sequence;

    /// <summary>Keeps a snapshot, after those that are being written, unless a newer one is kept.</summary>
    /// <exception cref="Exception">It was not written; what was kept before still is, and the next one may be.</exception>
    public Task SaveAsync(TeamSnapshot snapshot) => writing = SaveAsync(snapshot, writing);

    /// <summary>Keeps nothing more: what would be kept is not what the ledger says.</summary>
    public void Forsake() => Sequence = long.MaxValue;

    private async Task SaveAsync(TeamSnapshot snapshot, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (snapshot.Sequence <= Sequence)
        {
            return;
        }

        try
        {
            await WriteAsync(snapshot);
        }
        catch (InconsistentStateException)
        {
            // Another has written, or this one without hearing of it: only what stands there now can be replaced.
            await storage.ReadStateAsync();
            Sequence = storage.State.Sequence;
            if (snapshot.Sequence > Sequence)
            {
                await WriteAsync(snapshot);
            }
        }
    }

    private async Task WriteAsync(TeamSnapshot snapshot)
    {
        storage.State = snapshot;
        await storage.WriteStateAsync();
        Sequence = snapshot.Sequence;
    }
}
