using System.Diagnostics;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Teams;

/// <summary>A call that waits for its events to be written.</summary>
/// <param name="Again">Subjects to fold and judge again without a new event.</param>
internal sealed record WaitingPost(SourceEvent[] Events, IReadOnlyList<SubjectKey> Again)
{
    private readonly TaskCompletionSource<Outcome[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What became of each event, filled in as that comes to be known.</summary>
    public Outcome[] Outcomes { get; } = new Outcome[Events.Length];

    /// <summary>The trace it came in, if any.</summary>
    public ActivityContext Trace { get; } = Tracing.Here;

    /// <summary>Why the post could not be recorded; it may be repeated.</summary>
    public Exception? Failure { get; set; }

    public Task<Outcome[]> Answered => answer.Task;

    public void Answer()
    {
        if (Failure is { } failure)
        {
            answer.TrySetException(failure);
        }
        else
        {
            answer.TrySetResult(Outcomes);
        }
    }
}

/// <summary>The posts of one team that wait while a batch is under way: bounded, and taken together as the next batch.</summary>
internal sealed class Inbox
{
    private const int LargestBatch = 2_000;
    private const int MostWaiting = 20_000;

    private readonly List<WaitingPost> waiting = [];
    private int events;

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>The posts that wait, in the order in which they came.</summary>
    public IReadOnlyList<WaitingPost> Waiting => waiting;

    /// <exception cref="BusyException">Too much is waiting; nothing was taken.</exception>
    public void Add(WaitingPost post)
    {
        if (events + post.Events.Length > MostWaiting && events > 0)
        {
            throw new BusyException("Too many events of this team are waiting to be written; repeat the post later.");
        }

        waiting.Add(post);
        events += post.Events.Length;
    }

    public List<WaitingPost> TakeBatch()
    {
        var (taken, size) = (0, 0);
        while (taken < waiting.Count && (taken == 0 || size + waiting[taken].Events.Length <= LargestBatch))
        {
            size += waiting[taken++].Events.Length;
        }

        var batch = waiting.GetRange(0, taken);
        waiting.RemoveRange(0, taken);
        events -= size;
        return batch;
    }
}
