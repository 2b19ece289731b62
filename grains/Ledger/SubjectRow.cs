using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Current state of one subject as lists and evidence need it, kept in the same transaction as the events it follows from.
/// The full state is always the fold of the subject's events.
/// </summary>
internal sealed record SubjectRow
{
    /// <summary>Kind: <c>case</c>, <c>inspection</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>Id within the kind.</summary>
    public required string Id { get; init; }

    /// <summary>1 for a new subject; written only if the stored revision is exactly one less.</summary>
    public required long Revision { get; init; }

    /// <summary>The team whose figures it is in.</summary>
    public required string Team { get; init; }

    /// <summary>The team its facts name, which may not be registered (yet); null when none is named.</summary>
    public string? DeclaredTeam { get; init; }

    /// <summary>Primary supervision item as declared; null when none.</summary>
    public string? Item { get; init; }

    /// <summary>Stage or status word; empty where the kind has none.</summary>
    public required string Stage { get; init; }

    /// <summary>Still in progress.</summary>
    public required bool Open { get; init; }

    /// <summary>Unified credit code of the organisation concerned; null for natural persons and where unknown.</summary>
    public string? Party { get; init; }

    /// <summary>"kind/id" of the subject this one counts towards (an inspection's task, a task's plan); null when none.</summary>
    public string? Parent { get; init; }

    /// <summary>A second one (an inspection's enterprise); null when none.</summary>
    public string? Also { get; init; }

    /// <summary>The day this one is done in the sense of its parent; null while it is not.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>First day on which it counts in any figure; null when it counts nowhere.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Last day on which it counts in any figure.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>One line for lists, without personal data (DOMAIN.md §13, wall column).</summary>
    public required string Title { get; init; }

    /// <summary>By what it is found, and compared with others. Recalling a subject does not read it: then all of it is empty.</summary>
    public KnownBy KnownBy
    {
        get => new(Search, CaseNo, DocNo, IdForm, MergedInto);
        init => (Search, CaseNo, DocNo, IdForm, MergedInto) = value;
    }

    /// <summary>By what it is found may be other than what is stored, so it is written too; that of a new subject always is.</summary>
    public bool IsKnownAnew { get; init; }

    /// <summary>The codes a firm had before (<see cref="Subject.Former"/>); null when it had none.</summary>
    public string? Former { get; init; }

    /// <inheritdoc cref="Domain.KnownBy.Search"/>
    public string Search { get; private set; } = "";

    /// <inheritdoc cref="Domain.KnownBy.CaseNo"/>
    public string? CaseNo { get; private set; }

    /// <inheritdoc cref="Domain.KnownBy.DocNo"/>
    public string? DocNo { get; private set; }

    /// <inheritdoc cref="Domain.KnownBy.IdForm"/>
    public string? IdForm { get; private set; }

    /// <inheritdoc cref="Domain.KnownBy.MergedInto"/>
    public string? MergedInto { get; private set; }

    /// <inheritdoc cref="Subject.Marks"/>
    public string? Marks { get; init; }

    /// <summary>What it contributes to the cells, encoded as a delta from nothing.</summary>
    public required byte[] Counts { get; init; }

    /// <summary>
    /// Its open warnings, raised or to come, as <see cref="Domain.Warnings.WatchedSubject"/> encodes them; empty when there are none.
    /// </summary>
    public byte[] Watches { get; init; } = [];

    /// <summary>By which law it was folded: rows of another basis are folded again.</summary>
    public long Basis { get; init; }

    /// <summary>
    /// Where its newest event stands in the ledger, from which the older ones are found (<see cref="TeamBatch.Place"/>); 0 when it has
    /// none.
    /// </summary>
    public long Last { get; set; }

    /// <summary>Whether nothing but the revision differs.</summary>
    public bool SaysTheSameAs(SubjectRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Bare == other.Bare && Counts.AsSpan().SequenceEqual(other.Counts) && Watches.AsSpan().SequenceEqual(other.Watches);
    }

    /// <summary>Without what equal rows may differ in, and what is no value to compare.</summary>
    private SubjectRow Bare => this with { Revision = 0, Counts = [], Watches = [], KnownBy = default, IsKnownAnew = false };

    /// <summary>The subjects it counts towards.</summary>
    public IEnumerable<string> Parents => new[] { Parent, Also }.OfType<string>();
}
