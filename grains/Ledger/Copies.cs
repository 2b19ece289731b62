using System.ComponentModel.DataAnnotations;

namespace Dashboard.Grains.Ledger;

/// <summary>What copies of either database have in common: a file is there only when it is whole and on the disk.</summary>
internal static class Copies
{
    /// <summary>Ends the name of a copy that is being written.</summary>
    public const string Partial = ".partial";

    /// <exception cref="ValidationException">There is a file of that name, or nowhere to put it.</exception>
    public static void RequireNew(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder))
        {
            throw new ValidationException($"There is no folder \"{folder}\" for the copy.");
        }

        if (File.Exists(file))
        {
            throw new ValidationException($"There is a file \"{file}\" already; a copy replaces none.");
        }
    }

    public static void Flush(string file)
    {
        using var whole = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        whole.Flush(flushToDisk: true);
    }
}
