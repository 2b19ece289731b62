namespace Dashboard.Grains.Contracts;

/// <summary>Tells cheaply whether there can be a view, before anything is started for it.</summary>
public interface IKnownViews
{
    /// <summary>Whether a team, item or jurisdiction is registered; of enterprises only the grain knows.</summary>
    ValueTask<bool> KnowsAsync(string kind, string key);
}
