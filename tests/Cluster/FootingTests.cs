using Dashboard.Grains.Ledger;
using Dashboard.Grains.Teams;
using Dashboard.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Cluster;

public sealed class FootingTests
{
    /// <summary>Every 20 s each team read again whatever it had written since, thousands of changes under load.</summary>
    [Fact]
    public async Task A_ledger_is_known_again_without_reading_what_was_written_meanwhile()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var real = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder.Path }));
        await real.PrepareAsync(cancel);
        var read = 0;
        var ledger = new FaultyLedger(real, new(1), 0) { Read = (_, _) => read++ };
        foreach (var sequence in Enumerable.Range(1, 9))
        {
            await real.CommitAsync(LedgerSamples.Batch("T01", sequence));
        }

        var (kept, warm) = (new KeptSnapshot(null!, 0), new WarmSubjects(TimeProvider.System));
        Footing Begin() => new("T01", ledger, kept, warm, NullLogger.Instance);
        Task<bool> HoldsAsync(Footing footing, long sequence, int later = 0) =>
            footing.HoldsAsync(sequence, LedgerSamples.Start.AddSeconds(later), cancel);

        var footing = Begin();
        Assert.True(await HoldsAsync(footing, 0));
        Assert.True(await HoldsAsync(footing, 2));
        Assert.True(await HoldsAsync(footing, 9));
        Assert.True(await HoldsAsync(footing, 9));
        Assert.Equal(0, read);
        Assert.Equal(0, kept.Sequence);

        // The newest may be missing, or be another's under that number.
        Assert.False(await HoldsAsync(footing, 10));
        Assert.Equal(long.MaxValue, kept.Sequence);
        Assert.False(await HoldsAsync(Begin(), 9, later: 1));
    }
}
