using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Ledger;

public sealed class SqliteLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Name => Path.Combine(folder.Path, "log");

    [Fact]
    public async Task All_who_wait_at_once_are_answered_and_again_after_it()
    {
        await File.WriteAllTextAsync(Name, "committed", TestContext.Current.CancellationToken);
        using var log = new SqliteLog(Name);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => log.ForceAsync()));
        await log.ForceAsync();
    }

    [Fact]
    public async Task That_the_log_cannot_be_forced_is_told_to_each_who_waits()
    {
        using var log = new SqliteLog(Name);
        var waiting = Enumerable.Range(0, 5).Select(_ => log.ForceAsync()).ToList();

        foreach (var one in waiting)
        {
            await Assert.ThrowsAsync<CommitUnknownException>(() => one);
        }
    }

    [Fact]
    public async Task Of_a_connection_that_was_given_up_nobody_can_tell()
    {
        await File.WriteAllTextAsync(Name, "committed", TestContext.Current.CancellationToken);
        var log = new SqliteLog(Name);
        await log.ForceAsync();
        log.Dispose();

        await Assert.ThrowsAsync<CommitUnknownException>(log.ForceAsync);
    }

    public void Dispose() => folder.Dispose();
}
