namespace Dashboard.Grains.Contracts;

/// <summary>What whoever brings events in may ask of the ledger. All members are safe to call concurrently.</summary>
public interface ILedgerReading
{
    /// <summary>Creates or upgrades the schema; safe when several processes start together.</summary>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>Writes nothing, and throws when nothing could be written now.</summary>
    Task CheckWritableAsync(CancellationToken cancel);

    /// <summary>What is missing of what was recorded before, a sentence each; only an embedded ledger can tell.</summary>
    IReadOnlyList<string> Losses => [];

    /// <summary>Which of these (source, id) the ledger holds, with their payload hashes.</summary>
    Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel);

    /// <summary>Those events of these (source, id) that the ledger holds.</summary>
    Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel);

    /// <summary>Those of these subjects that the ledger has a row of, each with its team and the team it names.</summary>
    Task<IReadOnlyDictionary<SubjectKey, (string Team, string? Declared)>> TeamsOfAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel);

    /// <summary>
    /// All events of the given kinds (all kinds when empty), grouped by kind and subject (subjects not interleaved); for rosters and for
    /// recomputation.
    /// </summary>
    IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel);

    /// <summary>
    /// How many events of the given kinds there are (of all kinds when empty): events are never changed or removed, so an equal count is an
    /// equal set.
    /// </summary>
    Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel);
}
