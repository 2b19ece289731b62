using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>A call that waits for its events to be written.</summary>
internal sealed record WaitingPost(SourceEvent[] Events, IReadOnlyList<SubjectKey> Moving)
{
    public TaskCompletionSource<Outcome[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The events of a batch sorted into fresh ones and repetitions.</summary>
internal sealed class PostedBatch
{
    private readonly List<WaitingPost> batch;
    private readonly Dictionary<(string Source, string Id), UInt128> fresh = [];
    private readonly Dictionary<(string Source, string Id), UInt128> known = [];

    public PostedBatch(List<WaitingPost> batch)
    {
        this.batch = batch;
        Moving = [.. batch.SelectMany(entry => entry.Moving)];
        foreach (var @event in batch.SelectMany(entry => entry.Events))
        {
            if (fresh.TryAdd((@event.Source, @event.Id), @event.Hash))
            {
                Fresh.Add(@event);
            }
        }
    }

    /// <summary>Events not yet seen, each once.</summary>
    public List<SourceEvent> Fresh { get; } = [];

    /// <summary>Subjects to fold again without a new event.</summary>
    public List<SubjectKey> Moving { get; }

    /// <summary>Takes out what the ledger holds already.</summary>
    public async Task RemoveKnownAsync(ILedger ledger)
    {
        foreach (var (key, hash) in await ledger.KnownAsync([.. Fresh.Select(@event => (@event.Source, @event.Id))], CancellationToken.None))
        {
            known[key] = hash;
        }

        Fresh.RemoveAll(@event => known.ContainsKey((@event.Source, @event.Id)));
    }

    /// <summary>Takes out what the recalled subjects hold already; true when there was any.</summary>
    public bool RemoveHeld(WorkingSet set)
    {
        foreach (var repeated in set.Repeated)
        {
            known[(repeated.Source, repeated.Id)] = repeated.Hash;
        }

        return Fresh.RemoveAll(@event => known.ContainsKey((@event.Source, @event.Id))) > 0;
    }

    public void Answer()
    {
        var answered = new HashSet<(string Source, string Id)>();
        foreach (var entry in batch)
        {
            entry.Answer.TrySetResult(Array.ConvertAll(entry.Events, @event =>
            {
                var key = (@event.Source, @event.Id);
                return known.TryGetValue(key, out var stored) ? stored == @event.Hash ? Outcome.Duplicate : Outcome.Contradiction
                    : fresh[key] != @event.Hash ? Outcome.Contradiction
                    : answered.Add(key) ? Outcome.Accepted : Outcome.Duplicate;
            }));
        }
    }
}
