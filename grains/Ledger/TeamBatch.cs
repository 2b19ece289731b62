using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// What one team grain asks the ledger to make durable in one transaction: all of it or nothing.
/// </summary>
/// <param name="Team">The writing team.</param>
/// <param name="Sequence">The team's next sequence number; (team, sequence) is unique, so a second activation loses.</param>
/// <param name="At">When the team folded the batch.</param>
/// <param name="Delta">Net change of the team's cells (see <c>Domain.Tallies</c>); empty when nothing changed.</param>
/// <param name="Notes">What the team shows besides figures after this batch (ticker lines, last event per source), UTF-8 JSON; empty when nothing.</param>
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
    IReadOnlyList<ForeignDelta> Foreign);

/// <summary>Change of another team's cells, in the same transaction as its cause.</summary>
internal sealed record ForeignDelta(string Team, byte[] Delta);

/// <summary>
/// How a commit ended. Only <see cref="CommitOutcome.Committed"/> changed anything.
/// </summary>
internal enum CommitOutcome
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>An event of the batch is already in the ledger, or a subject is not at the revision the team believed: recall and fold again.</summary>
    Stale,

    /// <summary>Another activation has written this sequence number: this one must give up.</summary>
    Superseded,
}

/// <summary>Answer to one <see cref="TeamBatch"/>. <paramref name="ForeignSequences"/> gives, in the order of <see cref="TeamBatch.Foreign"/>, the sequence numbers taken.</summary>
internal readonly record struct CommitResult(CommitOutcome Outcome, IReadOnlyList<long> ForeignSequences);
