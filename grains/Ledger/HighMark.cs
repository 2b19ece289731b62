using System.Globalization;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// How far the embedded ledger has come, in a file beside it. Who deletes SQLite's log takes what was written last with it and leaves a
/// database that looks whole; only something outside of it can tell. Written after commits, at most once a second and not before them, so
/// that no commit waits for it: the loss of less than a second may go unnoticed.
/// </summary>
internal sealed class HighMark(string file, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly List<string> losses = [];
    private long? written;

    /// <summary>What was found to be missing, a sentence each, until the file is deleted.</summary>
    public IReadOnlyList<string> Losses => losses;

    /// <summary>Compares the ledger, just opened, with the mark.</summary>
    /// <param name="position">Of its newest event; 0 when it has none.</param>
    public void Compare(long position)
    {
        losses.Clear();
        if (!File.Exists(file))
        {
            return;
        }

        var lines = File.ReadAllLines(file);
        losses.AddRange(lines.Skip(1));
        if (lines.Length > 0 && long.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var mark) && mark > position)
        {
            losses.Add($"ledger: events up to number {mark} were recorded, and on {clock.GetUtcNow():yyyy-MM-dd} it ended with "
                + $"{position}: what was written last is gone (dashboard.db-wal deleted, or an older copy put in place). Have it sent "
                + $"again, and delete {Path.GetFileName(file)}.");
            Write(position);
        }
    }

    /// <summary>After a commit.</summary>
    /// <param name="position">Finds that of the newest event; asked once a second.</param>
    public void Reached(Func<long> position)
    {
        if (written is not { } last || clock.GetElapsedTime(last) >= Pause)
        {
            written = clock.GetTimestamp();
            Write(position());
        }
    }

    private void Write(long position)
    {
        try
        {
            File.WriteAllLines(file, [position.ToString(CultureInfo.InvariantCulture), .. losses]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A full disk: the mark stays behind, and the next one is written when there is room.
        }
    }
}
