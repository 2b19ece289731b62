using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>The events and subjects of some posts, or of a part of them, sorted into what is fresh and what is known.</summary>
internal sealed class PostedBatch
{
    private readonly IReadOnlyList<(WaitingPost Post, int Index)> posted;
    private readonly Dictionary<(string Source, string Id), UInt128> fresh = [];
    private readonly Dictionary<(string Source, string Id), UInt128> known = [];

    private PostedBatch(IReadOnlyList<(WaitingPost Post, int Index)> posted, IReadOnlyList<SubjectKey> again)
    {
        this.posted = posted;
        Again = again;
        foreach (var (post, index) in posted)
        {
            var @event = post.Events[index];
            if (fresh.TryAdd((@event.Source, @event.Id), @event.Hash))
            {
                Fresh.Add(@event);
            }
        }
    }

    /// <summary>Events not yet seen, each once.</summary>
    public List<SourceEvent> Fresh { get; } = [];

    /// <summary>Subjects to fold again without a new event.</summary>
    public IReadOnlyList<SubjectKey> Again { get; }

    public bool IsEmpty => Fresh.Count == 0 && Again.Count == 0;

    /// <summary>It can be cut in two, to find what keeps it from being written.</summary>
    public bool IsDivisible => posted.Count + Again.Count > 1;

    public static PostedBatch Of(IReadOnlyList<WaitingPost> posts) =>
        new([.. posts.SelectMany(post => Enumerable.Range(0, post.Events.Length).Select(index => (post, index)))],
            [.. posts.SelectMany(post => post.Again).Distinct()]);

    /// <summary>The same in two halves, in the order in which they came.</summary>
    public (PostedBatch First, PostedBatch Second) Halves()
    {
        var (events, subjects) = (posted.Count / 2, Again.Count / 2);
        return posted.Count > 1
            ? (new([.. posted.Take(events)], Again), new([.. posted.Skip(events)], []))
            : (new(posted, [.. Again.Take(subjects)]), new([], [.. Again.Skip(subjects)]));
    }

    /// <summary>Takes out what the ledger holds already.</summary>
    public async Task RemoveKnownAsync(ILedger ledger)
    {
        foreach (var (key, hash) in await ledger.KnownAsync([.. Fresh.Select(@event => (@event.Source, @event.Id))],
            CancellationToken.None))
        {
            known[key] = hash;
        }

        Fresh.RemoveAll(@event => known.ContainsKey((@event.Source, @event.Id)));
    }

    /// <summary>Takes out what the recalled subjects hold already.</summary>
    public void RemoveRepeated(IEnumerable<SourceEvent> repeated)
    {
        foreach (var @event in repeated)
        {
            known[(@event.Source, @event.Id)] = @event.Hash;
        }

        Fresh.RemoveAll(@event => known.ContainsKey((@event.Source, @event.Id)));
    }

    /// <summary>All that was fresh is durable: tells each post what became of its events.</summary>
    public void Settle()
    {
        var accepted = new HashSet<(string Source, string Id)>();
        foreach (var (post, index) in posted)
        {
            var @event = post.Events[index];
            var key = (@event.Source, @event.Id);
            post.Outcomes[index] = known.TryGetValue(key, out var stored) ? stored == @event.Hash ? Outcome.Duplicate
                : Outcome.Contradiction
                : fresh[key] != @event.Hash ? Outcome.Contradiction
                : accepted.Add(key) ? Outcome.Accepted : Outcome.Duplicate;
        }
    }

    /// <summary>Its events can never be recorded.</summary>
    public void Refuse()
    {
        foreach (var (post, index) in posted)
        {
            post.Outcomes[index] = Outcome.Refused;
        }
    }

    /// <summary>It could not be recorded now.</summary>
    public void Fail(Exception failure)
    {
        foreach (var (post, _) in posted)
        {
            post.Failure = failure;
        }
    }
}
