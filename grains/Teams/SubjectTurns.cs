using System.Runtime.InteropServices;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Teams;

/// <summary>
/// Batches of several teams of one silo that change the same firm, vehicle or plan go one after the other: the commit would refuse all but
/// the first, and each of the others would be folded again. Only that work is saved here; what is written rightly is the commit's to say.
/// </summary>
internal sealed class SubjectTurns
{
    /// <summary>In the order in which a batch comes to them: children before their parents.</summary>
    private static readonly Comparer<SubjectKey> AsFolded = Comparer<SubjectKey>.Create(static (one, other) =>
    {
        var order = BatchFold.RankOf(one.Kind).CompareTo(BatchFold.RankOf(other.Kind));
        order = order != 0 ? order : string.CompareOrdinal(one.Kind, other.Kind);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    });

    private readonly Lock guard = new();
    private readonly Dictionary<SubjectKey, Turn> holders = [];

    /// <summary>A batch begins: it holds nothing yet.</summary>
    public Turn Begin() => new(this);

    /// <summary>One batch's turn at the subjects it changes, until it is disposed of.</summary>
    public sealed class Turn(SubjectTurns turns) : IDisposable
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<SubjectKey> held = [];
        private SubjectKey last;

        /// <summary>
        /// Waits for its turn at these subjects. A turn waits only for what comes after all it holds, so that two never wait for each
        /// other; what comes before is held if nobody else does, and gone without otherwise.
        /// </summary>
        public async ValueTask HoldAsync(IEnumerable<SubjectKey> subjects)
        {
            foreach (var subject in subjects.Order(AsFolded))
            {
                while (Holder(subject) is { } other && other != this && IsAfterAllHeld(subject))
                {
                    await other.ended.Task;
                }
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (turns.guard)
            {
                foreach (var subject in held)
                {
                    turns.holders.Remove(subject);
                }
            }

            ended.TrySetResult();
        }

        /// <summary>Who holds the subject: this turn, if nobody did.</summary>
        private Turn Holder(SubjectKey subject)
        {
            lock (turns.guard)
            {
                ref var holder = ref CollectionsMarshal.GetValueRefOrAddDefault(turns.holders, subject, out var isHeld);
                if (!isHeld)
                {
                    holder = this;
                    last = IsAfterAllHeld(subject) ? subject : last;
                    held.Add(subject);
                }

                return holder!;
            }
        }

        private bool IsAfterAllHeld(SubjectKey subject) => held.Count == 0 || AsFolded.Compare(subject, last) > 0;
    }
}
