namespace Dashboard.Grains.Contracts;

/// <summary>A grain whose state can be shown.</summary>
public interface IViewGrain : IGrain
{
    /// <summary>
    /// The view as it is now, every acknowledged event included; null when there is no such team, item … Reading makes no version: while
    /// nothing changes, every answer has the same one. A period carries the version of now.
    /// </summary>
    /// <param name="period"><c>2020</c>, <c>2020-05</c>, <c>2020-05-17</c> for a closed period, or null for now.</param>
    /// <param name="isFull">With the stages, ages and rates of the teams within a jurisdiction or an item, which only their own views
    /// push.</param>
    Task<View?> Get(string? period, bool isFull = false);

    /// <summary>
    /// Shows this and every later version to the watcher, for 20 s; a web host renews its watch every 5 s, so a lost
    /// message or a moved grain heals by itself. Returns the version now; null when there is no such view.
    /// </summary>
    Task<long?> Watch(IViewWatcher watcher);

    /// <summary>Stops showing.</summary>
    Task Unwatch(IViewWatcher watcher);
}
