using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The durable truth: events, the current state of subjects, each team's sequence of changes, and quarantine.
/// Two dialects (SQLite, PostgreSQL) behind one interface and one test suite. All members are safe to call concurrently.
/// </summary>
internal interface ILedger : ILedgerReading
{
    /// <summary>
    /// Commits the batches, together wherever that is possible. One that contradicts what is stored, or that the database refuses, costs
    /// its neighbours nothing: it is left out and told why. Of two that write the same subject or event the earlier one wins.
    /// </summary>
    /// <returns>One result per batch, in order.</returns>
    /// <exception cref="CommitFailedException">
    /// Some batches have a result and some failed: <see cref="BatchRefusedException"/> for what they hold, anything else for an outage.
    /// </exception>
    Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel);

    /// <summary>
    /// Everything needed to fold these subjects again, in one round trip; a subject the ledger does not know has no row and no events, but
    /// may have children. Only plans, tasks, cases, clues, vehicles and enterprises have children.
    /// </summary>
    Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel);

    /// <summary>Those of these subjects that the ledger has a row of, each with the revision of the row.</summary>
    Task<IReadOnlyDictionary<SubjectKey, long>> RevisionsAsync(IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel);

    /// <summary>The changes of a team with a sequence greater than <paramref name="after"/>, in order.</summary>
    IAsyncEnumerable<Change> ChangesAsync(string team, long after, CancellationToken cancel);

    /// <summary>When these changes of a team were written, by their sequence: of those that the ledger holds.</summary>
    Task<IReadOnlyDictionary<long, DateTimeOffset>> WrittenAtAsync(
        string team, IReadOnlyCollection<long> sequences, CancellationToken cancel);

    /// <summary>The teams that have ever written, each with its last sequence number.</summary>
    Task<IReadOnlyDictionary<string, long>> TeamsAsync(CancellationToken cancel);

    /// <summary>
    /// What registers (<see cref="LedgerTables.Registers"/>) among the events that each of these teams has written beyond a sequence
    /// number, all as of one moment, ordered by kind and subject.
    /// </summary>
    IAsyncEnumerable<WrittenRegister> RegistersAsync(IReadOnlyDictionary<string, long> beyond, CancellationToken cancel);

    /// <summary>Current subject rows that match, ordered by last day descending then kind and id.</summary>
    IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel);

    /// <summary>How many subject rows match, ignoring skip and take.</summary>
    Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel);

    /// <summary>
    /// Records that may be one act recorded twice, by what they share: each as often as it shares something. And records that were merged
    /// where none stands for them, so that they count in nothing: into one that is not there, or, by however many steps, into each other.
    /// All of them are found, some at a time: whoever asks may leave time in between.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<DoubleRecord>> DoublesAsync(CancellationToken cancel);

    /// <summary>
    /// How many records name a team or an item that is none of these: the sum of these numbers. Some are counted at a time: whoever asks
    /// may leave time in between.
    /// </summary>
    IAsyncEnumerable<long> CountNamingOthersAsync(
        IReadOnlyCollection<string> teams, IReadOnlyCollection<string> items, CancellationToken cancel);

    /// <summary>What each source sent. Reads every event.</summary>
    Task<IReadOnlyList<SourceFigures>> SourcesAsync(CancellationToken cancel);

    /// <summary>The cases and inspections whose acts were signed with one of these certificates.</summary>
    Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel);

    /// <summary>The firms that had other codes before: what they had, parted by blanks, and the code they have.</summary>
    Task<IReadOnlyList<(string Former, string Id)>> FormerCodesAsync(CancellationToken cancel);

    /// <summary>Writes rows to quarantine durably; a row with the same source, id and hash is written once. Never drops anything.</summary>
    Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel);

    /// <summary>Quarantined rows, newest first.</summary>
    Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(
        QuarantineFilter filter, int skip, int take, CancellationToken cancel);

    /// <summary>
    /// The open rows of a source, of a code, of both, or all, oldest first and so many at a time. What is added meanwhile may be among
    /// them; what is closed meanwhile does not come again.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenQuarantineAsync(string? source, string? code, int atOnce, CancellationToken cancel);

    /// <summary>One quarantined row, or null.</summary>
    Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel);

    /// <summary>How many rows are open, by source and code, the most first: of a source, or of all (the first 1,000).</summary>
    Task<IReadOnlyList<QuarantineCount>> QuarantineCountsAsync(string? source, CancellationToken cancel);

    /// <summary>Marks rows as retried or dismissed.</summary>
    Task SetQuarantineStateAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel);
}

/// <summary>An event that registers, and the team that wrote it under which of its sequence numbers.</summary>
internal sealed record WrittenRegister(string Team, long Sequence, SourceEvent Event);

/// <summary>
/// A subject as stored: its revision, the team it counts for, its counts, its events (any order) and the subjects that name it as parent.
/// </summary>
internal sealed record Recalled(SubjectRow? Row, IReadOnlyList<SourceEvent> Events, IReadOnlyList<Child> Children);

/// <summary>
/// A record that shares something with another, so that both may be one act; or one that was merged, and for which none stands.
/// </summary>
/// <param name="By">
/// <c>caseNo</c>, <c>docNo</c> or <c>id</c>: ids that differ in their form only; <c>mergedInto</c>: none stands for it.
/// </param>
/// <param name="Text">What they share, folded; of a merged record the id of the one that does not stand.</param>
internal sealed record DoubleRecord(string By, string Text, string Kind, string Id, string Team, string? Item, string Stage, string Title)
{
    /// <summary>What it has in common with the others: ids are of a kind.</summary>
    public (string By, string Text, string Kind) Shared => (By, Text, By is "id" or "mergedInto" ? Kind : "");
}

/// <summary>What a source sent: <paramref name="Late"/> of its events were recorded more than 24 h after they occurred.</summary>
internal sealed record SourceFigures(string Source, long Events, long Late);

/// <summary>One committed change of a team.</summary>
internal readonly record struct Change(long Sequence, DateTimeOffset At, byte[] Delta, byte[] Notes);

/// <summary>Which subject rows are wanted; null members do not filter.</summary>
internal sealed record SubjectFilter
{
    public IReadOnlyCollection<string>? Kinds { get; init; }
    public IReadOnlyCollection<string>? Ids { get; init; }
    public IReadOnlyCollection<string>? Teams { get; init; }
    public IReadOnlyCollection<string>? Items { get; init; }

    /// <summary>Items not wanted: a row with no item, or with one not in this list, matches.</summary>
    public IReadOnlyCollection<string>? ItemsExcept { get; init; }
    public IReadOnlyCollection<string>? DeclaredTeams { get; init; }
    public string? Party { get; init; }
    public string? Parent { get; init; }

    /// <summary>Rows that may be the same act as this one (<see cref="KnownBy"/>).</summary>
    public SubjectRow? DoublesOf { get; init; }

    /// <summary>Rows with a mark.</summary>
    public bool Marked { get; init; }

    /// <summary>Rows folded by another basis than this.</summary>
    public long? BasisOtherThan { get; init; }

    /// <summary>Rows with open warnings, raised or to come.</summary>
    public bool Watched { get; init; }
    public string? Stage { get; init; }
    public bool? Open { get; init; }

    /// <summary>Rows that count on or after this day: last day ≥ from.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Rows that count on or before this day: first day ≤ to.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Part of what it is found by, folded (<see cref="SearchText.Query"/>), no wildcards.</summary>
    public string? Text { get; init; }
    public int Skip { get; init; }

    /// <summary>At most this many; 0 for all.</summary>
    public int Take { get; init; }
}
