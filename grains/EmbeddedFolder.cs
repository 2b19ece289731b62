using System.ComponentModel.DataAnnotations;

namespace Dashboard.Grains;

/// <summary>
/// The folder of an embedded database belongs to one process at a time: a second one would know nothing of what the first has in memory,
/// and show wrong figures. The hold ends with the process, however that ends.
/// </summary>
public sealed class EmbeddedFolder : IDisposable
{
    private const int Held = 11; // EWOULDBLOCK, which .NET hands on as HResult
    private const int HeldOnWindows = unchecked((int)0x80070020);
    private readonly FileStream hold;

    private EmbeddedFolder(FileStream hold) => this.hold = hold;

    /// <summary>Takes hold of the folder, which exists.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static EmbeddedFolder Hold(string folder)
    {
        var file = Path.Combine(folder, "dashboard.lock");
        try
        {
            return new(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem) when (problem.HResult is Held or HeldOnWindows)
        {
            throw new ValidationException(
                $"Dashboard:DataPath: another dashboard uses the database in \"{folder}\" already; stop that one, or set another folder.",
                problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ValidationException(
                $"Dashboard:DataPath: nothing can be written in \"{folder}\"; make room, or let this process write there. " +
                    $"{problem.Message}", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();
}
