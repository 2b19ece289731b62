using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// What one team grain asks the ledger to make durable in one transaction: all of it or nothing.
/// </summary>
/// <param name="Team">The writing team.</param>
/// <param name="Sequence">The team's next sequence number; (team, sequence) is unique, so a second activation loses.</param>
/// <param name="At">When the team folded the batch.</param>
/// <param name="Delta">Net change of the team's cells (see <c>Domain.Tallies</c>); empty when nothing changed.</param>
/// <param name="Notes">What the team shows besides figures after this batch (ticker lines, last event per source), UTF-8 JSON; empty when
/// nothing.</param>
/// <param name="Events">The accepted events, none of which the ledger may already hold.</param>
/// <param name="Subjects">The new state of every subject the events touch.</param>
/// <param name="Foreign">Changes to the cells of other teams (a subject moved); each takes that team's next sequence number.</param>
internal sealed record TeamBatch(
    string Team,
    long Sequence,
    DateTimeOffset At,
    byte[] Delta,
    byte[] Notes,
    IReadOnlyList<SourceEvent> Events,
    IReadOnlyList<SubjectRow> Subjects,
    IReadOnlyList<ForeignDelta> Foreign)
{
    private long[] previous = [];

    /// <summary>Where its first event stands in the ledger; the others follow it.</summary>
    public long First { get; private set; }

    /// <summary>
    /// Gives its events their positions, and links each to the one before it of the same subject: so the events of a subject are found from
    /// its row, newest first, without an index that every event would have to be sorted into. An event whose subject has no row
    /// here is found by source and id alone. Done once, however often the batch is tried.
    /// </summary>
    /// <param name="first">The first of as many positions as it has events, which nobody else takes.</param>
    public void Place(long first)
    {
        if (First > 0 || Events.Count == 0)
        {
            return;
        }

        First = first;
        previous = new long[Events.Count];
        var rows = Subjects.ToDictionary(static row => new SubjectKey(row.Kind, row.Id));
        for (var index = 0; index < Events.Count; index++)
        {
            if (rows.TryGetValue(new(Events[index].Kind, Events[index].Subject), out var row))
            {
                (previous[index], row.Last) = (row.Last, first + index);
            }
        }
    }

    /// <summary>Where the event before this one of the same subject stands; 0 when there is none.</summary>
    public long PreviousOf(int index) => previous[index];

    /// <summary>Refuses a batch that could never be committed, whatever the ledger holds.</summary>
    /// <exception cref="ArgumentException">It names an event or a subject twice.</exception>
    public void RefuseRepetition()
    {
        if (Events.DistinctBy(@event => (@event.Source, @event.Id)).Count() < Events.Count
            || Subjects.DistinctBy(subject => (subject.Kind, subject.Id)).Count() < Subjects.Count)
        {
            throw new ArgumentException($"Batch {Sequence} of {Team} names an event or a subject twice.");
        }
    }
}

/// <summary>Change of another team's cells, in the same transaction as its cause.</summary>
internal sealed record ForeignDelta(string Team, byte[] Delta);

/// <summary>
/// How a commit ended. Only <see cref="CommitOutcome.Committed"/> changed anything.
/// </summary>
internal enum CommitOutcome
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>
    /// An event of the batch is already in the ledger, or a subject is not at the revision the team believed: recall and fold again.
    /// </summary>
    Stale,

    /// <summary>Another activation has written this sequence number: this one must give up.</summary>
    Superseded,
}

/// <summary>Answer to one <see cref="TeamBatch"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ForeignSequences">In the order of <see cref="TeamBatch.Foreign"/>, the sequence numbers taken; empty when nothing was
/// written.</param>
internal readonly record struct CommitResult(CommitOutcome Outcome, IReadOnlyList<long> ForeignSequences)
{
    private static readonly Dictionary<(string, string), UInt128> NoEvents = [];

    private readonly IReadOnlyCollection<SubjectKey>? staleSubjects;
    private readonly IReadOnlyDictionary<(string Source, string Id), UInt128>? knownEvents;

    /// <summary>Of a stale batch: the subjects that were not at the revision the team believed. Others may have gone stale since.</summary>
    public IReadOnlyCollection<SubjectKey> StaleSubjects
    {
        get => staleSubjects ?? [];
        init => staleSubjects = value;
    }

    /// <summary>Of a stale batch: its events that the ledger already holds, with the hashes they have there.</summary>
    public IReadOnlyDictionary<(string Source, string Id), UInt128> KnownEvents
    {
        get => knownEvents ?? NoEvents;
        init => knownEvents = value;
    }
}
