using Microsoft.Win32.SafeHandles;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Brings the log of the embedded database onto the disk. SQLite itself would hold up the next commit until that is done; here the next
/// is made meanwhile, and one forcing serves all that was committed before it began.
/// </summary>
/// <param name="file">
/// The log: there once something was committed, and the same file for as long as the connection that commits is open.
/// </param>
internal sealed class SqliteLog(string file) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private SafeFileHandle? log;
    private volatile bool isOver;
    private long committed;
    private long forced;

    /// <summary>Ends once all that was committed before is on the disk.</summary>
    /// <exception cref="CommitUnknownException">The disk failed.</exception>
    public async Task ForceAsync()
    {
        var mine = Interlocked.Increment(ref committed);
        await turn.WaitAsync();
        try
        {
            if (forced < mine)
            {
                var reached = Volatile.Read(ref committed);
                await Task.Run(Force);
                forced = reached;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A forcing that is under way ends as it ends; of one that waits nobody can tell any more.</summary>
    public void Dispose()
    {
        isOver = true;
        log?.Dispose();
    }

    private void Force()
    {
        try
        {
            ObjectDisposedException.ThrowIf(isOver, this);
            log ??= File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new CommitUnknownException("What was committed could not be brought onto the disk.", failure);
        }
    }
}
