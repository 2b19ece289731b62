namespace Dashboard.Grains.Ledger;

/// <summary>Where the ledger is and how its writer groups.</summary>
internal sealed class LedgerOptions
{
    /// <summary>An Npgsql connection string; null or empty for the embedded database.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Folder of the embedded database.</summary>
    public string DataPath { get; set; } = "data";

    /// <summary>Groups under way at once in PostgreSQL; the embedded database has one writer.</summary>
    public int Loops { get; set; } = 2;

    /// <summary>A group takes what is waiting up to about this many events.</summary>
    public int GroupEvents { get; set; } = 2_000;

    /// <summary>Events that may wait; a batch beyond that is refused as busy.</summary>
    public int QueueEvents { get; set; } = 20_000;

    public bool IsPostgres => !string.IsNullOrWhiteSpace(ConnectionString);

    /// <summary>File of the embedded database.</summary>
    public string DatabaseFile => EmbeddedFolder.DatabaseIn(DataPath);

    /// <summary>How far the embedded database has come (<see cref="HighMark"/>).</summary>
    public string MarkFile => Path.Combine(DataPath, "dashboard.mark");
}
