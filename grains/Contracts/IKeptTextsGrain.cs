namespace Dashboard.Grains.Contracts;

/// <summary>
/// Named texts of one sort that all hosts share (key: the sort, as "import-maps"): small things of which there are few, which are no facts
/// and follow from none.
/// </summary>
public interface IKeptTextsGrain : IGrainWithStringKey
{
    /// <summary>The text of this name, or null.</summary>
    Task<string?> Get(string name);

    /// <summary>All names, in order.</summary>
    Task<string[]> Names();

    /// <summary>Keeps a text in the place of an earlier one; when this returns it is durable.</summary>
    Task Keep(string name, string text);

    /// <summary>Shows a text to who asks, until it is kept or the grain is unloaded: what changes many times a second.</summary>
    Task Show(string name, string text);

    /// <summary>Forgets a text.</summary>
    Task Forget(string name);
}
