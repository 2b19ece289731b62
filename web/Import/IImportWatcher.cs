namespace Dashboard.Web.Import;

/// <summary>Is told what happens during an import, in order.</summary>
internal interface IImportWatcher
{
    /// <summary>What the reader decided for itself: encoding, sheet, header row.</summary>
    void Remarked(Said sentence);

    /// <summary>A row is left out; all that is wrong with it stands in one sentence.</summary>
    void RowFailed(long line, Said sentence);

    /// <summary>The server has put an event of a row into quarantine.</summary>
    void EventQuarantined(long line, string id, string code, Said reason);

    /// <summary>An event as it would be sent (dry run).</summary>
    void EventShown(long line, ReadOnlyMemory<byte> json);

    /// <summary>The server cannot take the batch now; it will be asked again after the delay.</summary>
    void Waiting(string why, TimeSpan delay);

    /// <summary>Rows were read or a batch was taken.</summary>
    /// <param name="tally">Counts so far.</param>
    /// <param name="progress">Part of the file that has been read, 0 to 1; null when unknown.</param>
    void Advanced(ImportTally tally, double? progress);
}
