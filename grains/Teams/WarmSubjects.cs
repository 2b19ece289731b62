using BitFaster.Caching;
using BitFaster.Caching.Lru;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Teams;

/// <summary>
/// The subjects a silo has used lately, for all its teams: so that two teams at one firm continue from each other's state. Bounded in
/// number, and what nobody has used for a minute is let go; what is forgotten is read from the ledger again. It may be behind the ledger:
/// the commit checks revisions, and who finds it wrong forgets it. Of one that has ended it keeps no more than that: little comes of it,
/// and what is held of thousands of them each collection of garbage would have to move.
/// </summary>
internal sealed class WarmSubjects(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly ICache<SubjectKey, LoadedSubject?> subjects =
        new ConcurrentLruBuilder<SubjectKey, LoadedSubject?>().WithCapacity(Most).WithExpireAfterAccess(Idle).Build();

    private long trimmed = clock.GetTimestamp();

    public LoadedSubject? Find(SubjectKey key) => subjects.TryGet(key, out var subject) ? subject : null;

    /// <summary>Whether it has ended lately: the ledger has facts of it that are not here.</summary>
    public bool HasEnded(SubjectKey key) => subjects.TryGet(key, out var subject) && subject is null;

    /// <summary>Keeps a subject that has just been read or written, unless a newer state of it is here.</summary>
    public void Keep(SubjectKey key, LoadedSubject subject)
    {
        if (Find(key) is not { Row: { } known } || known.Revision <= (subject.Row?.Revision ?? 0))
        {
            subjects.AddOrUpdate(key, subject);
        }
    }

    /// <summary>Keeps of a subject that it has ended.</summary>
    public void End(SubjectKey key) => subjects.AddOrUpdate(key, null);

    public void Forget(SubjectKey key) => subjects.TryRemove(key);

    /// <summary>Forgets all: the ledger is another.</summary>
    public void Clear() => subjects.Clear();

    /// <summary>Lets go what has not been used for a while; cheap to call often.</summary>
    public void Trim()
    {
        if (clock.GetElapsedTime(Interlocked.Read(ref trimmed)) > Idle / 2)
        {
            Interlocked.Exchange(ref trimmed, clock.GetTimestamp());
            subjects.Policy.ExpireAfterAccess.Value?.TrimExpired();
        }
    }
}
