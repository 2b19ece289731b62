using System.ComponentModel.DataAnnotations;

namespace Dashboard.Grains;

/// <summary>
/// The folder of an embedded database belongs to one process at a time: a second one would know nothing of what the first has in memory,
/// and show wrong figures. The hold ends with the process, however that ends.
/// </summary>
public sealed class EmbeddedFolder : IDisposable
{
    /// <summary>
    /// A byte far behind the end is locked, so that whoever copies the folder can read the file. .NET has no such locks on macOS.
    /// </summary>
    private const long LockedByte = 1L << 30;
    private readonly FileStream hold;

    private EmbeddedFolder(FileStream hold) => this.hold = hold;

    /// <summary>File of the database in a folder.</summary>
    public static string DatabaseIn(string folder) => Path.Combine(folder, "dashboard.db");

    /// <summary>A tool works on the database that is there, and makes none.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void RequireDatabase(string folder)
    {
        if (!File.Exists(DatabaseIn(folder)))
        {
            throw new ValidationException(
                $"There is no database in \"{Path.GetFullPath(folder)}\": set Dashboard:DataPath to the folder it is in, or "
                    + "ConnectionStrings:Dashboard.");
        }
    }

    /// <summary>Takes hold of the folder, which exists.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static EmbeddedFolder Hold(string folder)
    {
        var file = Open(folder);
        try
        {
            if (!OperatingSystem.IsMacOS())
            {
                file.Lock(LockedByte, 1);
            }

            return new(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new ValidationException(
                $"Dashboard:DataPath: another dashboard uses the database in \"{folder}\" already; stop that one, or set another folder.",
                problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();

    private static FileStream Open(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "dashboard.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ValidationException(
                $"Dashboard:DataPath: nothing can be written in \"{folder}\"; make room, or let this process write there. " +
                    $"{problem.Message}", problem);
        }
    }
}
