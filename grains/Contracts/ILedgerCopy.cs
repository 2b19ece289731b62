using System.ComponentModel.DataAnnotations;

namespace Dashboard.Grains.Contracts;

/// <summary>The whole database (ledger, people, tokens, screens, audit, keys of cookies) as one file.</summary>
public interface ILedgerCopy
{
    /// <summary>Writes a copy of one moment, while the product goes on. The file is there only when it is whole.</summary>
    /// <param name="file">It must not exist yet.</param>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    Task BackUpAsync(string file, CancellationToken cancel);

    /// <summary>Puts a copy in the place of the database, which no process uses meanwhile.</summary>
    /// <param name="file">What <see cref="BackUpAsync"/> wrote.</param>
    /// <param name="replace">Whether a database that holds something already may be replaced.</param>
    /// <exception cref="ValidationException">A sentence that says what to mend; the database is as it was.</exception>
    Task RestoreAsync(string file, bool replace, CancellationToken cancel);
}
