using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Keeping;

/// <inheritdoc cref="IKeptTextsGrain"/>
internal sealed class KeptTextsGrain([PersistentState("texts")] IPersistentState<KeptTexts> kept) : Grain, IKeptTextsGrain
{
    private readonly Dictionary<string, string> shown = [];

    /// <inheritdoc/>
    public Task<string?> Get(string name) => Task.FromResult(shown.GetValueOrDefault(name) ?? kept.State.ByName.GetValueOrDefault(name));

    /// <inheritdoc/>
    public Task<string[]> Names() =>
        Task.FromResult(shown.Keys.Union(kept.State.ByName.Keys).Order(StringComparer.Ordinal).ToArray());

    /// <inheritdoc/>
    public Task Keep(string name, string text)
    {
        shown.Remove(name);
        kept.State.ByName[name] = text;
        return WriteAsync();
    }

    /// <inheritdoc/>
    public Task Show(string name, string text)
    {
        shown[name] = text;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Forget(string name)
    {
        shown.Remove(name);
        return kept.State.ByName.Remove(name) ? WriteAsync() : Task.CompletedTask;
    }

    /// <summary>What could not be written is not kept in memory either.</summary>
    private async Task WriteAsync()
    {
        try
        {
            await (kept.State.ByName.Count == 0 ? kept.ClearStateAsync() : kept.WriteStateAsync());
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
