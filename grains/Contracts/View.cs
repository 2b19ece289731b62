namespace Dashboard.Grains.Contracts;

/// <summary>
/// One version of what a screen shows (CONTRACT.md §3): <c>team/T01</c>, <c>item/S14</c>, <c>jurisdiction/330203</c>, <c>enterprise/{uscc}</c>.
/// </summary>
/// <param name="Name">Kind and key.</param>
/// <param name="Version">Hybrid logical clock in µs: greater than every earlier version of this view, across restarts and hosts.</param>
/// <param name="AsOf">When this version was made.</param>
/// <param name="Commit">When the newest event in it became durable.</param>
/// <param name="Document">The whole document.</param>
[GenerateSerializer, Immutable]
public sealed record View(
    [property: Id(0)] string Name,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset AsOf,
    [property: Id(3)] DateTimeOffset Commit,
    [property: Id(4)] Document Document);

/// <summary>A grain whose state can be shown.</summary>
public interface IViewGrain : IGrain
{
    /// <summary>The view as it is now, every acknowledged event included; null when there is no such team, item …</summary>
    /// <param name="period"><c>2020</c>, <c>2020-05</c>, <c>2020-05-17</c> for a closed period, or null for now.</param>
    Task<View?> Get(string? period);

    /// <summary>
    /// Shows this and every later version to the watcher, for 20 s; a web host renews its watch every 5 s, so a lost
    /// message or a moved grain heals by itself. Returns the version now; null when there is no such view.
    /// </summary>
    Task<long?> Watch(IViewWatcher watcher);

    /// <summary>Stops showing.</summary>
    Task Unwatch(IViewWatcher watcher);
}

/// <summary>A web host that wants to see a view. It is shown the next version only after it has taken the last.</summary>
public interface IViewWatcher : IGrainObserver
{
    /// <summary>A new version; may repeat or skip versions, never goes back.</summary>
    Task Show(View view);
}

/// <summary>A team (key: team id): the only writer of the events posted to it, and owner of the figures of its subjects.</summary>
public interface ITeamGrain : IViewGrain, IGrainWithStringKey
{
    /// <summary>
    /// Makes the events durable and counts them, each once, whatever the order and however often they come.
    /// </summary>
    /// <returns>One outcome per event, in order.</returns>
    /// <exception cref="BusyException">Too much is waiting: try again later.</exception>
    Task<Outcome[]> Record(Posting posting);
}

/// <summary>A supervision item (key: item code): the sum of the teams' parts for it.</summary>
public interface IItemGrain : IViewGrain, IGrainWithStringKey;

/// <summary>A jurisdiction (key: six-digit code): the sum of its teams.</summary>
public interface IJurisdictionGrain : IViewGrain, IGrainWithStringKey;

/// <summary>An enterprise (key: unified credit code): the sum of what all teams did there.</summary>
public interface IEnterpriseGrain : IViewGrain, IGrainWithStringKey;

/// <summary>Events for one team.</summary>
[GenerateSerializer, Immutable]
public sealed record Posting([property: Id(0)] SourceEvent[] Events);

/// <summary>What became of one event.</summary>
public enum Outcome : byte
{
    /// <summary>Durable and counted.</summary>
    Accepted = 0,

    /// <summary>It was there already, word for word; nothing changed.</summary>
    Duplicate = 1,

    /// <summary>Another payload stands under this source and id (DOMAIN.md §14.1 V2); nothing changed.</summary>
    Contradiction = 2,
}

/// <summary>Too much is waiting to be written; nothing of this call was recorded. Repeating it later loses and doubles nothing.</summary>
[GenerateSerializer]
public sealed class BusyException(string message) : Exception(message);
