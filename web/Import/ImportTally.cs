namespace Dashboard.Web.Import;

/// <summary>
/// What has become of the rows and events so far. Accepted + duplicates + quarantined = events that the server has answered for.
/// </summary>
internal sealed class ImportTally
{
    public long Rows { get; set; }

    public long RowsFailed { get; set; }

    public long Events { get; set; }

    public long Accepted { get; set; }

    public long Duplicates { get; set; }

    public long Quarantined { get; set; }

    /// <summary>Quarantined events by the server's code (V2, V6 …).</summary>
    public SortedDictionary<string, long> QuarantinedByCode { get; } = new(StringComparer.Ordinal);
}
