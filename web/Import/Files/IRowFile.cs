namespace Dashboard.Web.Import.Files;

/// <summary>A file of rows, read once from the beginning to the end with bounded memory.</summary>
internal interface IRowFile : IDisposable
{
    /// <summary>How much has been read, 0 to 1; null when it cannot be known.</summary>
    double? Progress { get; }

    /// <summary>What the reader decided for itself (encoding, sheet, header row …), as sentences; grows while the file is read.</summary>
    IReadOnlyList<Said> Remarks { get; }

    /// <summary>The rows that are not blank; a row that cannot be read comes with its defect, and the next ones follow.</summary>
    /// <exception cref="MapException">The header lacks a column that the map names.</exception>
    /// <exception cref="ImportStoppedException">The file cannot be read further.</exception>
    IAsyncEnumerable<SourceRow> ReadAsync(CancellationToken cancellation);
}
